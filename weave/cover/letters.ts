/** How the letters of a book follow one another: the matrix that its cover draws. */

/** Letters, the space last, and for each the chance of every letter after it; rows sum to 1, or to 0 for a letter that ends the text. */
export interface LetterMatrix {
  readonly letters: readonly string[];
  /** `chances[i][j]`: of letter j after letter i. */
  readonly chances: readonly (readonly number[])[];
}

/** Counts pairs over the 26 most frequent letters of the text, whatever its script; everything else is a space. */
export function letterMatrix(text: string): LetterMatrix {
  const plain = text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const letters = [...frequentLetters(plain), " "];
  const place = new Map(letters.map((letter, index) => [letter, index]));
  const space = letters.length - 1;
  const counts = letters.map(() => letters.map(() => 0));
  let before = space;
  for (const character of plain) {
    const after = place.get(character) ?? space;
    const row = counts[before];
    if (row !== undefined && !(before === space && after === space)) row[after] = (row[after] ?? 0) + 1;
    before = after;
  }
  const chances = counts.map((row) => {
    const sum = row.reduce((a, b) => a + b, 0);
    return row.map((count) => (sum === 0 ? 0 : count / sum));
  });
  return { letters, chances };
}

/** At most 26, in the order of their script. */
function frequentLetters(text: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const ranked = [...counts].filter(([character]) => /\p{L}/u.test(character)).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return ranked.slice(0, 26).map(([letter]) => letter).sort();
}
