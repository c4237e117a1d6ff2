// Tangled from book/03-backpropagation/02-the-lookup-that-is-a-product.md. Edit the book, then: npm run tangle
/** The way back of a lookup. */
import type { FusedLoop } from "../storage.ts";

// Add each correction to the row that was read
/** dX: [n, d], ids: [n]; dE: [V, d] */
export const embeddingBackward: FusedLoop = ([dX, ids], [dE]) => {
  const [n, d] = dX!.shape as [number, number];
  const sums = new Float64Array(dE!.numbers.length);
  for (let i = 0; i < n; i++) {
    const row = ids!.numbers[i]! * d;
    for (let j = 0; j < d; j++) {
      const correction = dX!.numbers[i * d + j]!;
      // Add the correction
      sums[row + j] = sums[row + j]! + correction;
    }
  }
  dE!.numbers.set(sums);
};
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/embedding.ts.map
