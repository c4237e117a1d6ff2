// Tangled from book/05-optimisation/03-gradient-noise.md. Edit the book, then: npm run tangle
/** The gradient noise scale, and the critical batch size. */
// Estimate the noise scale from two batch sizes
/** A batch size, and the mean squared norm of gradients of such batches. */
export interface GradientSize {
  readonly batch: number;
  readonly squaredNorm: number;
}

/**
 * Unbiased estimates of ‖G‖², the squared norm of the full gradient, and
 * of tr Σ, the variance of one example’s gradient, from two batch sizes;
 * and their ratio, the noise scale. Source: McCandlish and others, 2018,
 * appendix A.1.
 */
export function noiseScale(small: GradientSize, big: GradientSize) {
  // Refuse two equal batch sizes
  if (!(small.batch > 0 && small.batch < big.batch)) throw new RangeError(`noiseScale: a small batch and a larger one, not ${small.batch} and ${big.batch}`);
  const signal = (big.batch * big.squaredNorm - small.batch * small.squaredNorm)
    / (big.batch - small.batch);
  const noise = (small.squaredNorm - big.squaredNorm)
    / (1 / small.batch - 1 / big.batch);
  return { signal, noise, scale: noise / signal };
}

// Fit the critical batch size
/** The steps that it takes to reach a loss, at a batch size. */
export interface Reached {
  readonly batch: number;
  readonly steps: number;
}

/**
 * The fewest steps and the fewest examples of the curve steps =
 * leastSteps + leastExamples / batch with the least squared relative
 * error, and their ratio, the critical batch size.
 */
export function fitCriticalBatch(points: readonly Reached[]) {
  // least squares of 1 = leastSteps · a + leastExamples · b
  const rows = points.map(({ batch, steps }) => [1 / steps, 1 / (batch * steps)] as const);
  const total = (term: (a: number, b: number) => number) =>
    rows.reduce((sum, [a, b]) => sum + term(a, b), 0);
  const [aa, ab, bb] = [total((a) => a * a), total((a, b) => a * b), total((_, b) => b * b)];
  const [a, b] = [total((a) => a), total((_, b) => b)];
  const determinant = aa * bb - ab * ab;
  const leastSteps = (a * bb - b * ab) / determinant;
  const leastExamples = (aa * b - ab * a) / determinant;
  return { leastSteps, leastExamples, critical: leastExamples / leastSteps };
}
//# sourceMappingURL=../.maps/optim/noise-scale.ts.map
