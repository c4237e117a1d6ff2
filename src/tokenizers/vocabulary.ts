// Tangled from book/04-neural-lm/01-letters-as-points.md. Edit the book, then: npm run tangle
/** Characters ⇄ numbers. */

// Describe a vocabulary
/** The characters that a network knows, by number. */
export interface Vocabulary {
  /** The character of each number. */
  readonly tokens: readonly string[];
  /** How many ids: one more than tokens if unknown characters have one. */
  readonly size: number;
}

// Number the characters of a text
/** The characters of `text`, by their codes; there are no others. */
export function vocabularyOf(text: string): Vocabulary {
  const tokens = [...new Set(text)].sort();
  return { tokens, size: tokens.length };
}

/** The same, and one id more, the last, for all unknown characters. */
export function withUnknown({ tokens }: Vocabulary): Vocabulary {
  return { tokens, size: tokens.length + 1 };
}

// Write a text in numbers
/** The id of each character. Throws `RangeError` for an unknown one
 * that has none. */
export function encode(vocabulary: Vocabulary, text: string): Int32Array {
  const ids = new Int32Array(text.length);
  return ids.subarray(0, encodeInto(ids, vocabulary, text));
}

/** Writes the numbers into `ids`; returns how many there are. */
function encodeInto(
  ids: Ids,
  { tokens, size }: Vocabulary,
  text: string,
): number {
  const numbers = new Map(tokens.map((letter, i) => [letter, i]));
  const unknownId = size > tokens.length ? tokens.length : undefined;
  let count = 0;
  for (const letter of text) {
    const number = numbers.get(letter) ?? unknownId;
    // Refuse a character outside the vocabulary
    if (number === undefined) throw new RangeError(`encode: ${JSON.stringify(letter)} is not in the vocabulary`);
    ids[count++] = number;
  }
  return count;
}

// Write a long text in small numbers
/** Numbers of characters, in as many bytes as they take. */
export type Ids = Uint8Array | Uint16Array | Int32Array;

/** The same as `encode`, in one byte a character for up to 256 tokens, in two for up to 65,536, else in four: a text may be long. */
export function encodeCompactly(vocabulary: Vocabulary, text: string): Ids {
  const Numbers = vocabulary.size <= 2 ** 8 ? Uint8Array : vocabulary.size <= 2 ** 16 ? Uint16Array : Int32Array;
  const ids = new Numbers(text.length);
  return ids.subarray(0, encodeInto(ids, vocabulary, text));
}
//# sourceMappingURL=../.maps/tokenizers/vocabulary.ts.map
