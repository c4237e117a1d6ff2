// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
/** What every source of chance in this book offers. */

/** A seeded generator: equal seeds, equal sequences. */
export interface Random {
  /** The next 32 random bits, as an integer from 0 to 2³² − 1. */
  bits(): number;
  /** A number in [0, 1), a multiple of 2⁻³². */
  uniform(): number;
}
//# sourceMappingURL=../.maps/random/random.ts.map
