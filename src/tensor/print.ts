// Tangled from book/interlude-a-the-tensor-core/01-many-numbers-one-operation.md. Edit the book, then: npm run tangle
/** Prints tensors as numpy prints arrays. */
import type { DType, Numbers } from "./device.ts";
import type { Shape } from "./shape.ts";

/** The elements, given in order, as numpy prints them. */
export function printed(numbers: Numbers, shape: Shape, dtype: DType): string {
  return `${dtype} ${shape.join("×")} ${Array.from(numbers).join(" ")}`;
}
//# sourceMappingURL=../.maps/tensor/print.ts.map
