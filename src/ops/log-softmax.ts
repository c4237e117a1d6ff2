// Tangled from book/03-backpropagation/04-softmax-cross-entropy.md. Edit the book, then: npm run tangle
/** Log-softmax. */
import { apply, constant, contiguous, costOf, emptyLike, exp, log, max, multiply, negative, runFused, subtract, sum, supports, type Rule, type Tensor } from "../tensor-core.ts";
import { checkDTypes, checkShapes } from "../tensor/result.ts";
import { checkReal } from "../tensor/result.ts";
import { rowsOf } from "./rows.ts";

const logSoftmaxRule: Rule<undefined> = {
  name: "logSoftmax",
  value: ([z]) => runFused("logSoftmax", [z!], emptyLike([z!], z!.shape)),
  cost: ([z], y) => costOf(5 * y.size + rowsOf("logSoftmax", y).n, [z!], y),
  saves: (_, y) => ({ y }),
  vjp: (_, dy, { saved: { y } }) => logSoftmaxBackward(y!, dy),
  jvp: (_, tangent, { saved: { y } }) => subtract(tangent, rowDots(exp(y!), tangent)),
};

const logSoftmaxBackwardRule: Rule<undefined> = {
  name: "logSoftmaxBackward",
  value: ([y, dy]) => runFused("logSoftmaxBackward", [y!, dy!], emptyLike([y!], y!.shape)),
  cost: (operands, dz) => costOf(4 * dz.size, operands, dz),
  saves: ([y, dy]) => ({ y: y!, dy: dy! }),
  vjp: (i, g, { saved: { y, dy } }) => (i === 1 ? subtract(g, rowDots(exp(y!), g)) : negative(multiply(multiply(exp(y!), g), total(dy!)))),
  jvp: (i, tangent, { saved: { y, dy } }) => (i === 1 ? logSoftmaxBackward(y!, tangent) : negative(multiply(multiply(exp(y!), tangent), total(dy!)))),
};

const total = (x: Tensor) => sum(x, -1, { keepDims: true });
const rowDots = (x: Tensor, y: Tensor) => total(multiply(x, y));

/** The logarithms of `softmax` along the last axis: zⱼ − log Σ exp(zₖ). Throws `RangeError` if there are no logits, `TypeError` for an integer dtype. */
export function logSoftmax(z: Tensor): Tensor {
  rowsOf("logSoftmax", z);
  checkReal("logSoftmax", z);
  if (!supports(z, "logSoftmax")) return logSoftmaxOfPrimitives(z);
  return apply(logSoftmaxRule, undefined, [contiguous(z)]);
}

function logSoftmaxOfPrimitives(z: Tensor): Tensor {
  const shifted = subtract(z, constant(max(z, -1, { keepDims: true })));
  return subtract(shifted, log(total(exp(shifted))));
}

/** The gradient with respect to the logits, from the result y of `logSoftmax` and the gradient dy by it: dy − exp(y) Σ dy, row by row. Throws `RangeError` if shapes differ. */
export function logSoftmaxBackward(y: Tensor, dy: Tensor): Tensor {
  checkShapes("logSoftmaxBackward", y.shape, dy.shape);
  checkDTypes("logSoftmaxBackward", [y, dy]);
  if (!supports(y, "logSoftmaxBackward")) return subtract(dy, multiply(exp(y), total(dy)));
  return apply(logSoftmaxBackwardRule, undefined, [contiguous(y), contiguous(dy)]);
}
//# sourceMappingURL=../.maps/ops/log-softmax.ts.map
