// Tangled from book/04-neural-lm/02-logits-and-cross-entropy.md. Edit the book, then: npm run tangle
/** From logits to probabilities: make each nonnegative, divide by the sum. */
// Define a link function
/** A function of one logit whose values are not negative. */
export interface LinkFunction {
  value(z: number): number;
  /** The derivative of its logarithm. */
  logDerivative(z: number): number;
}

// List four link functions
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** Four link functions by name. */
export const linkFunctions = {
  exponential: { value: Math.exp, logDerivative: () => 1 },
  square: { value: (z) => z * z, logDerivative: (z) => 2 / z },
  rectified: { value: (z) => Math.max(z, 0), logDerivative: (z) => 1 / z },
  sigmoid: { value: sigmoid, logDerivative: (z) => sigmoid(-z) },
} satisfies Record<string, LinkFunction>;

// Compute the probabilities, and the gradient with respect to the logits
/** The probabilities for a row of logits. */
export function probabilitiesBy(link: LinkFunction, z: readonly number[]): readonly number[] {
  const values = [...z].map((each) => link.value(each));
  const sum = values.reduce((all, each) => all + each, 0);
  return values.map((each) => each / sum);
}

/** ∂(−log p of `t`)/∂z for each logit. Throws `RangeError` if there is no logit `t`, or if its probability is 0 and so the loss infinite. */
export function gradientBy(link: LinkFunction, z: readonly number[], t: number): readonly number[] {
  if (!(t in z)) throw new RangeError(`gradientBy: no logit ${t} among ${z.length}`);
  const p = probabilitiesBy(link, z);
  if (!(p[t]! > 0)) throw new RangeError(`gradientBy: the probability of ${t} is ${p[t]}, so its loss is infinite`);
  return p.map((probability, i) => {
    // where φ is 0 it has its minimum, and φ′ is 0
    if (probability === 0) return 0;
    return (probability - (i === t ? 1 : 0)) * link.logDerivative(z[i]!);
  });
}
//# sourceMappingURL=../.maps/nn/link.ts.map
