// Tangled from book/03-backpropagation/05-a-layer-that-looks-at-itself.md. Edit the book, then: npm run tangle
/** Rows with mean 0 and variance 1, a gain and a bias for each column. */
// Import what normalising uses
import { ledger } from "../ledger/ledger.ts";
import { bytesOf, type Numbers } from "../tensor/device.ts";
import { add, apply, broadcastTo, constant, contiguous, divide, mean as meanOf, multiply, roomFor, sqrt, subtract, sumTo, type At, type Rule, type Tensor } from "../tensor/index.ts";
import { checkDTypes } from "../tensor/result.ts";
import { shapeText } from "../tensor/shape.ts";
import { elementsOf, rowsOf } from "./elements.ts";

// Take the mean of each row, and its scale
/** The mean of each row, and r = 1 / √(σ² + ε): [n, 2], double. */
export function statisticsOf(x: Tensor, epsilon: number): Tensor {
  const { n, d } = rowsOf(x);
  const statistics = roomFor([x], [n, 2], "float64");
  const [X, out] = [elementsOf(x), elementsOf(statistics)];
  for (let row = 0; row < n; row++) {
    const first = row * d;
    let [sum, squares] = [0, 0];
    for (let j = 0; j < d; j++) sum += X[first + j]!;
    const mean = sum / d;
    for (let j = 0; j < d; j++) squares += (X[first + j]! - mean) ** 2;
    // Take the scale of a row
    const r = 1 / Math.sqrt(squares / d + epsilon);
    out[2 * row] = mean;
    out[2 * row + 1] = r;
  }
  // Enter the statistics in the ledger
  enter("statistics", n * (4 * d + 5), [x], statistics);
  return statistics;
}

// Normalise the rows
function normalised([x, gain, bias, statistics]: readonly Tensor[]): Tensor {
  const { n, d } = rowsOf(x!);
  const y = roomFor([x!], x!.shape);
  const [X, g, b, s, Y] = [x!, gain!, bias!, statistics!, y].map(elementsOf) as [Numbers, Numbers, Numbers, Numbers, Numbers];
  for (let row = 0, i = 0; row < n; row++) {
    const [mean, r] = [s[2 * row]!, s[2 * row + 1]!];
    for (let j = 0; j < d; j++, i++) Y[i] = g[j]! * (r * (X[i]! - mean)) + b[j]!;
  }
  return y;
}

// Pull back to the rows
/** dX of a normalised X, by what the tape keeps of it. */
export function layerNormBackward(
  dY: Tensor,
  { x, gain, statistics }: Normalised,
): Tensor {
  const { n, d } = rowsOf(x);
  const dX = roomFor([x], x.shape);
  // See the tensors as rows of numbers
  const [out, bar, X, g, s] = [dX, dY, x, gain, statistics].map(elementsOf) as [Numbers, Numbers, Numbers, Numbers, Numbers];
  for (let row = 0; row < n; row++) {
    const [mean, r] = [s[2 * row]!, s[2 * row + 1]!];
    const [start, end] = [row * d, (row + 1) * d];
    // Measure what the row cannot see
    let [level, along] = [0, 0];
    for (let i = start, j = 0; i < end; i++, j++) {
      const share = g[j]! * bar[i]!;
      level += share;
      along += share * (r * (X[i]! - mean));
    }
    level /= d;
    along /= d;
    // Take it away
    for (let i = start, j = 0; i < end; i++, j++) {
      const xHat = r * (X[i]! - mean);
      out[i] = r * (g[j]! * bar[i]! - level - xHat * along);
    }
  }
  // Enter the way back in the ledger
  enter("layerNormBackward", n * (13 * d + 2), [dY, x, gain, statistics], dX);
  return dX;
}

// Pull back to the gain
/** dGain: for each column, the sum over the rows of dY ⊙ x̂. */
export function gainBackward(dY: Tensor, { x, gain, statistics }: Normalised): Tensor {
  const { n, d } = rowsOf(x);
  const dGain = roomFor([gain], gain.shape);
  const [bar, X, s] = [dY, x, statistics].map(elementsOf) as [Numbers, Numbers, Numbers];
  const sums = new Float64Array(d);
  for (let row = 0, i = 0; row < n; row++) {
    const [mean, r] = [s[2 * row]!, s[2 * row + 1]!];
    for (let j = 0; j < d; j++, i++) sums[j]! += bar[i]! * (r * (X[i]! - mean));
  }
  elementsOf(dGain).set(sums);
  enter("gainBackward", 4 * n * d, [dY, x, statistics], dGain);
  return dGain;
}

/** dBias: for each column, the sum of dY over the rows. */
export function biasBackward(dY: Tensor): Tensor {
  return sumTo(dY, [dY.shape.at(-1)!]);
}

/** What is kept of a normalised x: itself, the gain, and two numbers for each row. */
export interface Normalised {
  readonly x: Tensor;
  readonly gain: Tensor;
  readonly statistics: Tensor;
}

function enter(label: string, FLOPs: number, read: readonly Tensor[], written: Tensor): void {
  ledger()?.(label, { FLOPs, "bytes read": sizesOf(read), "bytes written": sizesOf([written]) });
}

function sizesOf(tensors: readonly Tensor[]): number {
  return tensors.reduce((bytes, { size, dtype }) => bytes + size * bytesOf[dtype], 0);
}

// Let the tape call it
/**
 * Each row of x, along its last axis, less its mean and divided by √(σ² + ε), then multiplied by the gain and raised by the
 * bias, which have a number for each column. Throws `RangeError` if they do not, and `TypeError` if dtypes differ.
 * Source: Ba, Kiros and Hinton, “Layer normalization”, 2016.
 */
export function layerNorm(x: Tensor, gain: Tensor, bias: Tensor, epsilon = 1e-5): Tensor {
  checkDTypes("layerNorm", [x, gain, bias]);
  for (const [name, { shape }] of [["gain", gain], ["bias", bias]] as const) {
    if (x.shape.length === 0 || shape.length !== 1 || shape[0] !== x.shape.at(-1)) throw new RangeError(`layerNorm: the rows of ${shapeText(x.shape)} and a ${name} of ${shapeText(shape)} do not match`);
  }
  const [rows, g, b] = [x, gain, bias].map(contiguous) as [Tensor, Tensor, Tensor];
  return apply(layerNormRule, epsilon, [rows, g, b, statisticsOf(constant(rows), epsilon)]);
}

/** What the tape is told: how it is computed, what to keep, and both derivatives. The statistics are an operand that nobody varies. */
export const layerNormRule: Rule<number> = {
  name: "layerNorm",
  value: normalised,
  cost: (operands, y) => ({ FLOPs: 4 * y.size, "bytes read": sizesOf(operands), "bytes written": sizesOf([y]) }),
  keeps: ([x, gain, , statistics]) => [x!, gain!, statistics!],
  vjp(i, bar, at) {
    const [x, gain, statistics] = at.kept as [Tensor, Tensor, Tensor];
    // whoever will differentiate again gets it in operations
    if (bar.origin || x.origin || gain.origin) return inOperations(i, bar, at);
    if (i === 0) return layerNormBackward(bar, { x, gain, statistics });
    return i === 1 ? gainBackward(bar, { x, gain, statistics }) : biasBackward(bar);
  },
  jvp(i, dot, at) {
    const [x, gain] = at.kept as [Tensor, Tensor];
    if (i === 2) return broadcastTo(dot, at.shape);
    const { xHat, r } = standardised(x, at.parameters);
    return i === 1 ? multiply(dot, xHat) : multiply(gain, multiply(r, projected(dot, xHat)));
  },
};

const average = (x: Tensor) => meanOf(x, -1, { keepDims: true });

/** x̂ and r in operations. */
function standardised(x: Tensor, epsilon: number) {
  const centred = subtract(x, average(x));
  const r = divide(1, sqrt(add(average(multiply(centred, centred)), epsilon)));
  return { xHat: multiply(centred, r), r };
}

/** Less the mean, and less the part along x̂. */
function projected(x: Tensor, xHat: Tensor): Tensor {
  return subtract(subtract(x, average(x)), multiply(xHat, average(multiply(x, xHat))));
}

function inOperations(i: number, bar: Tensor, { kept: [x, gain], parameters: epsilon, shapes }: At<number>): Tensor {
  if (i === 2) return sumTo(bar, shapes[2]!);
  const { xHat, r } = standardised(x!, epsilon);
  return i === 1 ? sumTo(multiply(bar, xHat), shapes[1]!) : multiply(r, projected(multiply(bar, gain!), xHat));
}

/** The same of primitives, for comparison. */
export function layerNormOfPrimitives(x: Tensor, gain: Tensor, bias: Tensor, epsilon = 1e-5): Tensor {
  return add(multiply(standardised(x, epsilon).xHat, gain), bias);
}
//# sourceMappingURL=../.maps/ops/layer-norm.ts.map
