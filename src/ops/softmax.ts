// Tangled from book/03-backpropagation/03-softmax.md. Edit the book, then: npm run tangle
/** Probabilities from logits. */
// Import what softmax needs
import { apply, constant, contiguous, costOf, divide, emptyLike, exp, max, multiply, runFused, subtract, sum, supports, type Rule, type Tensor } from "../tensor-core.ts";
import { checkDTypes, checkShapes } from "../tensor/result.ts";
import { checkReal } from "../tensor/result.ts";
import { rowsOf } from "./rows.ts";

// Register softmax and its backward pass as operations
const softmaxRule: Rule<undefined> = {
  name: "softmax",
  value: ([z]) => runFused("softmax", [z!], emptyLike([z!], z!.shape)),
  cost: ([z], p) => costOf(5 * p.size, [z!], p),
  saves: (_, p) => ({ probabilities: p }),
  vjp: (_, dp, { saved: { probabilities: p } }) => softmaxBackward(p!, dp),
  jvp: (_, tangent, { saved: { probabilities: p } }) => softmaxBackward(p!, tangent), // J is its own transpose
};

const softmaxBackwardRule: Rule<undefined> = {
  name: "softmaxBackward",
  value: ([p, dp]) => runFused("softmaxBackward", [p!, dp!], emptyLike([p!], p!.shape)),
  cost: (operands, dz) => costOf(4 * dz.size, operands, dz),
  saves: ([p, dp]) => ({ probabilities: p!, gradient: dp! }),
  // linear in dp, with the same J
  vjp: (i, g, { saved: { probabilities: p, gradient: dp } }) => (i === 1 ? softmaxBackward(p!, g) : vjpOfP(g, p!, dp!)),
  jvp: (i, tangent, { saved: { probabilities: p, gradient: dp } }) => (i === 1 ? softmaxBackward(p!, tangent) : jvpOfP(tangent, p!, dp!)),
};

/** The dot products of corresponding rows: […, 1]. */
const rowDots = (x: Tensor, y: Tensor) => sum(multiply(x, y), -1, { keepDims: true });

// p ⊙ (dp − ⟨dp, p⟩) depends on p twice: as factor and in the mean
function vjpOfP(g: Tensor, p: Tensor, dp: Tensor): Tensor {
  const byFactor = multiply(g, subtract(dp, rowDots(dp, p)));
  return subtract(byFactor, multiply(dp, rowDots(g, p)));
}

function jvpOfP(tangent: Tensor, p: Tensor, dp: Tensor): Tensor {
  const byFactor = multiply(tangent, subtract(dp, rowDots(dp, p)));
  return subtract(byFactor, multiply(p, rowDots(dp, tangent)));
}

/** Probabilities along the last axis: pⱼ = exp(zⱼ) / Σ exp(zₖ). Throws `RangeError` if there are no logits, `TypeError` for an integer dtype. */
export function softmax(z: Tensor): Tensor {
  rowsOf("softmax", z);
  checkReal("softmax", z);
  if (!supports(z, "softmax")) return softmaxOfPrimitives(z);
  return apply(softmaxRule, undefined, [contiguous(z)]);
}

function softmaxOfPrimitives(z: Tensor): Tensor {
  const powers = exp(subtract(z, constant(max(z, -1, { keepDims: true }))));
  return divide(powers, sum(powers, -1, { keepDims: true }));
}

/** The gradient with respect to the logits, from the probabilities p of `softmax` and their gradient dp: p ⊙ (dp − ⟨dp, p⟩), row by row. Throws `RangeError` if shapes differ. */
export function softmaxBackward(p: Tensor, dp: Tensor): Tensor {
  checkShapes("softmaxBackward", p.shape, dp.shape);
  checkDTypes("softmaxBackward", [p, dp]);
  if (!supports(p, "softmaxBackward")) return multiply(p, subtract(dp, rowDots(dp, p)));
  return apply(softmaxBackwardRule, undefined, [contiguous(p), contiguous(dp)]);
}
//# sourceMappingURL=../.maps/ops/softmax.ts.map
