// Tangled from book/04-neural-lm/02-from-scores-to-belief.md. Edit the book, then: npm run tangle
/** Ways from scores to shares: make each positive, divide by the sum. */
// Say what a link function is
/** A function that makes scores positive, or at least not negative. */
export interface LinkFunction {
  of(z: number): number;
  /** The slope of its logarithm. */
  logDerivative(z: number): number;
}

// List four ways
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** Four link functions by name. */
export const linkFunctions = {
  exponential: { of: Math.exp, logDerivative: () => 1 },
  square: { of: (z) => z * z, logDerivative: (z) => 2 / z },
  rectified: { of: (z) => Math.max(z, 0), logDerivative: (z) => 1 / z },
  sigmoid: { of: sigmoid, logDerivative: (z) => sigmoid(-z) },
} satisfies Record<string, LinkFunction>;

// Differentiate the loss by the scores of a row
/** The shares of a row of scores. */
export function probabilitiesBy(link: LinkFunction, z: readonly number[]): readonly number[] {
  const values = [...z].map((each) => link.of(each));
  const sum = values.reduce((all, each) => all + each, 0);
  return values.map((each) => each / sum);
}

/** The derivatives of −log of the probability of `t` by each score; throws `RangeError` if there is no such score. */
export function gradientBy(link: LinkFunction, z: readonly number[], t: number): readonly number[] {
  if (!(t in z)) throw new RangeError(`pushBy: no score ${t} among ${z.length}`);
  return probabilitiesBy(link, z).map((probability, i) => (probability - (i === t ? 1 : 0)) * link.logDerivative(z[i]!));
}
//# sourceMappingURL=../.maps/nn/link.ts.map
