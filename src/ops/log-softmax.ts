// Tangled from book/03-backpropagation/04-the-best-cancellation-in-the-field.md. Edit the book, then: npm run tangle
/** Logarithms of shares. */
import { add, apply, contiguous, costOf, exp, multiply, negative, emptyLike, subtract, sum, type Rule, type Tensor } from "../tensor-core.ts";
import { checkDTypes, checkShapes } from "../tensor/result.ts";
import { checkReal } from "../tensor/result.ts";
import { rowsOf } from "./rows.ts";

// z: n rows of V scores; the result: n rows of V logarithms of shares
function logShares(z: Tensor): Tensor {
  const { n, width: V } = rowsOf("logSoftmax", z);
  const y = emptyLike([z], z.shape);
  const [from, to] = [z.storage.data, y.storage.data];
  const shifted = new Float64Array(V);
  for (let start = 0; start < n * V; start += V) {
    let largest = -Infinity;
    for (let j = 0; j < V; j++) largest = Math.max(largest, from[z.offset + start + j]!);
    let total = 0;
    for (let j = 0; j < V; j++) {
      shifted[j] = from[z.offset + start + j]! - largest;
      total += Math.exp(shifted[j]!);
    }
    const log = Math.log(total);
    for (let j = 0; j < V; j++) to[start + j] = shifted[j]! - log;
  }
  return y;
}

// y and dy: n rows of V; the result: dz = dy − exp(y) Σ dy
function heard(y: Tensor, dy: Tensor): Tensor {
  const { n, width: V } = rowsOf("logSoftmaxBackward", y);
  const dz = emptyLike([y, dy], y.shape);
  const [log, wish, to] = [y.storage.data, dy.storage.data, dz.storage.data];
  for (let start = 0; start < n * V; start += V) {
    let total = 0;
    for (let j = 0; j < V; j++) total += wish[dy.offset + start + j]!;
    for (let j = 0; j < V; j++) to[start + j] = wish[dy.offset + start + j]! - Math.exp(log[y.offset + start + j]!) * total;
  }
  return dz;
}

const logSoftmaxRule: Rule<undefined> = {
  name: "logSoftmax",
  value: ([z]) => logShares(z!),
  cost: ([z], y) => costOf(5 * y.size + rowsOf("logSoftmax", y).n, [z!], y),
  saves: (_, y) => [y],
  vjp: (_, dy, { saved: [y] }) => logSoftmaxBackward(y!, dy),
  jvp: (_, tangent, { saved: [y] }) => subtract(tangent, along(exp(y!), tangent)),
};

const logSoftmaxBackwardRule: Rule<undefined> = {
  name: "logSoftmaxBackward",
  value: ([y, dy]) => heard(y!, dy!),
  cost: (operands, dz) => costOf(4 * dz.size, operands, dz),
  saves: (operands) => operands,
  vjp: (i, g, { saved: [y, dy] }) => (i === 1 ? subtract(g, along(exp(y!), g)) : negative(multiply(multiply(exp(y!), g), total(dy!)))),
  jvp: (i, tangent, { saved: [y, dy] }) => (i === 1 ? logSoftmaxBackward(y!, tangent) : negative(multiply(multiply(exp(y!), tangent), total(dy!)))),
};

const total = (x: Tensor) => sum(x, -1, { keepDims: true });
const along = (x: Tensor, y: Tensor) => total(multiply(x, y));

/** The logarithms of `softmax` along the last axis: zⱼ − log Σ exp(zₖ). Throws `RangeError` if there are no scores, `TypeError` if they are whole numbers. */
export function logSoftmax(z: Tensor): Tensor {
  rowsOf("logSoftmax", z);
  checkReal("logSoftmax", z);
  return apply(logSoftmaxRule, undefined, [contiguous(z)]);
}

/** The gradient by the scores, from the result y of `logSoftmax` and the gradient dy by it: dy − exp(y) Σ dy, row by row. Throws `RangeError` if shapes differ. */
export function logSoftmaxBackward(y: Tensor, dy: Tensor): Tensor {
  checkShapes("logSoftmaxBackward", y.shape, dy.shape);
  checkDTypes("logSoftmaxBackward", [y, dy]);
  return apply(logSoftmaxBackwardRule, undefined, [contiguous(y), contiguous(dy)]);
}
//# sourceMappingURL=../.maps/ops/log-softmax.ts.map
