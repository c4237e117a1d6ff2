// Tangled from book/02-automatic-differentiation/04-reverse-mode.md. Edit the book, then: npm run tangle
/** The pullback of each operation: the contributions of its result’s adjoint to those of its operands. */
import type { Arithmetic, Operation } from "./arithmetic.ts";

/** The contribution to an operand’s adjoint, given that of the result, z = f(x, y). */
export type Pullback = <T>(
  a: Arithmetic<T>,
  adjoint: T, // of z
  values: { readonly x: T; readonly y: T; readonly z: T },
) => T;

// Write down the pullback of every operation
/** The pullbacks of each operation, one for each operand. */
export const pullbacks: Readonly<
  Record<Operation, readonly [Pullback, Pullback?]>
> = {
  add: [(_, adjoint) => adjoint, (_, adjoint) => adjoint],
  subtract: [(_, adjoint) => adjoint, (a, adjoint) => a.negative(adjoint)],
  multiply: [
    (a, adjoint, { y }) => a.multiply(adjoint, y),
    (a, adjoint, { x }) => a.multiply(adjoint, x),
  ],
  // Pull back through a quotient
  divide: [
    (a, adjoint, { y }) => a.divide(adjoint, y),
    (a, adjoint, { y, z }) => a.negative(a.divide(a.multiply(adjoint, z), y)),
  ],
  // Pull back through the functions of one number
  exp: [(a, adjoint, { z }) => a.multiply(adjoint, z)],
  log: [(a, adjoint, { x }) => a.divide(adjoint, x)],
  tanh: [(a, adjoint, { z }) => {
    const derivative = a.subtract(a.constant(1), a.multiply(z, z));
    return a.multiply(adjoint, derivative);
  }],
  // Pull back through the other functions of one number
  negative: [(a, adjoint) => a.negative(adjoint)],
  sqrt: [(a, adjoint, { z }) => a.divide(adjoint, a.add(z, z))],
  sin: [(a, adjoint, { x }) => a.multiply(adjoint, a.cos(x))],
  cos: [(a, adjoint, { x }) => a.negative(a.multiply(adjoint, a.sin(x)))],
  relu: [(a, adjoint, { x }) => a.multiply(adjoint, a.step(x))],
  step: [(a) => a.constant(0)],
};
//# sourceMappingURL=../../.maps/autograd/scalar/pullbacks.ts.map
