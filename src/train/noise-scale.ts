// Tangled from book/05-optimisation/03-gradient-noise.md. Edit the book, then: npm run tangle
/** The gradient noise scale, and the critical batch size. */
// Import what the noise scale uses
import { mapLeaves, zipLeaves, type Parameters } from "../nn/parameters.ts";
import { add, variable } from "../tensor-core.ts";
import { inner } from "../optim/sharpness.ts";
import type { Microbatch } from "./accumulate.ts";
import { gradientsOf } from "./train.ts";

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

/** The noise scale at some parameters, from microbatches of one size. */
export function noiseScaleAt<P extends Parameters>(
  parameters: P,
  microbatches: readonly Microbatch<P>[],
) {
  let [squares, total]: [number, P | undefined] = [0, undefined];
  for (const { lossOf } of microbatches) {
    const variables = mapLeaves(parameters, variable);
    const g = gradientsOf(lossOf(variables), variables);
    squares += inner(g, g);
    total = total ? zipLeaves(total, g, add) : g;
  }
  const [k, batch] = [microbatches.length, microbatches[0]?.count ?? 0];
  // Refuse microbatches of several sizes
  const other = microbatches.find(({ count }) => count !== batch);
  if (other || k < 2) throw new RangeError(`noiseScaleAt: at least two microbatches of one size, not ${other ? `of ${batch} and ${other.count} examples` : k}`);
  return noiseScale({ batch, squaredNorm: squares / k },
    { batch: k * batch, squaredNorm: inner(total!, total!) / k ** 2 });
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
  // Refuse points that fix no curve
  const bad = points.find(({ batch, steps }) => !(batch > 0 && steps > 0));
  if (bad) throw new RangeError(`fitCriticalBatch: a batch of ${bad.batch} that took ${bad.steps} steps`);
  const sizes = new Set(points.map(({ batch }) => batch)).size;
  if (sizes < 2) throw new RangeError(`fitCriticalBatch: at least two batch sizes, not ${sizes}`);
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
//# sourceMappingURL=../.maps/train/noise-scale.ts.map
