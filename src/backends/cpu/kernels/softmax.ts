// Tangled from book/03-backpropagation/03-probabilities-push-back.md. Edit the book, then: npm run tangle
/** Softmax of rows, and its way back. */
import { rowsIn } from "./rows-of-blocks.ts";
import type { FusedLoop } from "../storage.ts";

// Divide each power by the sum of its row
/** z: n rows of V scores; p: n rows of V shares */
export const softmax: FusedLoop = ([z], [p]) => {
  const { n, width: V, numbers: from } = rowsIn(z!);
  const powers = new Float64Array(V);
  for (let start = 0; start < n * V; start += V) {
    // Find the largest score of the row
    let largest = -Infinity;
    for (let j = 0; j < V; j++) largest = Math.max(largest, from[start + j]!);
    let total = 0;
    for (let j = 0; j < V; j++) {
      powers[j] = Math.exp(from[start + j]! - largest);
      total += powers[j]!;
    }
    for (let j = 0; j < V; j++) p!.numbers[start + j] = powers[j]! / total;
  }
};

// Hold each wish against the mean wish
/** p and dp: n rows of V; dz: n rows of V */
export const softmaxBackward: FusedLoop = ([p, dp], [dz]) => {
  const { n, width: V, numbers: share } = rowsIn(p!);
  const [wish, to] = [dp!.numbers, dz!.numbers];
  for (let start = 0; start < n * V; start += V) {
    let mean = 0;
    for (let j = 0; j < V; j++) mean += share[start + j]! * wish[start + j]!;
    // Hear what exceeds the mean
    for (let j = 0; j < V; j++) {
      const more = wish[start + j]! - mean;
      to[start + j] = share[start + j]! * more;
    }
  }
};
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/softmax.ts.map
