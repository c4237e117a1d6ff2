// Tangled from book/03-backpropagation/05-layer-normalisation.md. Edit the book, then: npm run tangle
/** Layer normalisation of rows, and its backward pass. */
import { pairReader, rowReader, rowsIn, rowWriter } from "./rows-of-blocks.ts";
import type { FusedLoop } from "../storage.ts";

// Compute the mean and the scale of each row
/** The mean of each row, and r = 1 / √(σ² + ε): [n, 2]. */
export const statistics: FusedLoop = ([x], [pairs], [epsilon = 0]) => {
  const { n, width: d } = rowsIn(x!);
  const [read, write] = [rowReader(x!), rowWriter(pairs!)];
  for (let row = 0; row < n; row++) {
    const X = read(row);
    let [sum, squares] = [0, 0];
    for (let j = 0; j < d; j++) sum += X[j]!;
    const mean = sum / d;
    for (let j = 0; j < d; j++) squares += (X[j]! - mean) ** 2;
    // Compute the scale of a row
    const r = 1 / Math.sqrt(squares / d + epsilon);
    write(row, Float64Array.of(mean, r));
  }
};

// Normalise the rows
/** y = gain ⊙ x̂ + bias, row by row, from the statistics. */
export const layerNorm: FusedLoop = ([x, gain, bias, statistics], [y]) => {
  const { n, width: d } = rowsIn(x!);
  const [gamma, beta] = [Float64Array.from(gain!.numbers), Float64Array.from(bias!.numbers)];
  const [read, scaleOf, write, Y] = [rowReader(x!), pairReader(statistics!), rowWriter(y!), new Float64Array(d)];
  for (let row = 0; row < n; row++) {
    const X = read(row);
    const [mean, r] = scaleOf(row);
    for (let j = 0; j < d; j++) Y[j] = gamma[j]! * (r * (X[j]! - mean)) + beta[j]!;
    write(row, Y);
  }
};

// Compute the gradient of each row
/** dX, from dY and what the forward pass saved. */
export const layerNormBackward: FusedLoop = (
  [dY, x, gain, statistics], [dX],
) => {
  const { n, width: d } = rowsIn(x!);
  // Prepare to read and write rows
  const [xOf, cotangentOf, scaleOf, write] = [rowReader(x!), rowReader(dY!), pairReader(statistics!), rowWriter(dX!)];
  const [gamma, out] = [Float64Array.from(gain!.numbers), new Float64Array(d)];
  for (let row = 0; row < n; row++) {
    const [X, cotangent] = [xOf(row), cotangentOf(row)];
    const [mean, r] = scaleOf(row);
    // Compute the two means of the gradient
    let [meanOfG, meanOfGX] = [0, 0];
    for (let j = 0; j < d; j++) {
      const g = gamma[j]! * cotangent[j]!;
      meanOfG += g;
      meanOfGX += g * (r * (X[j]! - mean));
    }
    meanOfG /= d;
    meanOfGX /= d;
    // Subtract both components and scale
    for (let j = 0; j < d; j++) {
      const g = gamma[j]! * cotangent[j]!;
      const xHat = r * (X[j]! - mean);
      out[j] = r * (g - meanOfG - xHat * meanOfGX);
    }
    write(row, out);
  }
};

// Compute the gradient of the gain
/** dGain: for each column, the sum over the rows of dY ⊙ x̂. */
export const gainBackward: FusedLoop = ([dY, x, statistics], [dGain]) => {
  const { n, width: d } = rowsIn(x!);
  const [xOf, cotangentOf, scaleOf, sums] = [rowReader(x!), rowReader(dY!), pairReader(statistics!), new Float64Array(d)];
  for (let row = 0; row < n; row++) {
    const [X, cotangent] = [xOf(row), cotangentOf(row)];
    const [mean, r] = scaleOf(row);
    for (let j = 0; j < d; j++) sums[j]! += cotangent[j]! * (r * (X[j]! - mean));
  }
  dGain!.numbers.set(sums);
};
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/layer-norm.ts.map
