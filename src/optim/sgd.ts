// Tangled from book/04-neural-lm/05-minibatch-training.md. Edit the book, then: npm run tangle
/** Stochastic gradient descent. */
// Import what SGD uses
import { zipLeaves } from "../nn/parameters.ts";
import { multiply, subtract } from "../tensor-core.ts";
import { checkState, rateAt, type Optimizer, type Rate } from "./optimizer.ts";

// Subtract the gradient times the learning rate
/** Subtracts from each parameter its gradient times the learning rate. */
export function sgd(rate: Rate): Optimizer {
  return {
    name: "sgd",
    init: () => ({ name: "sgd", step: 0, memory: {} }),
    update(parameters, gradients, state) {
      // Refuse the state of another optimizer
      checkState("sgd", state);
      const learningRate = rateAt(rate, state.step);
      const updated = zipLeaves(parameters, gradients, (p, g) =>
        subtract(p, multiply(g, learningRate)));
      const next = { ...state, step: state.step + 1 };
      return { parameters: updated, state: next };
    },
  };
}
//# sourceMappingURL=../.maps/optim/sgd.ts.map
