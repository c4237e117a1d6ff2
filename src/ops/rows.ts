// Tangled from book/03-backpropagation/01-linear-layer.md. Edit the book, then: npm run tangle
/** Tensors seen as rows: what stands along the last axis. */
import type { Tensor } from "../tensor-core.ts";
import { shapeText } from "../layout/shape.ts";

/** How many rows there are, and how long they are. Throws `RangeError` if there is no last axis or nothing along it. */
export function rowsOf(operation: string, x: Tensor): { readonly n: number; readonly width: number } {
  const width = x.shape[x.shape.length - 1];
  if (!width) throw new RangeError(`${operation}: no numbers along the last axis of ${shapeText(x.shape)}`);
  return { n: x.size / width, width };
}
//# sourceMappingURL=../.maps/ops/rows.ts.map
