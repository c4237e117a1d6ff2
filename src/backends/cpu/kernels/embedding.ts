// Tangled from book/03-backpropagation/02-gather-and-scatter.md. Edit the book, then: npm run tangle
/** The gradient of an embedding: a scatter-add of rows. */
import type { FusedLoop } from "../storage.ts";

// Add each gradient to the row that was read
/** dX: [n, d], ids: [n]; dE: [V, d] */
export const embeddingBackward: FusedLoop = ([dX, ids], [dE]) => {
  const [n, d] = dX!.shape as [number, number];
  const sums = new Float64Array(dE!.numbers.length);
  for (let i = 0; i < n; i++) {
    const row = ids!.numbers[i]! * d;
    for (let j = 0; j < d; j++) {
      const gradient = dX!.numbers[i * d + j]!;
      // Add one number to the row’s gradient
      sums[row + j] = sums[row + j]! + gradient;
    }
  }
  dE!.numbers.set(sums);
};
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/embedding.ts.map
