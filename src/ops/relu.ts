// Tangled from book/03-backpropagation/06-activation-functions.md. Edit the book, then: npm run tangle
/** The rectified linear unit. */
import { greater, maximum, type Tensor } from "../tensor-core.ts";
import { callBackward, activated, ruleOf, type Activation } from "./activation.ts";

const activation: Activation = {
  name: "relu",
  saves: "y",
  FLOPs: { forward: 1, backward: 1 },
  derivative: (y) => greater(y, 0),
  ofPrimitives: (x) => maximum(x, 0),
};
const rule = ruleOf(activation);

/** x where it is positive, else 0. */
export function relu(x: Tensor): Tensor {
  return activated(activation, rule, x);
}

/** dX where y = relu(x): dY where y is positive, else 0. Throws `RangeError` if their shapes differ. */
export function reluBackward(y: Tensor, dY: Tensor): Tensor {
  return callBackward(activation, y, dY);
}
//# sourceMappingURL=../.maps/ops/relu.ts.map
