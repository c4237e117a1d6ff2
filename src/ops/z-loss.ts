// Tangled from book/06-stability/05-keeping-logits-in-range.md. Edit the book, then: npm run tangle
/** The z-loss, which holds the softmax’s normaliser near 1. */
// Import what the z-loss needs
import { add, apply, astype, constant, divide, equal, exp, expandDims, log, max, multiply, ones, reshape, squeeze, subtract, sum, where, type Rule, type Saved, type Tensor } from "../tensor-core.ts";
import { knownNumbers } from "../primitives/indexing.ts";
import { checkReal } from "../tensor/result.ts";
import { checked, crossEntropy, crossEntropyBackwardRule, crossEntropyRule, fused, zeroIgnored, type KnownReduction, type Reduction } from "./cross-entropy.ts";
import { rowsOf } from "./rows.ts";
import { softmax } from "./softmax.ts";

// Compute the z-loss on its own
/** log Z of each row, its log-sum-exp. z: […, V]; the result: […]. */
export function logZ(z: Tensor): Tensor {
  // Refuse rows that are no logits
  rowsOf("logZ", z);
  checkReal("logZ", z);
  const largest = constant(max(z, -1, { keepDims: true }));
  const total = sum(exp(subtract(z, largest)), -1, { keepDims: true });
  return squeeze(add(log(total), largest), -1);
}

/** The mean of (log Z)² over the rows that `crossEntropy` counts. z: […, V]; targets: […], int32. Throws as `crossEntropy` does. */
export function zLoss(z: Tensor, targets: Tensor, reduction: Reduction = {}): Tensor {
  const { list, ignore, divisor } = checked(z, targets, reduction);
  const isOut = equal(list, ignore);
  const rows = reshape(z, [list.size, z.shape.at(-1)!]);
  const ofRows = logZ(where(expandDims(isOut, -1), 0, rows));
  const squares = where(isOut, 0, multiply(ofRows, ofRows));
  return divide(sum(squares), divisor ?? astype(sum(subtract(1, isOut)), z.dtype));
}

// Register the loss with the z-loss added
type Weighted = { readonly lambda: number; readonly reduction: KnownReduction };

const withZLossRule: Rule<Weighted> = {
  name: "crossEntropyWithZLoss",
  value([z, targets, lse], { reduction, lambda }) {
    // Raise log Z by its square
    const raised = add(lse!, multiply(lambda, multiply(lse!, lse!)));
    return crossEntropyRule.value([z!, targets!, raised], reduction);
  },
  // Count, save and differentiate forward
  cost: (operands, loss, { reduction }) => crossEntropyRule.cost!(operands, loss, reduction),
  saves: ([logits, targets, logZ]) => ({ logits: logits!, targets: targets!, logZ: logZ! }),
  jvp: (_, tangent, { saved, parameters }) => sum(multiply(zeroIgnored(saved, tangent, parameters.reduction), backward(saved, ones([], saved["logits"]), parameters))),
  vjp: (_, cotangent, { saved, parameters }) =>
    backward(saved, cotangent, parameters),
};

/** (1 + 2λ log Z) p − y in each counted row. */
function backward(
  saved: Saved,
  cotangent: Tensor,
  { reduction, lambda }: Weighted,
): Tensor {
  const { logits: z, targets, logZ: lse } = saved as { logits: Tensor; targets: Tensor; logZ: Tensor };
  const scale = add(1, multiply(2 * lambda, lse));
  // Take two terms where one pass is not enough
  // a second derivative needs log Z as a function of z, and a scale that is not positive has no logarithm
  if (z.node || cotangent.node || !knownNumbers(scale)?.every((each) => each > 0)) {
    const logits = zeroIgnored(saved, z, reduction);
    const weighted = multiply(expandDims(logZ(logits), -1), softmax(logits));
    return add(apply(crossEntropyBackwardRule, reduction, [z, targets, lse, cotangent]), multiply(zeroIgnored(saved, weighted, reduction), multiply(cotangent, (2 * lambda) / reduction.divisor)));
  }
  const lowered = subtract(lse, log(scale));
  return apply(crossEntropyBackwardRule, reduction,
    [z, targets, lowered, cotangent]);
}

// Add the z-loss to the cross-entropy
/**
 * The mean over counted rows of −log pₜ + λ (log Z)²: one number.
 * z: […, V]; targets: […], int32. Throws as `crossEntropy` does, and
 * `RangeError` unless λ is at least 0.
 * Source: Chowdhery and others, “PaLM”, 2023.
 */
export function crossEntropyWithZLoss(
  z: Tensor,
  targets: Tensor,
  lambda: number,
  reduction: Reduction = {},
): Tensor {
  // Refuse a negative coefficient
  if (!(lambda >= 0 && lambda < Infinity)) throw new RangeError(`crossEntropyWithZLoss: λ is ${lambda}, not a number from 0`);
  const parts = fused(z, checked(z, targets, reduction));
  // without the kernels: two terms, the second composed of primitives
  if (!parts) return add(crossEntropy(z, targets, reduction),
    multiply(lambda, zLoss(z, targets, reduction)));
  const { reduction: known, operands } = parts; // logits, targets, log Z
  return apply(withZLossRule, { reduction: known, lambda }, operands);
}
//# sourceMappingURL=../.maps/ops/z-loss.ts.map
