// Tangled from book/03-backpropagation/01-linear-layer.md. Edit the book, then: npm run tangle
/** What the graph saves for the backward pass. */
import { bytesOf } from "../layout/dtype.ts";
import type { GraphNode, Tensor } from "../tensor-core.ts";

/** The bytes of all tensors that the graph of `y` saves for the backward pass. What several nodes save is counted once. */
export function savedBytes(y: Tensor): number {
  const lines = new Set<GraphNode>();
  const waiting = [y.node];
  const storages = new Set<Tensor["storage"]>();
  while (waiting.length > 0) {
    const line = waiting.pop();
    if (!line || lines.has(line)) continue;
    lines.add(line);
    waiting.push(...line.operands);
    for (const { storage } of line.saved) storages.add(storage);
  }
  return [...storages].reduce((bytes, { length, dtype }) => bytes + bytesOf(dtype, length), 0);
}
//# sourceMappingURL=../.maps/ops/saved-bytes.ts.map
