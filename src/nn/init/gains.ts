// Tangled from book/06-stability/01-weight-initialisation-and-gains.md. Edit the book, then: npm run tangle
/** What a layer does to mean squares, and the gain that keeps them. */
// Import what gains are computed with
import { asTensor, ones, variable, vjp, type Tensor } from "../../tensor-core.ts";

// Take expectations under a normal distribution
/** A function of each element, such as `relu`. */
export type Elementwise = (x: Tensor) => Tensor;

const STEP = 1 / 64;
/** Midpoints of equal steps from −10 to 10. */
const z = Float64Array.from({ length: 20 / STEP }, (_, i) =>
  (i + 0.5) * STEP - 10);
const density = z.map((z) => Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI));

/** Mean squares of a function and of its derivative at sqrt(q) z, for a standard normal z. */
export function meanSquares(phi: Elementwise, q: number): MeanSquares {
  const x = variable(asTensor(z.map((z) => Math.sqrt(q) * z)));
  const y = phi(x);
  const [derivative] = vjp(y, [x], ones(x.shape, x));
  const expected = (values: ArrayLike<number>) => density.reduce(
    (sum, p, i) => sum + STEP * p * values[i]! ** 2, 0);
  return { value: expected(y.dataSync()),
    derivative: expected(derivative!.dataSync()) };
}

/** Mean squares of an activation function and of its derivative. */
export interface MeanSquares {
  readonly value: number;
  readonly derivative: number;
}

// Map a mean square through a layer
/** The mean square of the pre-activations one layer further on. */
export function varianceMap(
  phi: Elementwise, gain: number, q: number,
): number {
  return gain ** 2 * meanSquares(phi, q).value;
}

/** The factor of the gradient’s mean square in the backward pass. */
export function backwardFactor(
  phi: Elementwise, gain: number, q: number,
): number {
  return gain ** 2 * meanSquares(phi, q).derivative;
}

// Choose the gain
/** The gain that keeps pre-activations of mean square q. */
export function gainOf(phi: Elementwise, q = 1): number {
  return Math.sqrt(q / meanSquares(phi, q).value);
}

// Find the fixed point
/** The mean square after `layers` layers, from 1 at the first. */
export function settled(phi: Elementwise, gain: number, layers = 1000): number {
  let q = 1;
  for (let l = 0; l < layers; l++) q = varianceMap(phi, gain, q);
  return q;
}
//# sourceMappingURL=../../.maps/nn/init/gains.ts.map
