// Tangled from book/01-markov-chains/02-maximum-likelihood.md. Edit the book, then: npm run tangle
/** Entropy, cross-entropy and divergence, in nats. */

/** Probabilities that sum to one. */
export type Distribution = readonly number[];

/**
 * D(p‖q), the Kullback–Leibler divergence: the cross-entropy of `p` and
 * `q` minus the entropy of `p`; ∞ if `q` has a zero where `p` has not.
 */
export function divergence(p: Distribution, q: Distribution): number {
  let sum = 0;
  p.forEach((share, x) => {
    if (share > 0) sum += share * Math.log(share / (q[x] ?? 0));
  });
  return sum;
}

// Define entropy and cross-entropy
/** −Σ p log q: the expected information content under `q`, in nats. */
export function crossEntropy(p: Distribution, q: Distribution): number {
  let sum = 0;
  p.forEach((share, x) => {
    if (share > 0) sum -= share * Math.log(q[x] ?? 0);
  });
  return sum;
}

/** −Σ p log p, in nats. */
export function entropy(p: Distribution): number {
  return crossEntropy(p, p);
}
//# sourceMappingURL=../.maps/information/entropy.ts.map
