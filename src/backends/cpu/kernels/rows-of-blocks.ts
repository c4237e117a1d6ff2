// Tangled from book/03-backpropagation/03-softmax.md. Edit the book, then: npm run tangle
/** Blocks seen as rows: what stands along the last axis. */
import type { Numbers } from "../../../layout/dtype.ts";
import type { Block } from "../storage.ts";

/** How many rows there are, how long they are, and their numbers one after the other. */
export function rowsIn({ numbers, shape }: Block): { readonly n: number; readonly width: number; readonly numbers: Numbers } {
  const width = shape.at(-1)!;
  return { n: numbers.length / width, width, numbers };
}

/** Reads a row into an array of doubles, the same one each time. */
export function rowReader({ numbers, shape }: Block): (row: number) => Float64Array {
  const d = shape.at(-1) ?? 1;
  const held = new Float64Array(d);
  return (row) => {
    held.set(numbers.subarray(row * d, (row + 1) * d));
    return held;
  };
}

/** Writes a row of doubles, and rounds it if need be. */
export function rowWriter({ numbers, shape }: Block): (row: number, held: Float64Array) => void {
  const d = shape.at(-1) ?? 1;
  return (row, held) => numbers.set(held, row * d);
}

/** Reads mean and r of a row. */
export function pairReader({ numbers }: Block): (row: number) => readonly [mean: number, r: number] {
  return (row) => [numbers[2 * row]!, numbers[2 * row + 1]!];
}
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/rows-of-blocks.ts.map
