// Tangled from book/03-backpropagation/10-exercises.md. Edit the book, then: npm run tangle
/** RMS normalisation of rows, and its backward pass. */
import { rowReader, rowsIn, rowWriter } from "./rows-of-blocks.ts";
import type { FusedLoop } from "../storage.ts";

/** y = gain ⊙ r x, row by row, with r = 1 / √(mean square + ε). */
export const rmsNorm: FusedLoop = ([x, gain], [y], [epsilon = 0]) => {
  const { n, width: d } = rowsIn(x!);
  const [read, write] = [rowReader(x!), rowWriter(y!)];
  const [g, out] = [gain!.numbers, new Float64Array(d)];
  for (let row = 0; row < n; row++) {
    const X = read(row);
    const r = scaleOf(X, epsilon);
    for (let j = 0; j < d; j++) out[j] = g[j]! * (r * X[j]!);
    write(row, out);
  }
};

/** dX, from dY, x and the gain. */
export const rmsNormBackward: FusedLoop = (
  [dY, x, gain], [dX], [epsilon = 0],
) => {
  const { n, width: d } = rowsIn(x!);
  const [xOf, cotangentOf, write] =
    [rowReader(x!), rowReader(dY!), rowWriter(dX!)];
  const [g, out] = [gain!.numbers, new Float64Array(d)];
  for (let row = 0; row < n; row++) {
    const [X, cotangent] = [xOf(row), cotangentOf(row)];
    const r = scaleOf(X, epsilon);
    let along = 0;
    for (let j = 0; j < d; j++) {
      along += g[j]! * cotangent[j]! * (r * X[j]!);
    }
    along /= d;
    for (let j = 0; j < d; j++) {
      out[j] = r * (g[j]! * cotangent[j]! - r * X[j]! * along);
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
