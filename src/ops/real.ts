// Tangled from book/03-backpropagation/01-shapes-tell-half-the-story.md. Edit the book, then: npm run tangle
/** Operations that make fractions of whole numbers. */
import type { Tensor } from "../tensor/index.ts";

/** Throws `TypeError` for a tensor of whole numbers: what an operation makes of them would be rounded to such, and it has no derivative. */
export function checkReal(operation: string, { dtype }: Tensor): void {
  if (dtype === "int32") throw new TypeError(`${operation}: ${dtype} has no derivative`);
}
//# sourceMappingURL=../.maps/ops/real.ts.map
