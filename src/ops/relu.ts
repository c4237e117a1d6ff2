// Tangled from book/03-backpropagation/06-bends-and-kinks.md. Edit the book, then: npm run tangle
/** Numbers that are not below zero. */
// Import what bends use
import { greater, type Tensor } from "../tensor-core.ts";
import { backwardOf, bent, ruleOf, type Bend } from "./activation.ts";

// Set to zero what is negative
const bend: Bend = {
  name: "relu",
  by: "y",
  forward(x, y) {
    for (let i = 0; i < x.length; i++) y[i] = x[i]! > 0 ? x[i]! : 0;
  },
  backward(y, dY, dX) {
    for (let i = 0; i < y.length; i++) dX[i] = y[i]! > 0 ? dY[i]! : 0;
  },
  FLOPs: { forward: 1, backward: 1 },
  slope: (y) => greater(y, 0),
};
// Offer it with and without a tape

const reluRule = ruleOf(bend);

/** x where it is positive, else 0. */
export function relu(x: Tensor): Tensor {
  return bent(reluRule, x);
}

/** dX where y = relu(x): dY where y is positive, else 0. Throws `RangeError` if their shapes differ. */
export function reluBackward(y: Tensor, dY: Tensor): Tensor {
  return backwardOf(bend, y, dY);
}
//# sourceMappingURL=../.maps/ops/relu.ts.map
