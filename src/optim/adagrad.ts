// Tangled from book/05-optimisation/04-adam.md. Edit the book, then: npm run tangle
/** AdaGrad (Duchi, Hazan and Singer, 2011), with a diagonal matrix. */
import { zipLeaves } from "../nn/parameters.ts";
import { add, divide, multiply, sqrt, subtract } from "../tensor-core.ts";
import { checkConstant, squared, zerosLike } from "./moving-average.ts";
import { checkState, rateAt, type Optimizer, type Rate } from "./optimizer.ts";

// Divide by the root of the sum of squares
/** Divides each gradient by the root of the sum of all its squares so far, plus `epsilon`. Throws `RangeError` for a negative `epsilon`. */
export function adagrad(rate: Rate, { epsilon = 1e-10 } = {}): Optimizer {
  checkConstant("adagrad", "epsilon", epsilon);
  return {
    name: "adagrad",
    init: (parameters) => ({ name: "adagrad", step: 0, memory: { sum: zerosLike(parameters) } }),
    update(parameters, gradients, state) {
      checkState("adagrad", state);
      const before = state.memory as { readonly sum: typeof parameters };
      const sum = zipLeaves(before.sum, squared(gradients), add);
      const by = rateAt(rate, state.step);
      const steps = zipLeaves(gradients, sum, (g, s) =>
        divide(multiply(g, by), add(sqrt(s), epsilon)));
      const moved = zipLeaves(parameters, steps, subtract);
      return { parameters: moved, state: { ...state, step: state.step + 1, memory: { sum } } };
    },
  };
}
//# sourceMappingURL=../.maps/optim/adagrad.ts.map
