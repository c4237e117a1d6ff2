// Tangled from book/03-backpropagation/01-linear-layer.md. Edit the book, then: npm run tangle
/** Rows times a matrix, and a bias for every row. */
// Import what a linear layer needs
import { apply, broadcastTo, constant, costOf, matmul, matrixTranspose, reshape, emptyLike, sum, type Rule, type Shape, type Tensor } from "../tensor-core.ts";
import { checkDTypes } from "../tensor/result.ts";
import { shapeText, sizeOf } from "../layout/shape.ts";

// Compute the product and add the bias
// X: [n, d], W: [d, m], b: [m]; Y: [n, m]
function value(X: Tensor, W: Tensor, b: Tensor): Tensor {
  const [n, d, m] = [X.shape[0]!, W.shape[0]!, W.shape[1]!];
  const Y = emptyLike([X, W, b], [n, m]);
  const list = (x: Tensor, rows: number, columns: number) => reshape(x, [1, rows, columns]);
  Y.backend.run({ kind: "matmul", left: list(X, n, d), right: list(W, d, m), output: list(Y, n, m) });
  // the bias is added to the product in place
  Y.backend.run({ kind: "map", name: "add", inputs: [Y, broadcastTo(constant(b), [n, m])], output: Y });
  return Y;
}

// Compute the gradients of the three operands
/** dX = dY Wᵀ: [n, d]. */
const toX = (dY: Tensor, W: Tensor) => matmul(dY, matrixTranspose(W));
/** dW = Xᵀ dY: [d, m]. */
const toW = (dY: Tensor, X: Tensor) => matmul(matrixTranspose(X), dY);
/** db, the column sums of dY: [m]. */
// Sum the bias gradient over the rows
const toBias = (dY: Tensor) => sum(dY, 0);

// Compute all gradients without a graph
/** The gradients of `linear` from dY: [n, m], with respect to X: [n, d], W: [d, m] and b: [m]. Throws `RangeError` if shapes do not fit. */
export function linearBackward(dY: Tensor, X: Tensor, W: Tensor): { readonly dX: Tensor; readonly dW: Tensor; readonly db: Tensor } {
  return { dX: toX(dY, W), dW: toW(dY, X), db: toBias(dY) };
}

// Register the linear layer as an operation
const linearRule: Rule<undefined> = {
  name: "linear",
  value: ([X, W, b]) => value(X!, W!, b!),
  cost: (operands, Y) => costOf(Y.size * (2 * operands[1]!.shape[0]! + 1), operands, Y),
  saves: ([X, W]) => ({ X: X!, W: W! }),
  vjp: (i, dY, { saved: { X, W } }) => (i === 0 ? toX(dY, W!) : i === 1 ? toW(dY, X!) : toBias(dY)),
  jvp: (i, tangent, { saved: { X, W }, shape }) => (i === 0 ? matmul(tangent, W!) : i === 1 ? matmul(X!, tangent) : broadcastTo(tangent, shape)),
};

/**
 * X W + b: each row of X, of d numbers, becomes a row of m. X: […, d], W: [d, m], b: [m]. Throws `RangeError` if shapes do not fit,
 * `TypeError` if dtypes differ.
 */
export function linear(X: Tensor, W: Tensor, b: Tensor): Tensor {
  const d = X.shape[X.shape.length - 1];
  if (W.shape.length !== 2 || W.shape[0] !== d || b.shape.length !== 1 || b.shape[0] !== W.shape[1]) {
    throw new RangeError(`linear: shapes do not fit, ${[X, W].map(({ shape }) => shapeText(shape)).join(" × ")} + ${shapeText(b.shape)}`);
  }
  checkDTypes("linear", [X, W, b]);
  const before: Shape = X.shape.slice(0, -1);
  return reshape(apply(linearRule, undefined, [reshape(X, [sizeOf(before), d]), W, b]), [...before, W.shape[1]!]);
}
//# sourceMappingURL=../.maps/ops/linear.ts.map
