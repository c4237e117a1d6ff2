// Tangled from book/interlude-b-the-processor/05-one-call-a-step.md. Edit the book, then: npm run tangle
/** A training step as a recording. */
import { leavesOf, mapLeaves, zipLeaves, type Parameters } from "../nn/parameters.ts";
import type { Optimizer, Weights } from "../optim/optimizer.ts";
import { gradient, variable, type Tensor } from "../tensor-core.ts";

/** Runs a function and can run its kernels again, as a command buffer can. */
export interface Recorder {
  record<T>(run: () => T): { readonly result: T; replay(): void };
}

/**
 * Takes a step of training, and returns a function that takes it again and returns the loss before the update. The parameters change in place.
 * The batch is what stands in the tensors that `lossOf` reads; the learning rate stays that of the first step. Throws `TypeError` for an
 * optimizer that remembers tensors, which also counts its steps.
 */
export function recordedStep<P extends Parameters>(
  recorder: Recorder,
  { parameters, state }: Weights<P>,
  lossOf: (parameters: P) => Tensor,
  optimizer: Optimizer,
): { readonly loss: number; step(): number } {
  if (leavesOf(state.memory).length > 0) throw new TypeError(`recordedStep: ${optimizer.name} remembers earlier steps`);
  // Record the step
  const { result, replay } = recorder.record(() => {
    const variables = mapLeaves(parameters, variable);
    const [paths, leaves] = [leavesOf(variables).map(([path]) => path), leavesOf(variables).map(([, leaf]) => leaf)];
    const loss = lossOf(variables);
    const slopes = new Map(gradient(loss, leaves).map((each, i) => [paths[i], each]));
    const gradients = mapLeaves(variables, (_, path) => slopes.get(path)!);
    const moved = optimizer.update(parameters, gradients, state).parameters;
    zipLeaves(moved, parameters, (from, to) => {
      to.backend.run({ kind: "map", name: "copy", inputs: [from], output: to });
      return to;
    });
    return loss;
  });
  const loss = result.item();
  return {
    loss,
    step() {
      replay();
      return result.item();
    },
  };
}
//# sourceMappingURL=../.maps/train/recorded-step.ts.map
