// Tangled from book/interlude-c-the-graphics-processor/07-trusting-a-kernel.md. Edit the book, then: npm run tangle
/** Tolerances for float32 results of a kernel, from bounds on their rounding errors. */

/** Unit roundoff of float32. */
const UNIT = 2 ** -24;

// Bound the difference of two products
/**
 * The most by which two float32 results for an element of a product may differ, if both are right
 * and nothing overflows or underflows; `x` and `y` are its row and column.
 */
export function toleranceOfProduct(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const k = x.length;
  let magnitude = 0;
  for (let j = 0; j < k; j++) magnitude += Math.abs(x[j]! * y[j]!);
  return (2 * k * UNIT * magnitude) / (1 - k * UNIT);
}
//# sourceMappingURL=../.maps/gpu/tolerance.ts.map
