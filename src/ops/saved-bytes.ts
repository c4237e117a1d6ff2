// Tangled from book/03-backpropagation/01-linear-layer.md. Edit the book, then: npm run tangle
/** What the graph saves for the backward pass. */
import { bytesOf } from "../layout/dtype.ts";
import type { GraphNode, Tensor } from "../tensor-core.ts";

/** A tensor that an operation saves, under the name that its rule gives it. */
export interface SavedTensor {
  readonly operation: string;
  readonly name: string;
  readonly tensor: Tensor;
  /** The bytes of its storage; 0 where an entry before it has the same storage. */
  readonly bytes: number;
}

/** All that the graph of `y` saves for the backward pass, the last operation first. What several nodes save has its bytes at the first of them. */
export function savedTensors(y: Tensor): readonly SavedTensor[] {
  const visited = new Set<GraphNode>();
  const waiting = [y.node];
  const storages = new Set<Tensor["storage"]>();
  const found: SavedTensor[] = [];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (!node || visited.has(node)) continue;
    visited.add(node);
    waiting.push(...node.operands);
    for (const [name, tensor] of Object.entries(node.saved)) {
      const { length, dtype } = tensor.storage;
      found.push({ operation: node.rule.name, name, tensor, bytes: storages.has(tensor.storage) ? 0 : bytesOf(dtype, length) });
      storages.add(tensor.storage);
    }
  }
  return found;
}

/** The bytes of all tensors that the graph of `y` saves for the backward pass. What several nodes save is counted once. */
export function savedBytes(y: Tensor): number {
  return savedTensors(y).reduce((total, { bytes }) => total + bytes, 0);
}
//# sourceMappingURL=../.maps/ops/saved-bytes.ts.map
