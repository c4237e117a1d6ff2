// Tangled from book/05-optimisation/04-adam.md. Edit the book, then: npm run tangle
/** Exponential moving averages of trees of tensors. */
import { mapLeaves, zipLeaves, type Parameters } from "../nn/parameters.ts";
import { add, multiply, zeros } from "../tensor-core.ts";

// Average with weights that fall exponentially
/** beta · mean + (1 − beta) · latest, leaf by leaf. Throws `TypeError` for trees of different form. */
export function movingAverage<P extends Parameters>(
  mean: P, latest: Parameters, beta: number,
): P {
  return zipLeaves(mean, latest, (old, now) =>
    add(multiply(old, beta), multiply(now, 1 - beta)));
}

// Begin an average at zero
/** A tree of zeros with the shapes, dtypes and backend of another. */
export function zerosLike<P extends Parameters>(tree: P): P {
  return mapLeaves(tree, (leaf) => zeros(leaf.shape, leaf));
}

/** The squares of all numbers of a tree. */
export function squared<P extends Parameters>(tree: P): P {
  return mapLeaves(tree, (leaf) => multiply(leaf, leaf));
}

// Refuse a decay rate out of range
/** Throws `RangeError` unless a decay rate is at least 0 and less than 1. */
export function checkBeta(optimizer: string, name: string, beta: number): void {
  if (!(beta >= 0 && beta < 1)) throw new RangeError(`${optimizer}: ${name} is ${beta}, and must be at least 0 and less than 1`);
}

/** Throws `RangeError` unless a constant is a finite number and at least 0. */
export function checkConstant(optimizer: string, name: string, value: number): void {
  if (!(value >= 0 && value < Infinity)) throw new RangeError(`${optimizer}: ${name} is ${value}, and must be finite and at least 0`);
}
//# sourceMappingURL=../.maps/optim/moving-average.ts.map
