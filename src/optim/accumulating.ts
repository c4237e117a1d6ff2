// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
/** Gradient accumulation as an optimiser: one update for several batches. */
// Import what accumulation in the loop uses
import { mapLeaves, zipLeaves, type Parameters } from "../nn/parameters.ts";
import { add, multiply, type Tensor } from "../tensor-core.ts";
import { zerosLike } from "./moving-average.ts";
import { checkState, type Optimizer } from "./optimizer.ts";

// Update once for several gradients
/**
 * The optimizer, given the mean gradient of `count` batches of one size; the parameters stay
 * as they are until the last of them. Throws `RangeError` unless `count` is a whole number from 1.
 */
export function accumulating(optimizer: Optimizer, count: number): Optimizer {
  // Refuse a count that is none
  if (!(Number.isSafeInteger(count) && count >= 1)) throw new RangeError(`accumulating: ${count} batches, and it takes a whole number from 1 on`);
  if (count === 1) return optimizer;
  const name = `${count} × ${optimizer.name}`;
  return {
    name,
    init: (parameters) => ({ name, step: 0, memory:
      { sum: zerosLike(parameters), inner: optimizer.init(parameters).memory } }),
    update(parameters, gradients, state) {
      checkState(name, state);
      const { sum, inner } = state.memory as Memory<typeof parameters>;
      const now = zipLeaves(sum, gradients, add);
      const step = state.step + 1;
      if (step % count > 0) {
        return { parameters, state: { name, step, memory: { sum: now, inner } } };
      }
      // Update by the mean of the gradients
      const mean = mapLeaves(now, (leaf) =>
        // Divide by the number of batches
        multiply(leaf, 1 / count)
      );
      const moved = optimizer.update(parameters, mean,
        { name: optimizer.name, step: step / count - 1, memory: inner });
      return { parameters: moved.parameters, state: { name, step,
        memory: { sum: zerosLike(parameters), inner: moved.state.memory } } };
    },
  };
}

/** The sum of the gradients since the last update, and what the optimizer remembers. */
interface Memory<P> extends Record<string, Parameters> {
  readonly sum: P & Parameters;
  readonly inner: Parameters;
}
//# sourceMappingURL=../.maps/optim/accumulating.ts.map
