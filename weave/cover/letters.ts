/** How the letters of a book follow one another: the matrix that its cover draws. */

/** Letters, the space last, and for each the chance of every letter after it; rows sum to 1, or to 0 for a letter that ends the text. */
export interface LetterMatrix {
  readonly letters: readonly string[];
  /** `chances[i][j]`: of letter j after letter i. */
  readonly chances: readonly (readonly number[])[];
}

/** How often each letter of a text stands behind each other one, everything else being a space; before the text there is one. */
export interface LetterPairs {
  /** The space first. */
  readonly letters: readonly string[];
  /** Row by row; of letter j behind letter i at `i · letters + j`. */
  readonly counts: readonly number[];
  /** The letter with which the text ends, as an index into `letters`. */
  readonly last: number;
}

/** Counts pairs over the 26 most frequent letters of the text, whatever its script; everything else is a space. */
export function letterMatrix(text: string): LetterMatrix {
  return matrixOf([letterPairs(text)]);
}

/** Counts the pairs of a text. */
export function letterPairs(text: string): LetterPairs {
  const plain = text.toLowerCase().normalize("NFD").replace(/[^\0-\u02ff]+/g, (others) => others.replace(/\p{M}/gu, ""));
  const letters = [" "];
  const places = new Map<number, number>();
  const placeOf = (code: number): number => {
    const known = places.get(code);
    if (known !== undefined) return known;
    const letter = String.fromCodePoint(code);
    const place = /\p{L}/u.test(letter) ? letters.push(letter) - 1 : 0;
    places.set(code, place);
    return place;
  };
  const placed = new Uint16Array(plain.length);
  let length = 0;
  for (let at = 0; at < plain.length; at++) {
    const code = plain.codePointAt(at) ?? 0;
    if (code > 0xffff) at++;
    placed[length++] = placeOf(code);
  }
  const counts = new Uint32Array(letters.length * letters.length);
  let before = 0;
  for (let at = 0; at < length; at++) {
    const after = placed[at] ?? 0;
    const pair = before * letters.length + after;
    counts[pair] = (counts[pair] ?? 0) + 1;
    before = after;
  }
  return { letters, counts: [...counts], last: before };
}

/** The matrix of texts that follow one another, a space between them. */
export function matrixOf(texts: readonly LetterPairs[]): LetterMatrix {
  const letters = [...frequentLetters(texts), " "];
  const space = letters.length - 1;
  const places = new Map(letters.map((letter, place) => [letter, place]));
  const counts = new Float64Array(letters.length * letters.length);
  const add = (before: number, after: number, count: number): void => {
    const pair = before * letters.length + after;
    counts[pair] = (counts[pair] ?? 0) + count;
  };
  for (const [index, { letters: own, counts: pairs, last }] of texts.entries()) {
    const at = own.map((letter) => places.get(letter) ?? space);
    pairs.forEach((count, pair) => add(at[Math.floor(pair / own.length)] ?? space, at[pair % own.length] ?? space, count));
    if (index < texts.length - 1) add(at[last] ?? space, space, 1);
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

/** At most 26, in the order of their script. */
function frequentLetters(texts: readonly LetterPairs[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { letters, counts: pairs } of texts) {
    // each letter stands once behind another
    const own = new Float64Array(letters.length);
    pairs.forEach((count, pair) => void (own[pair % letters.length] = (own[pair % letters.length] ?? 0) + count));
    for (const [place, letter] of letters.entries()) if (place > 0) counts.set(letter, (counts.get(letter) ?? 0) + (own[place] ?? 0));
  }
  const ranked = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return ranked.slice(0, 26).map(([letter]) => letter).sort();
}
