// Tangled from book/03-backpropagation/04-softmax-cross-entropy.md. Edit the book, then: npm run tangle
/** Log-softmax of rows, and its backward pass. */
import { rowsIn } from "./rows-of-blocks.ts";
import type { FusedLoop } from "../storage.ts";

/** z: n rows of V logits; y: n rows of V log-probabilities */
export const logSoftmax: FusedLoop = ([z], [y]) => {
  const { n, width: V, numbers: from } = rowsIn(z!);
  const shifted = new Float64Array(V);
  for (let start = 0; start < n * V; start += V) {
    let largest = -Infinity;
    for (let j = 0; j < V; j++) largest = Math.max(largest, from[start + j]!);
    let total = 0;
    for (let j = 0; j < V; j++) {
      shifted[j] = from[start + j]! - largest;
      total += Math.exp(shifted[j]!);
    }
    const log = Math.log(total);
    for (let j = 0; j < V; j++) y!.numbers[start + j] = shifted[j]! - log;
  }
};

/** y and dy: n rows of V; dz = dy − exp(y) Σ dy */
export const logSoftmaxBackward: FusedLoop = ([y, dy], [dz]) => {
  const { n, width: V, numbers: log } = rowsIn(y!);
  const [gradient, to] = [dy!.numbers, dz!.numbers];
  for (let start = 0; start < n * V; start += V) {
    let total = 0;
    for (let j = 0; j < V; j++) total += gradient[start + j]!;
    for (let j = 0; j < V; j++) to[start + j] = gradient[start + j]! - Math.exp(log[start + j]!) * total;
  }
};
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/log-softmax.ts.map
