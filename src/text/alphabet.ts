// Tangled from book/01-markov-chains/03-guess-the-next-letter.md. Edit the book, then: npm run tangle
/** The characters that a model reckons with. */

/** The characters of a training text. `size` is one more than there are: all others together count as one. */
export interface Alphabet {
  readonly characters: ReadonlySet<string>;
  readonly size: number;
}

/** The alphabet of a training text. It must not be asked for that of a held-out text, which would give away what is in it. */
export function alphabetOf(training: string): Alphabet {
  const characters = new Set(training.split(""));
  return { characters, size: characters.size + 1 };
}

/** How many characters of `text` are outside the alphabet. */
export function countStrangers({ characters }: Alphabet, text: string): number {
  return text.split("").filter((character) => !characters.has(character)).length;
}
//# sourceMappingURL=../.maps/text/alphabet.ts.map
