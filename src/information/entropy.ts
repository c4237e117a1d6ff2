// Tangled from book/01-markov-chains/02-why-counting-is-best.md. Edit the book, then: npm run tangle
/** Entropy and its relatives, in nats, of distributions as lists of probabilities. */

/**
 * D(p‖q): what someone who believes in `q` pays for each draw from `p`, beyond
 * what it costs to know `p`. ∞ where `q` has a zero and `p` has not.
 */
export function divergence(p: readonly number[], q: readonly number[]): number {
  let sum = 0;
  p.forEach((share, x) => {
    if (share > 0) sum += share * Math.log(share / (q[x] ?? 0));
  });
  return sum;
}

// Define entropy and cross-entropy
/** The mean cost of a draw from `p` for someone who believes in `q`. */
export function crossEntropy(p: readonly number[], q: readonly number[]): number {
  let sum = 0;
  p.forEach((share, x) => {
    if (share > 0) sum -= share * Math.log(q[x] ?? 0);
  });
  return sum;
}

/** The mean cost of a draw from `p` for someone who knows `p`. */
export function entropy(p: readonly number[]): number {
  return crossEntropy(p, p);
}
//# sourceMappingURL=../.maps/information/entropy.ts.map
