// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
/** Rows picked out by their numbers, and put back. */
import type { View } from "../../backend.ts";
import type { Numbers } from "../../../layout/dtype.ts";
import { sizeOf } from "../../../layout/shape.ts";
import { dataOf } from "../storage.ts";

/** `output`[o, j, i] = `input`[o, `indices`[j], i]. */
export function gather(input: View, indices: View, output: View): void {
  const [outer, length, inner] = input.shape as readonly [number, number, number];
  const [x, at, out] = [input, indices, output].map(dataOf) as [Numbers, Numbers, Numbers];
  const picked = indices.shape[0]!;
  for (let o = 0; o < outer; o++) {
    for (let j = 0; j < picked; j++) {
      const from = input.offset + (o * length + at[indices.offset + j]!) * inner;
      const to = output.offset + (o * picked + j) * inner;
      for (let i = 0; i < inner; i++) out[to + i] = x[from + i]!;
    }
  }
}

/** `output`[o, `indices`[j], i] = Σ `input`[o, j, i] over j, in the order of j. */
export function scatter(input: View, indices: View, output: View): void {
  const [outer, length, inner] = output.shape as readonly [number, number, number];
  const [x, at, out] = [input, indices, output].map(dataOf) as [Numbers, Numbers, Numbers];
  const picked = indices.shape[0]!;
  // Add each row at its index
  fill(0, output);
  for (let o = 0; o < outer; o++) {
    for (let j = 0; j < picked; j++) {
      const from = input.offset + (o * picked + j) * inner;
      const to = output.offset + (o * length + at[indices.offset + j]!) * inner;
      for (let i = 0; i < inner; i++) out[to + i]! += x[from + i]!;
    }
  }
}

/** Fills a contiguous view. */
export function fill(value: number, output: View): void {
  dataOf(output).fill(value, output.offset, output.offset + sizeOf(output.shape));
}
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/gather.ts.map
