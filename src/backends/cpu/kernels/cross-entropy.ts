// Tangled from book/03-backpropagation/04-softmax-cross-entropy.md. Edit the book, then: npm run tangle
/** The cross-entropy of rows of logits, and its backward pass. */
import { rowsIn } from "./rows-of-blocks.ts";
import type { FusedLoop } from "../storage.ts";

// Compute the log-sum-exp of each row
/** z: n rows of V logits; lse: for each counted row log Σ exp, in double precision, for others 0 */
export const logSumExp: FusedLoop = ([z, targets], [lse], [ignore]) => {
  const { n, width: V, numbers: from } = rowsIn(z!);
  for (let i = 0; i < n; i++) {
    lse!.numbers[i] = 0;
    if (targets!.numbers[i] === ignore) continue;
    const start = i * V;
    let largest = -Infinity;
    for (let j = 0; j < V; j++) largest = Math.max(largest, from[start + j]!);
    let total = 0;
    for (let j = 0; j < V; j++) total += Math.exp(from[start + j]! - largest);
    lse!.numbers[i] = largest + Math.log(total);
  }
};

// Compute the mean loss of the counted rows
/** z: n rows of V logits, targets and lse: a number for each row; loss: one number */
export const crossEntropy: FusedLoop = ([z, targets, lse], [loss], parameters) => {
  const [ignore, divisor] = parameters as [number, number];
  const { n, width: V, numbers: from } = rowsIn(z!);
  let total = 0;
  for (let i = 0; i < n; i++) {
    if (targets!.numbers[i] === ignore) continue;
    total += lse!.numbers[i]! - from[i * V + targets!.numbers[i]!]!;
  }
  loss!.numbers[0] = total / divisor;
};

// Compute the gradient of each row, p − y
/** z: n rows of V logits, targets and lse: a number for each row, dL: one number; dz: n rows of V */
export const crossEntropyBackward: FusedLoop = ([z, targets, lse, dL], [dz], parameters) => {
  const [ignore, divisor] = parameters as [number, number];
  const { n, width: V, numbers: from } = rowsIn(z!);
  const to = dz!.numbers;
  const weight = dL!.numbers[0]! / divisor;
  for (let i = 0; i < n; i++) {
    const [start, sum] = [i * V, lse!.numbers[i]!];
    if (targets!.numbers[i] === ignore) {
      to.fill(0, start, start + V);
      continue;
    }
    // Subtract the one-hot target from the probabilities
    const t = targets!.numbers[i]!;
    for (let j = 0; j < V; j++) {
      const p = Math.exp(from[start + j]! - sum);
      to[start + j] = weight * (j === t ? p - 1 : p);
    }
  }
};
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/cross-entropy.ts.map
