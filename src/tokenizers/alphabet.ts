// Tangled from book/01-markov-chains/03-guess-the-next-letter.md. Edit the book, then: npm run tangle
/** The characters that a model reckons with. */

/** `size` is one more than the characters: all others count as one. */
export interface Alphabet {
  readonly characters: ReadonlySet<string>;
  readonly size: number;
}

/** The alphabet of a training text, and never of a validation text. */
export function alphabetOf(training: string): Alphabet {
  const characters = new Set(training);
  return { characters, size: characters.size + 1 };
}

// Count the unknown characters
/** How many characters of `text` are outside the alphabet. */
export function countUnknown({ characters }: Alphabet, text: string): number {
  let count = 0;
  for (const character of text) if (!characters.has(character)) count++;
  return count;
}
//# sourceMappingURL=../.maps/tokenizers/alphabet.ts.map
