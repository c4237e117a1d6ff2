// Tangled from book/02-automatic-differentiation/08-hessian-vector-products.md. Edit the book, then: npm run tangle
/** Products of a Hessian with a vector: forward over reverse. */
import type { Program } from "./arithmetic.ts";
import { duals } from "./dual.ts";
import { Tape } from "./tape.ts";

// Multiply the Hessian by a vector
/**
 * The product of the Hessian of `program` at `inputs` with `direction`:
 * the tangents of the gradient, from a tape of dual numbers.
 * Throws `RangeError` if the two differ in length.
 */
export function hessianVectorProduct(
  program: Program,
  inputs: readonly number[],
  direction: readonly number[],
): readonly number[] {
  // Check the length of the direction
  if (direction.length !== inputs.length) throw new RangeError(`hessianVectorProduct: a direction of ${direction.length} numbers for ${inputs.length} inputs`);
  const tape = new Tape(duals);
  const variables = inputs.map((value, k) =>
    tape.variable({ value, tangent: direction[k] }));
  const gradient = tape.gradient(program(tape, variables), variables);
  return gradient.map(({ tangent }) => tangent);
}
//# sourceMappingURL=../../.maps/autograd/scalar/hessian-vector.ts.map
