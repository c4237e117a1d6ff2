// Tangled from book/03-backpropagation/04-softmax-cross-entropy.md. Edit the book, then: npm run tangle
/** Cross-entropy of logits and targets. */
// Import what the loss needs
import { apply, astype, constant, contiguous, divide, emptyLike, equal, expandDims, gradient, knownNumbers, multiply, negative, ones, reshape, runFused, squeeze, subtract, sum, supports, takeAlongAxis, variable, where, type Rule, type Saved, type Tensor } from "../tensor-core.ts";
import { bytesOf, type Numbers } from "../layout/dtype.ts";
import { shapeText } from "../layout/shape.ts";
import { checkReal } from "../tensor/result.ts";
import { logSoftmax } from "./log-softmax.ts";
import { rowsOf } from "./rows.ts";
import { softmax, softmaxBackward } from "./softmax.ts";

// Describe the reduction
/** Which rows are ignored, and the divisor of the sum. */
export interface Reduction {
  /** A row with this target is ignored; −1 by default. */
  readonly ignore?: number;
  /** By default the number of rows that are not ignored. */
  readonly divisor?: number;
}

// Register the loss as an operation
type KnownReduction = Required<Reduction> & { readonly count: number };
const parametersOf = ({ ignore, divisor }: KnownReduction) => [ignore, divisor];

const crossEntropyRule: Rule<KnownReduction> = {
  name: "crossEntropy",
  value: ([z, targets, lse], reduction) => runFused("crossEntropy", [z!, targets!, lse!], emptyLike([z!], []), parametersOf(reduction)),
  // with the FLOPs of the log-sum-exp, whose kernel has run before; z counts as read once
  cost([z, targets, lse], loss, { count }) {
    const { width: V } = rowsOf("crossEntropy", z!);
    return {
      FLOPs: count * (4 * V + 4) + 1,
      "bytes read": bytes(z!) + bytes(targets!),
      "bytes written": bytes(lse!) + bytes(loss),
    };
  },
  saves: ([logits, targets, logZ]) => ({ logits: logits!, targets: targets!, logZ: logZ! }),
  vjp: (_, cotangent, { saved, parameters }) => backward(saved, cotangent, parameters),
  jvp: (_, tangent, { saved, parameters }) => sum(multiply(zeroIgnored(saved, tangent, parameters), backward(saved, ones([], saved["logits"]), parameters))),
};

// Register the gradient of the loss as an operation
const crossEntropyBackwardRule: Rule<KnownReduction> = {
  name: "crossEntropyBackward",
  value: (operands, reduction) => runFused("crossEntropyBackward", operands, emptyLike(operands, operands[0]!.shape), parametersOf(reduction)),
  cost([z, targets, lse, cotangent], dz, { count }) {
    const { width: V } = rowsOf("crossEntropyBackward", z!);
    return {
      FLOPs: count * (3 * V + 1) + 1,
      "bytes read": bytes(z!) + bytes(targets!) + bytes(lse!) + bytes(cotangent!),
      "bytes written": bytes(dz),
    };
  },
  saves: ([logits, targets, logZ, cotangent]) => ({ logits: logits!, targets: targets!, logZ: logZ!, cotangent: cotangent! }),
  // with respect to the logits: the Jacobian of softmax, which is its own transpose; to the cotangent, of which it is a multiple: a dot product
  vjp: (i, g, { saved, parameters }) => (i === 0 ? secondDerivative(saved, g, parameters) : sum(multiply(zeroIgnored(saved, g, parameters), backward(saved, ones([], saved["logits"]), parameters)))),
  jvp: (i, tangent, { saved, parameters }) => (i === 0 ? secondDerivative(saved, tangent, parameters) : multiply(tangent, backward(saved, ones([], saved["logits"]), parameters))),
};

const bytes = (x: Tensor) => bytesOf(x.dtype, x.size);

function backward({ logits: z, targets, logZ: lse }: Saved, cotangent: Tensor, reduction: KnownReduction): Tensor {
  return apply(crossEntropyBackwardRule, reduction, [z!, targets!, lse!, cotangent]);
}

/** The rows, with the ignored ones set to 0 whatever is in them: 0 times NaN would be NaN. */
function zeroIgnored({ logits: z, targets }: Saved, rows: Tensor, { ignore }: KnownReduction): Tensor {
  return where(equal(reshape(targets!, [...z!.shape.slice(0, -1), 1]), ignore), 0, rows);
}

/** The second derivative of the loss times a direction. */
function secondDerivative(saved: Saved, direction: Tensor, reduction: KnownReduction): Tensor {
  const [logits, along] = [saved["logits"]!, direction].map((rows) => zeroIgnored(saved, rows, reduction)) as [Tensor, Tensor];
  return multiply(softmaxBackward(softmax(logits), along), multiply(saved["cotangent"]!, 1 / reduction.divisor));
}

// Compute the cross-entropy loss
const KERNELS = ["logSumExp", "crossEntropy", "crossEntropyBackward"];

/** Logits, and targets as a list. Throws as `crossEntropy` does, for targets that the program knows. */
function checked(z: Tensor, targets: Tensor, { ignore = -1, divisor: requested }: Reduction) {
  const { width: V } = rowsOf("crossEntropy", z);
  checkReal("crossEntropy", z);
  if (targets.dtype !== "int32") throw new TypeError(`crossEntropy: targets must be int32, not ${targets.dtype}`);
  if (shapeText(targets.shape) !== shapeText(z.shape.slice(0, -1))) throw new RangeError(`crossEntropy: targets ${shapeText(targets.shape)} for logits ${shapeText(z.shape)}`);
  const list = contiguous(reshape(constant(targets), [targets.size]));
  const known = knownNumbers(list);
  const wrong = known?.find((target) => target !== ignore && (target < 0 || target >= V));
  if (wrong !== undefined) throw new RangeError(`crossEntropy: no class ${wrong} among ${V}`);
  const count = known && countOf(known, ignore);
  // Choose the divisor
  const divisor = requested ?? count;
  if (divisor !== undefined && !(divisor > 0)) throw new RangeError(requested === undefined ? "crossEntropy: no row is counted" : `crossEntropy: a sum cannot be divided by ${requested}`);
  return { list, ignore, divisor, count };
}

const countOf = (targets: Numbers, ignore: number) => targets.filter((target) => target !== ignore).length;

/** Operands and counts for the fused kernels; undefined if a kernel is missing or the targets are unknown. */
function fused(z: Tensor, { list, ignore, divisor, count }: ReturnType<typeof checked>): { readonly operands: readonly Tensor[]; readonly reduction: KnownReduction } | undefined {
  if (divisor === undefined || count === undefined || !KERNELS.every((kernel) => supports(z, kernel))) return undefined;
  const logits = contiguous(z);
  const lse = runFused("logSumExp", [constant(logits), list], emptyLike([logits], [list.size], "float64"), [ignore]);
  return { operands: [logits, list, lse], reduction: { ignore, divisor, count } };
}

/** The same of primitives. Ignored rows are left out before anything is computed of them. */
function crossEntropyOfPrimitives(z: Tensor, { list, ignore, divisor }: ReturnType<typeof checked>): Tensor {
  const isOut = equal(list, ignore);
  const logits = where(expandDims(isOut, -1), 0, reshape(z, [list.size, z.shape.at(-1)!]));
  const picked = squeeze(takeAlongAxis(logSoftmax(logits), expandDims(where(isOut, 0, list), -1), -1), -1);
  const losses = where(isOut, 0, negative(picked));
  return divide(sum(losses), divisor ?? astype(sum(subtract(1, isOut)), z.dtype));
}

/**
 * The mean over counted rows of −log pₜ, where p is the softmax of a row of logits and t its target: one number. z: […, V]; targets: […],
 * int32. Throws `RangeError` if shapes do not fit, a target is no class, or no row is counted, and `TypeError` for another dtype of
 * targets, or logits of an integer dtype.
 */
export function crossEntropy(z: Tensor, targets: Tensor, reduction: Reduction = {}): Tensor {
  const given = checked(z, targets, reduction);
  const parts = fused(z, given);
  return parts ? apply(crossEntropyRule, parts.reduction, parts.operands) : crossEntropyOfPrimitives(z, given);
}

/** The gradient of `crossEntropy` with respect to the logits: (p − y) / `divisor` in counted rows, zero in others. Throws as `crossEntropy` does. */
export function crossEntropyBackward(z: Tensor, targets: Tensor, reduction: Reduction = {}): Tensor {
  const given = checked(constant(z), targets, reduction);
  const parts = fused(constant(z), given);
  if (parts) {
    const [logits, known, logZ] = parts.operands;
    return backward({ logits: logits!, targets: known!, logZ: logZ! }, ones([], z), parts.reduction);
  }
  const leaf = variable(z);
  return gradient(crossEntropyOfPrimitives(leaf, given), [leaf])[0]!;
}

export { checked, crossEntropyBackwardRule, crossEntropyRule, fused, zeroIgnored, type KnownReduction };
//# sourceMappingURL=../.maps/ops/cross-entropy.ts.map
