// Tangled from book/03-backpropagation/03-softmax.md. Edit the book, then: npm run tangle
/** Softmax of rows, and its backward pass. */
import { rowsIn } from "./rows-of-blocks.ts";
import type { FusedLoop } from "../storage.ts";

// Compute the softmax of each row
/** z: n rows of V logits; p: n rows of V probabilities */
export const softmax: FusedLoop = ([z], [p]) => {
  const { n, width: V, numbers: from } = rowsIn(z!);
  const powers = new Float64Array(V);
  for (let start = 0; start < n * V; start += V) {
    // Find the largest logit of the row
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

// Compute the gradient of each row of logits
/** p and dp: n rows of V; dz: n rows of V */
export const softmaxBackward: FusedLoop = ([p, dp], [dz]) => {
  const { n, width: V, numbers: probability } = rowsIn(p!);
  const [gradient, out] = [dp!.numbers, dz!.numbers];
  for (let start = 0; start < n * V; start += V) {
    let mean = 0;
    for (let j = 0; j < V; j++) mean += probability[start + j]! * gradient[start + j]!;
    // Subtract the weighted mean, multiply by the probability
    for (let j = 0; j < V; j++) {
      const centred = gradient[start + j]! - mean;
      out[start + j] = probability[start + j]! * centred;
    }
  }
};
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/softmax.ts.map
