// Tangled from book/05-optimisation/05-schedules.md. Edit the book, then: npm run tangle
/** Gradient clipping by the global norm (Pascanu, Mikolov and Bengio, 2013). */
import { leavesOf, mapLeaves, type Parameters } from "../nn/parameters.ts";
import { add, divide, minimum, multiply, sqrt, sum, type Tensor } from "../tensor-core.ts";
import type { Optimizer } from "./optimizer.ts";

// Compute the global norm
/** The norm of all numbers of a tree, as of one vector: a scalar. Throws `TypeError` for a tree without tensors. */
export function globalNorm(tree: Parameters): Tensor {
  const squares = leavesOf(tree).map(([, leaf]) => sum(multiply(leaf, leaf)));
  if (squares.length === 0) throw new TypeError("globalNorm: a tree without tensors");
  return sqrt(squares.reduce(add));
}

// Scale the gradient down to a norm
/** The gradients, scaled so that their global norm is at most `limit`. */
export function clipByNorm<P extends Parameters>(gradients: P, limit: number): P {
  const norm = globalNorm(gradients);
  const scale = minimum(divide(limit, add(norm, 1e-6)), 1);
  return mapLeaves(gradients, (gradient) => multiply(gradient, scale));
}

/** The optimizer, given clipped gradients. Throws `RangeError` unless `limit` is positive. */
export function clipped(optimizer: Optimizer, limit: number): Optimizer {
  if (!(limit > 0)) throw new RangeError(`clipped: a norm of at most ${limit}, and it takes a positive number`);
  return {
    ...optimizer,
    update: (parameters, gradients, state) =>
      optimizer.update(parameters, clipByNorm(gradients, limit), state),
  };
}
//# sourceMappingURL=../.maps/optim/clip.ts.map
