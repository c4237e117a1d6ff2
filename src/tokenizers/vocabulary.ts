// Tangled from book/04-neural-lm/01-letters-as-points.md. Edit the book, then: npm run tangle
/** Characters ⇄ numbers. */

// Describe a vocabulary
/** The characters that a network knows, by number. */
export interface Vocabulary {
  /** The character of each number. */
  readonly letters: readonly string[];
  /** How many numbers: one more than letters if strangers have one. */
  readonly faces: number;
}

// Number the characters of a text
/** The characters of `text`, by their codes; there are no others. */
export function vocabularyOf(text: string): Vocabulary {
  const letters = [...new Set(text)].sort();
  return { letters, faces: letters.length };
}

/** The same, and one number more, the last, for all strangers. */
export function withStranger({ letters }: Vocabulary): Vocabulary {
  return { letters, faces: letters.length + 1 };
}

// Write a text in numbers
/** The number of each character. Throws `RangeError` for a stranger
 * that has none. */
export function encode(vocabulary: Vocabulary, text: string): Int32Array {
  const ids = new Int32Array(text.length);
  return ids.subarray(0, encodeInto(ids, vocabulary, text));
}

/** Writes the numbers into `ids`; returns how many there are. */
function encodeInto(
  ids: Ids,
  { letters, faces }: Vocabulary,
  text: string,
): number {
  const numbers = new Map(letters.map((letter, i) => [letter, i]));
  const stranger = faces > letters.length ? letters.length : undefined;
  let count = 0;
  for (const letter of text) {
    const number = numbers.get(letter) ?? stranger;
    // Refuse a stranger that has no number
    if (number === undefined) throw new RangeError(`encode: ${JSON.stringify(letter)} is a stranger`);
    ids[count++] = number;
  }
  return count;
}

// Write a long text in small numbers
/** Numbers of characters, in as many bytes as they take. */
export type Ids = Uint8Array | Uint16Array | Int32Array;

/** The same as `encode`, in one byte a character for up to 256 faces, in two for up to 65,536, else in four: a text may be long. */
export function encodeCompactly(vocabulary: Vocabulary, text: string): Ids {
  const Numbers = vocabulary.faces <= 2 ** 8 ? Uint8Array : vocabulary.faces <= 2 ** 16 ? Uint16Array : Int32Array;
  const ids = new Numbers(text.length);
  return ids.subarray(0, encodeInto(ids, vocabulary, text));
}
//# sourceMappingURL=../.maps/tokenizers/vocabulary.ts.map
