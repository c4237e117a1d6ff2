// Tangled from book/05-optimisation/04-adam.md. Edit the book, then: npm run tangle
/** L2 regularisation: the gradient of half the squared norm of the parameters, times a factor, is added to that of the loss. */
import { zipLeaves } from "../nn/parameters.ts";
import { add, multiply } from "../tensor-core.ts";
import { checkConstant } from "./moving-average.ts";
import type { Optimizer } from "./optimizer.ts";

// Add the gradient of the penalty
/** The optimizer, given gradients to which `lambda` times the parameters is added. Throws `RangeError` for a negative `lambda`. */
export function withL2(optimizer: Optimizer, lambda: number): Optimizer {
  checkConstant("withL2", "lambda", lambda);
  return {
    ...optimizer,
    update(parameters, gradients, state) {
      const penalised = zipLeaves(gradients, parameters, (g, w) =>
        add(g, multiply(w, lambda)));
      return optimizer.update(parameters, penalised, state);
    },
  };
}
//# sourceMappingURL=../.maps/optim/l2.ts.map
