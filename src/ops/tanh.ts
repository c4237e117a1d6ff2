// Tangled from book/03-backpropagation/06-bends-and-kinks.md. Edit the book, then: npm run tangle
/** The hyperbolic tangent, with its slope from its value. */
// Import what tanh uses
import { multiply, subtract, type Tensor } from "../tensor-core.ts";
import { backwardOf, bent, ruleOf, type Bend } from "./activation.ts";

// Bend towards one
const bend: Bend = {
  name: "tanh",
  by: "y",
  forward(x, y) {
    for (let i = 0; i < x.length; i++) y[i] = Math.tanh(x[i]!);
  },
  backward(y, dY, dX) {
    for (let i = 0; i < y.length; i++) dX[i] = dY[i]! * (1 - y[i]! * y[i]!);
  },
  FLOPs: { forward: 1, backward: 3 },
  slope: (y) => subtract(1, multiply(y, y)),
};

const tanhRule = ruleOf(bend);

/** The hyperbolic tangent. */
export function tanh(x: Tensor): Tensor {
  return bent(tanhRule, x);
}

/** dX where y = tanh(x): dY (1 − y²). Throws `RangeError` if their shapes differ. */
export function tanhBackward(y: Tensor, dY: Tensor): Tensor {
  return backwardOf(bend, y, dY);
}
//# sourceMappingURL=../.maps/ops/tanh.ts.map
