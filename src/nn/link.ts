// Tangled from book/04-neural-lm/02-from-scores-to-belief.md. Edit the book, then: npm run tangle
/** Ways from scores to shares: make each positive, divide by the sum. */
// Say what a squash is
/** A function that makes scores positive, or at least not negative. */
export interface Squash {
  of(z: number): number;
  /** The slope of its logarithm. */
  steepness(z: number): number;
}

// List four ways
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** Four squashes by name. */
export const squashes = {
  exponential: { of: Math.exp, steepness: () => 1 },
  square: { of: (z) => z * z, steepness: (z) => 2 / z },
  rectified: { of: (z) => Math.max(z, 0), steepness: (z) => 1 / z },
  sigmoid: { of: sigmoid, steepness: (z) => sigmoid(-z) },
} satisfies Record<string, Squash>;

// Push the scores of a row
/** The shares of a row of scores. */
export function sharesBy(squash: Squash, z: readonly number[]): readonly number[] {
  const values = [...z].map((each) => squash.of(each));
  const sum = values.reduce((all, each) => all + each, 0);
  return values.map((each) => each / sum);
}

/** The slopes of −log of the share of `t` by each score; throws `RangeError` if there is no such score. */
export function pushBy(squash: Squash, z: readonly number[], t: number): readonly number[] {
  if (!(t in z)) throw new RangeError(`pushBy: no score ${t} among ${z.length}`);
  return sharesBy(squash, z).map((share, i) => (share - (i === t ? 1 : 0)) * squash.steepness(z[i]!));
}
//# sourceMappingURL=../.maps/nn/link.ts.map
