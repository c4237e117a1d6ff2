// Tangled from book/05-optimisation/04-adam.md. Edit the book, then: npm run tangle
/** RMSProp (Tieleman and Hinton, 2012). */
import { zipLeaves } from "../nn/parameters.ts";
import { add, divide, multiply, sqrt, subtract } from "../tensor-core.ts";
import { checkBeta, checkConstant, movingAverage, squared, zerosLike } from "./moving-average.ts";
import { checkState, rateAt, type Optimizer, type Rate } from "./optimizer.ts";

// Divide by the root of the mean square
/** Divides each gradient by the root of the moving average of its square, plus `epsilon`. Throws `RangeError` for constants out of range. */
export function rmsprop(rate: Rate, { beta = 0.99, epsilon = 1e-8 } = {}): Optimizer {
  checkBeta("rmsprop", "beta", beta);
  checkConstant("rmsprop", "epsilon", epsilon);
  return {
    name: "rmsprop",
    init: (parameters) => ({ name: "rmsprop", step: 0, memory: { square: zerosLike(parameters) } }),
    update(parameters, gradients, state) {
      checkState("rmsprop", state);
      const before = state.memory as { readonly square: typeof parameters };
      const square = movingAverage(before.square, squared(gradients), beta);
      const by = rateAt(rate, state.step);
      const steps = zipLeaves(gradients, square, (g, v) =>
        divide(multiply(g, by), add(sqrt(v), epsilon)));
      const moved = zipLeaves(parameters, steps, subtract);
      return { parameters: moved, state: { ...state, step: state.step + 1, memory: { square } } };
    },
  };
}
//# sourceMappingURL=../.maps/optim/rmsprop.ts.map
