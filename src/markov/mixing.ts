// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** Weights of a mixture, learned from what it should have said. */

/** One step of EM: each weight becomes its mean share. */
export function reweigh(
  weights: readonly number[],
  chances: readonly (readonly number[])[],
): number[] {
  const shares = weights.map(() => 0);
  for (const each of chances) {
    const parts = each.map((chance, j) => chance * (weights[j] ?? 0));
    const mixed = parts.reduce((sum, part) => sum + part);
    parts.forEach((part, j) => {
      shares[j] = (shares[j] ?? 0) + part / mixed / chances.length;
    });
  }
  return shares;
}
//# sourceMappingURL=../.maps/markov/mixing.ts.map
