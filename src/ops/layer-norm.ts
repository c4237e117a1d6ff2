// Tangled from book/03-backpropagation/05-layer-normalisation.md. Edit the book, then: npm run tangle
/** Layer normalisation: rows of mean 0 and variance 1, then a gain and a bias for each column. */
// Import what layer normalisation needs
import { ledger } from "../ledger/ledger.ts";
import { bytesOf } from "../layout/dtype.ts";
import { add, apply, broadcastTo, constant, contiguous, divide, emptyLike, mean as meanOf, multiply, runFused, sqrt, subtract, sumTo, supports, type Context, type Rule, type Tensor } from "../tensor-core.ts";
import { checkDTypes } from "../tensor/result.ts";
import { shapeText } from "../layout/shape.ts";
import { checkReal } from "../tensor/result.ts";
import { rowsOf } from "./rows.ts";

// Compute the statistics and the gradients
/** The mean of each row, and r = 1 / √(σ² + ε): [n, 2], double. */
export function statisticsOf(x: Tensor, epsilon: number): Tensor {
  const { n, width: d } = rowsOf("layerNorm", x);
  const statistics = runFused("statistics", [x], emptyLike([x], [n, 2], "float64"), [epsilon]);
  enter("statistics", n * (4 * d + 5), [x], statistics);
  return statistics;
}

/** dX, from dY and what the forward pass saved. */
export function layerNormBackward(dY: Tensor, { x, gain, statistics }: Normalised): Tensor {
  const { n, width: d } = rowsOf("layerNorm", x);
  const dX = runFused("layerNormBackward", [dY, x, gain, statistics].map(contiguous), emptyLike([x], x.shape));
  enter("layerNormBackward", n * (13 * d + 2), [dY, x, gain, statistics], dX);
  return dX;
}

/** dGain: for each column, the sum over the rows of dY ⊙ x̂. */
export function gainBackward(dY: Tensor, { x, gain, statistics }: Normalised): Tensor {
  const { n, width: d } = rowsOf("layerNorm", x);
  const dGain = runFused("gainBackward", [dY, x, statistics].map(contiguous), emptyLike([gain], gain.shape));
  enter("gainBackward", 4 * n * d, [dY, x, statistics], dGain);
  return dGain;
}

/** dBias: for each column, the sum of dY over the rows. */
export function biasBackward(dY: Tensor): Tensor {
  return sumTo(dY, [dY.shape.at(-1)!]);
}

/** What is saved of a normalised x: itself, the gain, and two numbers for each row. */
export interface Normalised {
  readonly x: Tensor;
  readonly gain: Tensor;
  readonly statistics: Tensor;
}

function enter(label: string, FLOPs: number, read: readonly Tensor[], written: Tensor): void {
  ledger()?.(label, { FLOPs, "bytes read": sizesOf(read), "bytes written": sizesOf([written]) });
}

function sizesOf(tensors: readonly Tensor[]): number {
  return tensors.reduce((bytes, { size, dtype }) => bytes + bytesOf(dtype, size), 0);
}

// Check the operands and apply the operation
/**
 * Each row of x, along its last axis, less its mean and divided by √(σ² + ε), then multiplied by the gain and raised by the
 * bias, which have a number for each column. Throws `RangeError` if they do not, or if the rows have no numbers, and `TypeError`
 * if dtypes differ or are int32.
 * Source: Ba, Kiros and Hinton, “Layer normalization”, 2016.
 */
export function layerNorm(x: Tensor, gain: Tensor, bias: Tensor, epsilon = 1e-5): Tensor {
  checkDTypes("layerNorm", [x, gain, bias]);
  checkReal("layerNorm", x);
  for (const [name, { shape }] of [["gain", gain], ["bias", bias]] as const) {
    if (x.shape.length === 0 || shape.length !== 1 || shape[0] !== x.shape.at(-1)) throw new RangeError(`layerNorm: the rows of ${shapeText(x.shape)} and a ${name} of ${shapeText(shape)} do not match`);
  }
  if (!KERNELS.every((kernel) => supports(x, kernel))) return layerNormOfPrimitives(x, gain, bias, epsilon);
  const [rows, g, b] = [x, gain, bias].map(contiguous) as [Tensor, Tensor, Tensor];
  return apply(layerNormRule, epsilon, [rows, g, b, statisticsOf(constant(rows), epsilon)]);
}

const KERNELS = ["statistics", "layerNorm", "layerNormBackward", "gainBackward"];

// Register layer normalisation as an operation
const layerNormRule: Rule<number> = {
  name: "layerNorm",
  value: (operands) => runFused("layerNorm", operands, emptyLike(operands, operands[0]!.shape)),
  cost: (operands, y) => ({ FLOPs: 4 * y.size, "bytes read": sizesOf(operands), "bytes written": sizesOf([y]) }),
  saves: ([x, gain, , statistics]) => ({ x: x!, gain: gain!, statistics: statistics! }),
  vjp(i, cotangent, at) {
    const { x, gain, statistics } = at.saved as unknown as Normalised;
    // where it will be differentiated again, it is composed of differentiable operations
    if (cotangent.node || x.node || gain.node) return differentiableVjp(i, cotangent, at);
    if (i === 0) return layerNormBackward(cotangent, { x, gain, statistics });
    return i === 1 ? gainBackward(cotangent, { x, gain, statistics }) : biasBackward(cotangent);
  },
  jvp(i, tangent, at) {
    const { x, gain } = at.saved as unknown as Normalised;
    if (i === 2) return broadcastTo(tangent, at.shape);
    const { xHat, r } = standardised(x, at.parameters);
    return i === 1 ? multiply(tangent, xHat) : multiply(gain, multiply(r, projected(tangent, xHat)));
  },
};

// Compute a gradient that can be differentiated again
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

function differentiableVjp(i: number, cotangent: Tensor, { saved: { x, gain }, parameters: epsilon, shapes }: Context<number>): Tensor {
  if (i === 2) return sumTo(cotangent, shapes[2]!);
  const { xHat, r } = standardised(x!, epsilon);
  return i === 1 ? sumTo(multiply(cotangent, xHat), shapes[1]!) : multiply(r, projected(multiply(cotangent, gain!), xHat));
}

/** The same of primitives, for comparison. */
export function layerNormOfPrimitives(x: Tensor, gain: Tensor, bias: Tensor, epsilon = 1e-5): Tensor {
  return add(multiply(standardised(x, epsilon).xHat, gain), bias);
}
//# sourceMappingURL=../.maps/ops/layer-norm.ts.map
