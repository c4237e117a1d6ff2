// Tangled from book/04-neural-lm/07-depth-and-width.md. Edit the book, then: npm run tangle
/** Piecewise linear functions: ReLU networks with one input and one output. */
// Import what piecewise linear functions need
import { normal } from "../random/normal.ts";
import type { Random } from "../random/random.ts";

// Define the network and its forward pass
/** The weights of each unit, one for each input, and its bias. */
export interface ReluLayer {
  readonly weights: readonly (readonly number[])[];
  readonly biases: readonly number[];
}

/** Layers with a ReLU after each but the last. */
export type Network = readonly ReluLayer[];

/** A straight piece: slope · x + offset from `from` to `to`, which may be infinite. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly slope: number;
  readonly offset: number;
}

/** Forward pass of a network with one input and one output. */
export function forward(network: Network, x: number): number {
  let numbers: readonly number[] = [x];
  network.forEach(({ weights, biases }, l) => {
    const sums = biases.map((bias, unit) => numbers.reduce((sum, each, i) => sum + weights[unit]![i]! * each, bias));
    numbers = l < network.length - 1 ? sums.map((sum) => Math.max(sum, 0)) : sums;
  });
  return numbers[0]!;
}

// Interpolate a function at equidistant nodes
/** The piecewise linear function that interpolates `curve` at 0, 1/n, 2/n, …, 1. */
export function interpolatingNetwork(
  curve: (x: number) => number,
  n: number,
): Network {
  // Refuse fewer than one piece
  if (!(Number.isInteger(n) && n > 0)) throw new RangeError(`interpolatingNetwork: no interpolation by ${n} pieces`);
  const nodes = Array.from({ length: n }, (_, j) => j / n);
  const slopes = nodes.map((node, j) =>
    n * (curve((j + 1) / n) - curve(node)));
  // Take the changes of the derivative
  const changes = slopes.map((slope, j) =>
    slope - (j > 0 ? slopes[j - 1]! : 0));
  const hidden = { weights: nodes.map(() => [1]),
    biases: nodes.map((node) => -node) };
  return [hidden, { weights: [changes], biases: [curve(0)] }];
}

// Compose tents
/** `depth` composed tents of two units each: at height 1 they have 2 to the `depth` pieces on [0, 1]. Throws `RangeError` for a depth that is not a positive whole number. */
export function sawtoothNetwork(depth: number, height = 1): Network {
  if (!(Number.isInteger(depth) && depth > 0)) throw new RangeError(`sawtoothNetwork: ${depth} tents`);
  const biases = [0, -0.5];
  const tent = [2 * height, -4 * height];
  const later = Array.from({ length: depth - 1 }, () => ({ weights: [tent, tent], biases }));
  return [{ weights: [[1], [1]], biases }, ...later, { weights: [tent], biases: [0] }];
}

// Count the linear pieces
interface Straight { readonly slope: number; readonly offset: number }
/** An interval on which all units of a layer are linear. */
interface LinearRegion { readonly from: number; readonly to: number; readonly lines: readonly Straight[] }

/** The pieces of the output between two points, or on the whole line: neighbours differ in their derivative. */
export function piecesOf(network: Network, from = -Infinity, to = Infinity): readonly Piece[] {
  let regions: readonly LinearRegion[] = [{ from, to, lines: [{ slope: 1, offset: 0 }] }];
  network.forEach((layer, l) => {
    regions = regions.flatMap((region) => {
      const sums = sumsOf(layer, region.lines);
      return l < network.length - 1 ? reluOf(sums, region) : [{ ...region, lines: sums }];
    });
  });
  const pieces: Piece[] = [];
  for (const { from, to, lines } of regions) {
    const [before, line] = [pieces.at(-1), lines[0]!];
    if (before && isSame(before.slope, line.slope)) pieces[pieces.length - 1] = { ...before, to };
    else pieces.push({ from, to, ...line });
  }
  return pieces;
}

// the answer has no jumps, so equal slopes are one line; what differs by rounding only is equal
const isSame = (one: number, other: number) => Math.abs(one - other) <= 1e-9 * (Math.abs(one) + Math.abs(other));

function sumsOf({ weights, biases }: ReluLayer, lines: readonly Straight[]): readonly Straight[] {
  return biases.map((bias, unit) => ({
    slope: lines.reduce((sum, { slope }, i) => sum + weights[unit]![i]! * slope, 0),
    offset: lines.reduce((sum, { offset }, i) => sum + weights[unit]![i]! * offset, bias),
  }));
}

function reluOf(sums: readonly Straight[], { from, to }: LinearRegion): readonly LinearRegion[] {
  // Cut a piece at the zeros of the units
  const zeros = sums.map(({ slope, offset }) => -offset / slope);
  const inside = new Set(zeros.filter((x) => x > from && x < to));
  const ends = [from, ...[...inside].sort((a, b) => a - b), to];
  return ends.slice(1).map((end, k) => {
    const [start, x] = [ends[k]!, between(ends[k]!, end)];
    return { from: start, to: end, lines: sums.map((sum) => (sum.slope * x + sum.offset > 0 ? sum : { slope: 0, offset: 0 })) };
  });
}

function between(from: number, to: number): number {
  if (from === -Infinity) return to === Infinity ? 0 : to - 1;
  return to === Infinity ? from + 1 : (from + to) / 2;
}

// Initialise at random
/** A random network: weights of variance 2 over the number of inputs, biases of variance 1/4. `widths` begins and ends with 1. */
export function randomNetwork(widths: readonly number[], random: Random): Network {
  return widths.slice(1).map((units, l) => ({
    weights: Array.from({ length: units }, () => Array.from({ length: widths[l]! }, () => normal(random) * Math.sqrt(2 / widths[l]!))),
    biases: Array.from({ length: units }, () => normal(random) / 2),
  }));
}
//# sourceMappingURL=../.maps/nn/piecewise-linear.ts.map
