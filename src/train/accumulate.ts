// Tangled from book/05-optimisation/03-gradient-noise.md. Edit the book, then: npm run tangle
/** Gradient accumulation: the gradient of a large batch, from microbatches. */
// Import what accumulation uses
import { mapLeaves, zipLeaves, type Parameters } from "../nn/parameters.ts";
import { add, multiply, variable, type Tensor } from "../tensor-core.ts";
import { gradientsOf } from "./train.ts";

// Accumulate gradients over microbatches
/** Part of a batch: its mean loss, over so many examples. */
export interface Microbatch<P> {
  readonly count: number;
  readonly lossOf: (parameters: P) => Tensor;
}

/** The gradient of the mean loss over all examples of the microbatches. */
export function accumulatedGradient<P extends Parameters>(
  parameters: P,
  microbatches: readonly Microbatch<P>[],
): P {
  // Refuse microbatches without examples
  const empty = microbatches.find(({ count }) => !(count > 0));
  if (empty || microbatches.length === 0) throw new RangeError(`accumulatedGradient: ${empty ? `a microbatch of ${empty.count} examples` : "no microbatch"}`);
  const total = microbatches.reduce((sum, { count }) => sum + count, 0);
  let gradients: P | undefined;
  for (const { count, lossOf } of microbatches) {
    const variables = mapLeaves(parameters, variable);
    const part = mapLeaves(gradientsOf(lossOf(variables), variables),
      // Weight a gradient by its examples
      (g) => multiply(g, count / total),
    );
    gradients = gradients ? zipLeaves(gradients, part, add) : part;
  }
  return gradients!;
}
//# sourceMappingURL=../.maps/train/accumulate.ts.map
