// Tangled from book/03-backpropagation/06-activation-functions.md. Edit the book, then: npm run tangle
/** The hyperbolic tangent, with its derivative from its value. */
import { multiply, subtract, tanh as tanhOfPrimitives, type Tensor } from "../tensor-core.ts";
import { callBackward, activated, ruleOf, type Activation } from "./activation.ts";

const activation: Activation = {
  name: "tanh",
  saves: "y",
  FLOPs: { forward: 1, backward: 3 },
  derivative: (y) => subtract(1, multiply(y, y)),
  ofPrimitives: tanhOfPrimitives,
};
const rule = ruleOf(activation);

/** The hyperbolic tangent. */
export function tanh(x: Tensor): Tensor {
  return activated(activation, rule, x);
}

/** dX where y = tanh(x): dY (1 − y²). Throws `RangeError` if their shapes differ. */
export function tanhBackward(y: Tensor, dY: Tensor): Tensor {
  return callBackward(activation, y, dY);
}
//# sourceMappingURL=../.maps/ops/tanh.ts.map
