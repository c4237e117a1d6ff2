/** How the letters of a book follow one another: the matrix that its cover draws. */

/** Letters, the space last, and for each the chance of every letter after it; rows sum to 1, or to 0 for a letter that ends the text. */
export interface LetterMatrix {
  readonly letters: readonly string[];
  /** `chances[i][j]`: of letter j after letter i. */
  readonly chances: readonly (readonly number[])[];
}

/** Counts pairs over the 26 most frequent letters of the text, whatever its script; everything else is a space. */
export function letterMatrix(text: string): LetterMatrix {
  const codes = codesOf(text.toLowerCase().normalize("NFD").replace(/[^\0-\u02ff]+/g, (others) => others.replace(/\p{M}/gu, "")));
  const letters = [...frequentLetters(codes), " "];
  const space = letters.length - 1;
  const place = new Uint8Array(codePoints).fill(space);
  for (const [index, letter] of letters.entries()) place[letter.codePointAt(0) ?? 0] = index;
  const counts = new Uint32Array(letters.length * letters.length);
  let before = space;
  for (const code of codes) {
    const after = place[code] ?? space;
    const pair = before * letters.length + after;
    counts[pair] = (counts[pair] ?? 0) + 1;
    before = after;
  }
  // spaces count once
  counts[space * letters.length + space] = 0;
  const chances = letters.map((_, index) => {
    const row = [...counts.subarray(index * letters.length, (index + 1) * letters.length)];
    const sum = row.reduce((a, b) => a + b, 0);
    return row.map((count) => (sum === 0 ? 0 : count / sum));
  });
  return { letters, chances };
}

/** A book has a million letters: they are counted as numbers, in arrays with a place for each that there can be. */
const codePoints = 0x110000;

function codesOf(text: string): Uint32Array {
  const codes = new Uint32Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    if (code > 0xffff) at++;
    codes[length++] = code;
  }
  return codes.subarray(0, length);
}

/** At most 26, in the order of their script. */
function frequentLetters(codes: Uint32Array): readonly string[] {
  const counts = new Uint32Array(codePoints);
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  const found: (readonly [letter: string, count: number])[] = [];
  counts.forEach((count, code) => void (count > 0 && found.push([String.fromCodePoint(code), count])));
  const ranked = found.filter(([character]) => /\p{L}/u.test(character)).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return ranked.slice(0, 26).map(([letter]) => letter).sort();
}
