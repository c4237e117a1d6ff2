// Tangled from book/03-backpropagation/05-layer-normalisation.md. Edit the book, then: npm run tangle
/** Layer normalisation of rows, and its backward pass. */
import { pairReader, rowReader, rowsIn, rowWriter } from "./rows-of-blocks.ts";
import type { FusedLoop } from "../storage.ts";

// Compute the mean and the scale of each row
/** The mean of each row, and r = 1 / √(σ² + ε): [n, 2]. */
export const statistics: FusedLoop = ([X], [pairs], [epsilon = 0]) => {
  const { n, width: d } = rowsIn(X!);
  const [read, write] = [rowReader(X!), rowWriter(pairs!)];
  for (let row = 0; row < n; row++) {
    const x = read(row);
    let [sum, squares] = [0, 0];
    for (let j = 0; j < d; j++) sum += x[j]!;
    const mean = sum / d;
    for (let j = 0; j < d; j++) squares += (x[j]! - mean) ** 2;
    // Compute the scale of a row
    const r = 1 / Math.sqrt(squares / d + epsilon);
    write(row, Float64Array.of(mean, r));
  }
};

// Normalise the rows
/** y = gain ⊙ x̂ + bias, row by row, from the statistics. */
export const layerNorm: FusedLoop = ([X, gain, bias, statistics], [Y]) => {
  const { n, width: d } = rowsIn(X!);
  const [gamma, beta] = [Float64Array.from(gain!.numbers), Float64Array.from(bias!.numbers)];
  const [read, statsOf, write, y] = [rowReader(X!), pairReader(statistics!), rowWriter(Y!), new Float64Array(d)];
  for (let row = 0; row < n; row++) {
    const x = read(row);
    const [mean, r] = statsOf(row);
    for (let j = 0; j < d; j++) y[j] = gamma[j]! * (r * (x[j]! - mean)) + beta[j]!;
    write(row, y);
  }
};

// Compute the gradient of each row
/** dX, from dY and what the forward pass saved. */
export const layerNormBackward: FusedLoop = (
  [dY, X, gain, statistics], [dX],
) => {
  const { n, width: d } = rowsIn(X!);
  // Prepare to read and write rows
  const [xOf, dyOf, statsOf, write] = [rowReader(X!), rowReader(dY!), pairReader(statistics!), rowWriter(dX!)];
  const [gamma, out] = [Float64Array.from(gain!.numbers), new Float64Array(d)];
  for (let row = 0; row < n; row++) {
    const [x, dy] = [xOf(row), dyOf(row)];
    const [mean, r] = statsOf(row);
    // Compute the two means of the gradient
    let [meanOfG, meanOfGX] = [0, 0];
    for (let j = 0; j < d; j++) {
      const g = gamma[j]! * dy[j]!;
      meanOfG += g;
      meanOfGX += g * (r * (x[j]! - mean));
    }
    meanOfG /= d;
    meanOfGX /= d;
    // Subtract both components and scale
    for (let j = 0; j < d; j++) {
      const g = gamma[j]! * dy[j]!;
      const xHat = r * (x[j]! - mean);
      out[j] = r * (g - meanOfG - xHat * meanOfGX);
    }
    write(row, out);
  }
};

// Compute the gradient of the gain
/** dGain: for each column, the sum over the rows of dY ⊙ x̂. */
export const gainBackward: FusedLoop = ([dY, X, statistics], [dGain]) => {
  const { n, width: d } = rowsIn(X!);
  const [xOf, dyOf, statsOf, sums] = [rowReader(X!), rowReader(dY!), pairReader(statistics!), new Float64Array(d)];
  for (let row = 0; row < n; row++) {
    const [x, dy] = [xOf(row), dyOf(row)];
    const [mean, r] = statsOf(row);
    for (let j = 0; j < d; j++) sums[j]! += dy[j]! * (r * (x[j]! - mean));
  }
  dGain!.numbers.set(sums);
};
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/layer-norm.ts.map
