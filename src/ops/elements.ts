// Tangled from book/03-backpropagation/05-a-layer-that-looks-at-itself.md. Edit the book, then: npm run tangle
/** The numbers of a tensor, for loops written by hand. */
import type { Numbers } from "../backends/backend.ts";
import { contiguous, type Tensor } from "../tensor-core.ts";

/** The elements in order, the last axis fastest: the memory itself if they stand side by side in it, else a copy. */
export function elementsOf(x: Tensor): Numbers {
  const { storage, offset, size } = contiguous(x);
  return storage.data.subarray(offset, offset + size);
}

/** Reads a row of a tensor into an array of doubles, the same one each time. */
export function rowReader(x: Tensor): (row: number) => Float64Array {
  const d = x.shape.at(-1) ?? 1;
  const numbers = elementsOf(x);
  const held = new Float64Array(d);
  return (row) => {
    held.set(numbers.subarray(row * d, (row + 1) * d));
    return held;
  };
}

/** Writes a row of doubles into a tensor that was just made, and rounds it if need be. */
export function rowWriter(y: Tensor): (row: number, numbers: Float64Array) => void {
  const d = y.shape.at(-1) ?? 1;
  const out = elementsOf(y);
  return (row, numbers) => out.set(numbers, row * d);
}
//# sourceMappingURL=../.maps/ops/elements.ts.map
