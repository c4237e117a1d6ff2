// Tangled from book/03-backpropagation/01-shapes-tell-half-the-story.md. Edit the book, then: npm run tangle
/** Tensors seen as rows: what stands along the last axis. */
import { bytesOf } from "../tensor/device.ts";
import type { Tensor } from "../tensor/index.ts";
import { shapeText } from "../tensor/shape.ts";

/** How many rows there are, and how long they are. Throws `RangeError` if there is no last axis or nothing along it. */
export function rowsOf(operation: string, x: Tensor): { readonly n: number; readonly width: number } {
  const width = x.shape[x.shape.length - 1];
  if (!width) throw new RangeError(`${operation}: no numbers along the last axis of ${shapeText(x.shape)}`);
  return { n: x.size / width, width };
}

/** How many bytes the record keeps for the derivatives of the operation that made `y`, behind changes of shape; a storage that it keeps twice counts once. */
export function bytesKept(y: Tensor): number {
  let line = y.origin;
  // a view costs nothing and keeps nothing
  while (line && !line.rule.cost) line = line.operands[0];
  const storages = new Map((line?.kept ?? []).map(({ storage, size, dtype }) => [storage, size * bytesOf[dtype]]));
  return [...storages.values()].reduce((sum, bytes) => sum + bytes, 0);
}
//# sourceMappingURL=../.maps/ops/rows.ts.map
