// Tangled from book/03-backpropagation/05-layer-normalisation.md. Edit the book, then: npm run tangle
/** RMSNorm of rows, and its backward pass. */
import { rowReader, rowsIn, rowWriter } from "./rows-of-blocks.ts";
import type { FusedLoop } from "../storage.ts";

/** y = gain ⊙ r x, row by row, with r = 1 / √(mean square + ε). */
export const rmsNorm: FusedLoop = ([x, gain], [y], [epsilon = 0]) => {
  const { n, width: d } = rowsIn(x!);
  const [read, write] = [rowReader(x!), rowWriter(y!)];
  const [gamma, out] = [gain!.numbers, new Float64Array(d)];
  for (let row = 0; row < n; row++) {
    const X = read(row);
    const r = scaleOf(X, epsilon);
    for (let j = 0; j < d; j++) out[j] = gamma[j]! * (r * X[j]!);
    write(row, out);
  }
};

// Compute the gradient of each row under RMSNorm
/** dX, from dY, x and the gain. */
export const rmsNormBackward: FusedLoop = (
  [dY, x, gain], [dX], [epsilon = 0],
) => {
  const { n, width: d } = rowsIn(x!);
  // Prepare to read and write the rows of RMSNorm
  const [xOf, cotangentOf, write] = [rowReader(x!), rowReader(dY!), rowWriter(dX!)];
  const [gamma, out] = [gain!.numbers, new Float64Array(d)];
  for (let row = 0; row < n; row++) {
    const [X, cotangent] = [xOf(row), cotangentOf(row)];
    const r = scaleOf(X, epsilon);
    let meanOfGX = 0;
    for (let j = 0; j < d; j++) {
      meanOfGX += gamma[j]! * cotangent[j]! * (r * X[j]!);
    }
    meanOfGX /= d;
    for (let j = 0; j < d; j++) {
      out[j] = r * (gamma[j]! * cotangent[j]! - r * X[j]! * meanOfGX);
    }
    write(row, out);
  }
};

function scaleOf(X: Float64Array, epsilon: number): number {
  let squares = 0;
  for (let j = 0; j < X.length; j++) squares += X[j]! * X[j]!;
  return 1 / Math.sqrt(squares / X.length + epsilon);
}
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/rms-norm.ts.map
