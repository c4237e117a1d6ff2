// Tangled from book/05-optimisation/01-gradient-descent-on-quadratics.md. Edit the book, then: npm run tangle
/** Quadratic losses, and how fast gradient descent minimises them. */
// Import what quadratic losses use
import type { Optimizer } from "./optimizer.ts";
import { asTensor, gradient, multiply, sum, variable, type Tensor } from "../tensor-core.ts";

// Compute a quadratic loss
/** The parameters of a quadratic: x, [n], in the coordinates of its eigenvectors. */
export type Point = { readonly x: Tensor };

/** The loss ½ Σ λᵢxᵢ², a scalar. eigenvalues: [n]. */
export function quadratic(eigenvalues: Tensor) {
  return ({ x }: Point): Tensor =>
    multiply(sum(multiply(eigenvalues, multiply(x, x))), 0.5);
}

// Bound the rate of convergence
/** The smallest and the largest eigenvalue of a Hessian, both positive. */
export interface Curvature {
  readonly mu: number;
  readonly L: number;
}

/** κ: how many times the largest eigenvalue is as large as the smallest. */
export const conditionNumber = ({ mu, L }: Curvature): number => L / mu;

/** The largest factor by which a step at that rate multiplies a coordinate. */
export function contraction(rate: number, { mu, L }: Curvature): number {
  return Math.max(Math.abs(1 - rate * mu), Math.abs(1 - rate * L));
}

/** The learning rate with the smallest such factor, (κ − 1) / (κ + 1). */
export const bestRate = ({ mu, L }: Curvature): number => 2 / (L + mu);

/**
 * The smallest and the largest of some eigenvalues. Throws `RangeError` if there is none, or one that is not positive, because
 * along its eigenvector the quadratic has no minimum.
 */
export function curvatureOf(eigenvalues: readonly number[]): Curvature {
  const bad = eigenvalues.find((each) => !(each > 0 && each < Infinity));
  if (bad !== undefined || eigenvalues.length === 0) throw new RangeError(`curvatureOf: eigenvalues are positive numbers, not ${bad ?? "an empty list"}`);
  return { mu: Math.min(...eigenvalues), L: Math.max(...eigenvalues) };
}

// Record the points that an optimiser visits
/** The points that an optimizer visits on a quadratic in so many steps, the start first, in double precision. */
export function visited(eigenvalues: readonly number[], start: readonly number[], optimizer: Optimizer, steps: number): readonly (readonly number[])[] {
  const loss = quadratic(asTensor(Float64Array.from(eigenvalues)));
  const point: Point = { x: asTensor(Float64Array.from(start)) };
  let weights = { parameters: point, state: optimizer.init(point) };
  const points = [[...start]];
  for (let step = 0; step < steps; step++) {
    const x = variable(weights.parameters.x);
    const [g] = gradient(loss({ x }), [x]);
    weights = optimizer.update(weights.parameters, { x: g! }, weights.state);
    points.push([...weights.parameters.x.dataSync()]);
  }
  return points;
}
//# sourceMappingURL=../.maps/optim/quadratic.ts.map
