// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** Weights of a mixture of models, learned from a text by expectation–maximisation. */

/**
 * One step of EM: each weight becomes its mean share. Throws
 * `RangeError` if there is no position, or only zeros at one.
 */
export function reweigh(
  weights: readonly number[],
  probabilities: readonly (readonly number[])[],
): number[] {
  // Refuse to learn from nothing
  if (probabilities.length === 0) throw new RangeError("reweigh: there is no place to learn from");
  const shares = weights.map(() => 0);
  for (const each of probabilities) {
    const parts = each.map((q, j) => q * (weights[j] ?? 0));
    const mixed = parts.reduce((sum, part) => sum + part);
    // Refuse what has the probability zero in every model
    if (!(mixed > 0)) throw new RangeError(`reweigh: every model gives the token the probability 0, [${each.join(", ")}]`);
    parts.forEach((part, j) => {
      shares[j] = (shares[j] ?? 0) + part / mixed / probabilities.length;
    });
  }
  return shares;
}
//# sourceMappingURL=../../.maps/models/ngram/mixture-weights.ts.map
