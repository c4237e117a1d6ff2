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
  const letters = [...new Set(text.split(""))].sort();
  return { letters, faces: letters.length };
}

/** The same, and one number more, the last, for all strangers. */
export function withStranger({ letters }: Vocabulary): Vocabulary {
  return { letters, faces: letters.length + 1 };
}

// Write a text in numbers
/** The number of each character. Throws `RangeError` for a stranger
 * that has none. */
export function encode(
  { letters, faces }: Vocabulary,
  text: string,
): Int32Array {
  const numbers = new Map(letters.map((letter, i) => [letter, i]));
  const stranger = faces > letters.length ? letters.length : undefined;
  return Int32Array.from(text.split(""), (letter) => {
    const number = numbers.get(letter) ?? stranger;
    if (number !== undefined) return number;
    throw new RangeError(`encode: ${JSON.stringify(letter)} is a stranger`);
  });
}
//# sourceMappingURL=../.maps/tokenizers/vocabulary.ts.map
