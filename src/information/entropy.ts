// Tangled from book/01-markov-chains/02-why-counting-is-best.md. Edit the book, then: npm run tangle
/** Entropy and its relatives, in nats. */

/** Probabilities that sum to one. */
export type Distribution = readonly number[];

/**
 * D(p‖q): what a believer in `q` pays for a draw from `p`, beyond what
 * it costs to know `p`; ∞ if `q` has a zero where `p` has not.
 */
export function divergence(p: Distribution, q: Distribution): number {
  let sum = 0;
  p.forEach((share, x) => {
    if (share > 0) sum += share * Math.log(share / (q[x] ?? 0));
  });
  return sum;
}

// Define entropy and cross-entropy
/** The mean cost of a draw from `p` for a believer in `q`. */
export function crossEntropy(p: Distribution, q: Distribution): number {
  let sum = 0;
  p.forEach((share, x) => {
    if (share > 0) sum -= share * Math.log(q[x] ?? 0);
  });
  return sum;
}

/** The mean cost of a draw from `p` for someone who knows `p`. */
export function entropy(p: Distribution): number {
  return crossEntropy(p, p);
}
//# sourceMappingURL=../.maps/information/entropy.ts.map
