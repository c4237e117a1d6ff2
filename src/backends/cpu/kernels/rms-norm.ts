// Tangled from book/03-backpropagation/05-layer-normalisation.md. Edit the book, then: npm run tangle
/** RMSNorm of rows, and its backward pass. */
import { rowReader, rowsIn, rowWriter } from "./rows-of-blocks.ts";
import type { FusedLoop } from "../storage.ts";

/** y = gain ⊙ r x, row by row, with r = 1 / √(mean square + ε). */
export const rmsNorm: FusedLoop = ([X, gain], [Y], [epsilon = 0]) => {
  const { n, width: d } = rowsIn(X!);
  const [read, write] = [rowReader(X!), rowWriter(Y!)];
  const [gamma, out] = [gain!.numbers, new Float64Array(d)];
  for (let row = 0; row < n; row++) {
    const x = read(row);
    const r = inverseRms(x, epsilon);
    for (let j = 0; j < d; j++) out[j] = gamma[j]! * (r * x[j]!);
    write(row, out);
  }
};

// Compute the gradient of each row under RMSNorm
/** dX, from dY, x and the gain. */
export const rmsNormBackward: FusedLoop = (
  [dY, X, gain], [dX], [epsilon = 0],
) => {
  const { n, width: d } = rowsIn(X!);
  // Prepare to read and write the rows of RMSNorm
  const [xOf, dyOf, write] = [rowReader(X!), rowReader(dY!), rowWriter(dX!)];
  const [gamma, out] = [gain!.numbers, new Float64Array(d)];
  for (let row = 0; row < n; row++) {
    const [x, dy] = [xOf(row), dyOf(row)];
    const r = inverseRms(x, epsilon);
    let meanOfGX = 0;
    for (let j = 0; j < d; j++) {
      meanOfGX += gamma[j]! * dy[j]! * (r * x[j]!);
    }
    meanOfGX /= d;
    for (let j = 0; j < d; j++) {
      out[j] = r * (gamma[j]! * dy[j]! - r * x[j]! * meanOfGX);
    }
    write(row, out);
  }
};

function inverseRms(x: Float64Array, epsilon: number): number {
  let squares = 0;
  for (let j = 0; j < x.length; j++) squares += x[j]! * x[j]!;
  return 1 / Math.sqrt(squares / x.length + epsilon);
}
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/rms-norm.ts.map
