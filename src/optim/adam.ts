// Tangled from book/05-optimisation/04-adam.md. Edit the book, then: npm run tangle
/** Adam (Kingma and Ba, 2015), and AdamW (Loshchilov and Hutter, 2019), which decays the parameters apart from the gradient. */
import { mapLeaves, zipLeaves } from "../nn/parameters.ts";
import { add, divide, multiply, sqrt, subtract } from "../tensor-core.ts";
import { fusedUpdate } from "./fused-adam.ts";
import { checkBeta, checkConstant, movingAverage, squared, zerosLike } from "./moving-average.ts";
import { checkState, rateAt, type Optimizer, type Rate } from "./optimizer.ts";

// Choose the constants of Adam
/** The decay rates of the two averages, and what is added to the root. */
export interface AdamOptions {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
}

/** Adam. Throws `RangeError` for constants out of range. */
export function adam(rate: Rate, options: AdamOptions = {}): Optimizer {
  return ruleOf("adam", rate, { ...options, weightDecay: 0 });
}

/** AdamW: in each step the parameters are also multiplied by 1 − rate · `weightDecay`. Throws as `adam` does. */
export function adamW(rate: Rate, { weightDecay = 0.01, ...options }: AdamOptions & { readonly weightDecay?: number } = {}): Optimizer {
  return ruleOf("adamw", rate, { ...options, weightDecay });
}

// Step by the ratio of two moving averages
/** Adam, whose parameters decay. */
function ruleOf(name: string, rate: Rate, { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay }: AdamOptions & { readonly weightDecay: number }): Optimizer {
  // Refuse constants out of range
  checkBeta(name, "beta1", beta1);
  checkBeta(name, "beta2", beta2);
  checkConstant(name, "epsilon", epsilon);
  checkConstant(name, "weightDecay", weightDecay);
  return {
    name,
    init: (parameters) => ({ name, step: 0, memory: { mean: zerosLike(parameters), square: zerosLike(parameters) } }),
    update(parameters, gradients, state) {
      checkState(name, state);
      const before = state.memory as { readonly mean: typeof parameters; readonly square: typeof parameters };
      const [t, by] = [state.step + 1, rateAt(rate, state.step)];
      const [c1, c2] = [1 - beta1 ** t, 1 - beta2 ** t];
      // Update in one loop where the backend has it
      const together = fusedUpdate({ parameters, gradients, ...before }, [by, beta1, beta2, epsilon, c1, c2, weightDecay]);
      if (together) return { parameters: together.parameters, state: { name, step: t, memory: { mean: together.mean, square: together.square } } };
      // Update both averages
      const mean = movingAverage(before.mean, gradients, beta1);
      const square = movingAverage(before.square, squared(gradients), beta2);
      // Take a step of Adam
      const steps = zipLeaves(mean, square, (m, v) =>
        divide(multiply(m, by / c1), add(sqrt(multiply(v, 1 / c2)), epsilon)));
      const kept = weightDecay === 0 ? parameters
        : mapLeaves(parameters, (leaf) => multiply(leaf, 1 - by * weightDecay));
      const moved = zipLeaves(kept, steps, subtract);
      return { parameters: moved, state: { name, step: t, memory: { mean, square } } };
    },
  };
}
//# sourceMappingURL=../.maps/optim/adam.ts.map
