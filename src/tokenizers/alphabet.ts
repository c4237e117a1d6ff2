// Tangled from book/01-markov-chains/03-cross-entropy-and-perplexity.md. Edit the book, then: npm run tangle
/** The vocabulary of a character-level model. */

/** `size` is V: the characters, and one unknown token for all others. */
export interface Alphabet {
  readonly characters: ReadonlySet<string>;
  readonly size: number;
}

/** The vocabulary of a training text, never of a test set. */
export function alphabetOf(training: string): Alphabet {
  const characters = new Set(training);
  return { characters, size: characters.size + 1 };
}

// Count the unknown tokens
/** How many characters of `text` are outside the alphabet. */
export function countUnknown({ characters }: Alphabet, text: string): number {
  let count = 0;
  for (const character of text) if (!characters.has(character)) count++;
  return count;
}
//# sourceMappingURL=../.maps/tokenizers/alphabet.ts.map
