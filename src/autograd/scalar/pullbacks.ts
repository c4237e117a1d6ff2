// Tangled from book/02-automatic-differentiation/04-reverse-mode.md. Edit the book, then: npm run tangle
/** The pullback of each operation: the contributions of its result’s adjoint to those of its operands. */
import type { Arithmetic, Operation } from "./arithmetic.ts";

/** The contribution to an operand’s adjoint, given `bar`, the adjoint of z = f(x, y). */
export type Pullback = <T>(
  a: Arithmetic<T>,
  bar: T,
  values: { readonly x: T; readonly y: T; readonly z: T },
) => T;

// Write down the pullback of every operation
/** The pullbacks of each operation, one for each operand. */
export const pullbacks: Readonly<
  Record<Operation, readonly [Pullback, Pullback?]>
> = {
  add: [(_, bar) => bar, (_, bar) => bar],
  subtract: [(_, bar) => bar, (a, bar) => a.negative(bar)],
  multiply: [
    (a, bar, { y }) => a.multiply(bar, y),
    (a, bar, { x }) => a.multiply(bar, x),
  ],
  // Pull back through a quotient
  divide: [
    (a, bar, { y }) => a.divide(bar, y),
    (a, bar, { y, z }) => a.negative(a.divide(a.multiply(bar, z), y)),
  ],
  // Pull back through the functions of one number
  exp: [(a, bar, { z }) => a.multiply(bar, z)],
  log: [(a, bar, { x }) => a.divide(bar, x)],
  tanh: [(a, bar, { z }) => {
    const slope = a.subtract(a.constant(1), a.multiply(z, z));
    return a.multiply(bar, slope);
  }],
  // Pull back through the other functions of one number
  negative: [(a, bar) => a.negative(bar)],
  sqrt: [(a, bar, { z }) => a.divide(bar, a.add(z, z))],
  sin: [(a, bar, { x }) => a.multiply(bar, a.cos(x))],
  cos: [(a, bar, { x }) => a.negative(a.multiply(bar, a.sin(x)))],
  relu: [(a, bar, { x }) => a.multiply(bar, a.step(x))],
  step: [(a) => a.constant(0)],
};
//# sourceMappingURL=../../.maps/autograd/scalar/pullbacks.ts.map
