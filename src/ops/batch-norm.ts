// Tangled from book/06-stability/03-normalisation.md. Edit the book, then: npm run tangle
/** Batch normalisation: columns of mean 0 and variance 1 over the rows of a batch, then a gain and a bias for each column. */
// Import what batch normalisation needs
import { shapeText } from "../layout/shape.ts";
import { add, apply, broadcastTo, constant, divide, mean as meanOf, multiply, ones, sqrt, subtract, sum, zeros, type Context, type Rule, type Tensor } from "../tensor-core.ts";
import { checkDTypes, checkReal } from "../tensor/result.ts";

// Describe batch normalisation
/** The mean and the variance of each feature: [d] both. */
export interface Statistics {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/** A layer of d features: gain and bias, [d] both, are learned. */
export interface BatchNormLayer {
  readonly gain: Tensor;
  readonly bias: Tensor;
  readonly running: Statistics;
}

/** Which statistics normalise, by which share a batch changes the running ones, and what is added to the variance. */
export interface BatchNormOptions {
  readonly mode: "train" | "eval";
  readonly momentum?: number;
  readonly epsilon?: number;
}

/** The statistics before the first batch: mean 0 and variance 1. */
export function initialStatistics(features: number, like?: Tensor): Statistics {
  return { mean: zeros([features], like), variance: ones([features], like) };
}

// Normalise the columns of a batch
/**
 * Each column of x: [n, d] normalised, times its gain, plus its bias; and
 * the running statistics after it. Source: Ioffe and Szegedy, 2015.
 */
export function batchNorm(
  x: Tensor,
  { gain, bias, running }: BatchNormLayer,
  { mode, momentum = 0.1, epsilon = 1e-5 }: BatchNormOptions,
): { readonly y: Tensor; readonly running: Statistics } {
  // Refuse what cannot be normalised over a batch
  checkDTypes("batchNorm", [x, gain, bias, running.mean, running.variance]);
  checkReal("batchNorm", x);
  if (x.shape.length !== 2) throw new RangeError(`batchNorm: rows of features [n, d], not ${shapeText(x.shape)}`);
  for (const [name, { shape }] of [["gain", gain], ["bias", bias], ["running mean", running.mean], ["running variance", running.variance]] as const) {
    if (shape.length !== 1 || shape[0] !== x.shape[1]) throw new RangeError(`batchNorm: the rows of ${shapeText(x.shape)} and a ${name} of ${shapeText(shape)} do not match`);
  }
  if (!(momentum >= 0 && momentum <= 1)) throw new RangeError(`batchNorm: momentum must be from 0 to 1, not ${momentum}`);
  if (mode === "train" && x.shape[0]! < 2) throw new RangeError(`batchNorm: in training a batch needs two rows, not ${x.shape[0]!}`);
  // Choose the statistics
  const { mean, variance } = mode === "train" ? statisticsOfBatch(x) : running;
  const r = divide(1, sqrt(add(variance, epsilon))); // [d]
  const operands = [x, gain, bias, mean, r] as const;
  if (mode === "eval") return { y: affine(...operands), running };
  const batch = { mean, variance, rows: x.shape[0]! };
  return { y: apply(batchNormRule, epsilon, operands),
    running: updatedStatistics(running, batch, momentum) };
}

/** Mean and variance of the columns of a batch, as constants. */
function statisticsOfBatch(x: Tensor): Statistics {
  const mean = meanOf(constant(x), 0);
  const centred = subtract(constant(x), mean);
  return { mean, variance: meanOf(multiply(centred, centred), 0) };
}

// Compute the gradient of a normalised batch
const batchNormRule: Rule<number> = {
  name: "batchNorm",
  value: (operands) => affine(...operands.map(constant) as unknown as Operands),
  saves: ([x, gain, , mean, r]) => ({ x: x!, gain: gain!, mean: mean!, r: r! }),
  vjp(i, dY, at) {
    if (i === 2) return sum(dY, 0); // dBias
    const { xHat, by } = normalisedAgain(dY, at);
    return i === 1 ? sum(multiply(dY, xHat), 0) // dGain
      : multiply(by, projected(dY, xHat)); // dX
  },
  // Apply the Jacobian of batch normalisation
  jvp(i, tangent, at) {
    if (i === 2) return broadcastTo(tangent, at.shape);
    const { xHat, by } = normalisedAgain(tangent, at);
    return i === 1 ? multiply(tangent, xHat) : multiply(by, projected(tangent, xHat));
  },
};

/** v minus its components along the ones and along x̂, in each column. */
function projected(v: Tensor, xHat: Tensor): Tensor {
  const along = meanOf(multiply(v, xHat), 0);
  return subtract(v, add(meanOf(v, 0), multiply(xHat, along)));
}

type Operands = readonly [x: Tensor, gain: Tensor, bias: Tensor, mean: Tensor, r: Tensor];

/** gain ⊙ r (x − mean) + bias. */
function affine(...[x, gain, bias, mean, r]: Operands): Tensor {
  return add(multiply(multiply(subtract(x, mean), r), gain), bias);
}

/** x̂, and the product of gain and r. Where it will be differentiated again, mean and r are computed from x. */
function normalisedAgain(v: Tensor, { saved, parameters: epsilon }: Context<number>): { readonly xHat: Tensor; readonly by: Tensor } {
  const { x, gain, mean, r } = saved as Record<"x" | "gain" | "mean" | "r", Tensor>;
  const { xHat, scale } = v.node || x.node || gain.node ? standardised(x, epsilon) : { xHat: multiply(subtract(x, mean), r), scale: r };
  return { xHat, by: multiply(gain, scale) };
}

function standardised(x: Tensor, epsilon: number): { readonly xHat: Tensor; readonly scale: Tensor } {
  const centred = subtract(x, meanOf(x, 0));
  const scale = divide(1, sqrt(add(meanOf(multiply(centred, centred), 0), epsilon)));
  return { xHat: multiply(centred, scale), scale };
}

/** The same in training mode, of primitives, for comparison. */
export function batchNormOfPrimitives(x: Tensor, { gain, bias }: Pick<BatchNormLayer, "gain" | "bias">, epsilon = 1e-5): Tensor {
  return add(multiply(standardised(x, epsilon).xHat, gain), bias);
}

// Update the running statistics
/** A step of an exponential moving average towards those of a batch. */
function updatedStatistics(
  running: Statistics,
  { mean, variance, rows }: Statistics & { readonly rows: number },
  momentum: number,
): Statistics {
  const towards = (old: Tensor, now: Tensor) =>
    add(multiply(old, 1 - momentum), multiply(now, momentum));
  return { mean: towards(running.mean, mean),
    // the estimate of a variance from a sample is divided by n − 1
    variance: towards(running.variance, multiply(variance, rows / (rows - 1))) };
}
//# sourceMappingURL=../.maps/ops/batch-norm.ts.map
