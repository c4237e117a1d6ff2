// Tangled from book/05-optimisation/01-gradient-descent-on-quadratics.md. Edit the book, then: npm run tangle
/** Sharpness: the largest eigenvalue of the Hessian of a loss. */
// Import what sharpness uses
import { leavesOf, mapLeaves, zipLeaves, type Parameters } from "../nn/parameters.ts";
import { add, gradient, jvp, multiply, sum, variable, type Tensor } from "../tensor-core.ts";

// Find the sharpness by power iteration
/**
 * The largest eigenvalue of the Hessian H of a loss and its eigenvector,
 * by `rounds` of power iteration with H + shift from a direction. Shifts
 * above −(least + largest eigenvalue) / 2 let the largest dominate.
 */
export function largestEigenvalue<P extends Parameters>(
  parameters: P,
  lossOf: (parameters: P) => Tensor,
  { direction, rounds, shift }: PowerIteration<P>,
): Eigenpair<P> {
  const times = hessianAt(parameters, lossOf);
  let [u, value] = [normalised(direction), 0];
  for (let round = 0; round < rounds; round++) {
    const Hu = times(u);
    value = inner(u, Hu);
    u = normalised(zipLeaves(Hu, u, (h, d) => add(h, multiply(d, shift))));
  }
  return { value, direction: u };
}

/** Multiplies directions by the Hessian: the gradient, read forwards. */
function hessianAt<P extends Parameters>(
  parameters: P,
  lossOf: (parameters: P) => Tensor,
): (direction: P) => P {
  const variables = mapLeaves(parameters, variable);
  const leaves = leavesOf(variables).map(([, leaf]) => leaf);
  const g = gradient(lossOf(variables), leaves, { createGraph: true });
  return (direction) => {
    const tangents = leavesOf(direction).map(([, leaf]) => leaf);
    const product = jvp(g, leaves, tangents);
    let next = 0;
    return mapLeaves(direction, () => product[next++]!);
  };
}

/** Where power iteration starts: a direction that is not zero, in the shapes of the parameters; how many products it takes; and what is added to each eigenvalue. */
export interface PowerIteration<P> {
  readonly direction: P;
  readonly rounds: number;
  readonly shift: number;
}

/** An eigenvalue and its eigenvector, of norm 1. */
export interface Eigenpair<P> {
  readonly value: number;
  readonly direction: P;
}

/** The inner product of two trees of tensors of one form. */
export function inner(u: Parameters, v: Parameters): number {
  let total = 0;
  zipLeaves(u, v, (one, other) => {
    total += sum(multiply(one, other)).item();
    return one;
  });
  return total;
}

/** A tree divided by its norm. Throws `RangeError` if that is zero or no number. */
function normalised<P extends Parameters>(u: P): P {
  const norm = Math.sqrt(inner(u, u));
  if (!(norm > 0 && norm < Infinity)) throw new RangeError(`largestEigenvalue: a direction of norm ${norm}`);
  return mapLeaves(u, (leaf) => multiply(leaf, 1 / norm));
}
//# sourceMappingURL=../.maps/optim/sharpness.ts.map
