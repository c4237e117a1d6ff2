// Tangled from book/interlude-b-the-processor/06-command-buffers.md. Edit the book, then: npm run tangle
/** A training step as a recording. */
import { leavesOf, zipLeaves, type Parameters } from "../nn/parameters.ts";
import type { Optimizer, Weights } from "../optim/optimizer.ts";
import type { Tensor } from "../tensor-core.ts";
import { trainStep } from "./train.ts";

/** Runs a function and can run its kernels again, as a command buffer can. */
export interface Recorder {
  record<T>(run: () => T): { readonly result: T; replay(): void };
}

/**
 * Takes a step of training, and gives a function that takes the next one and returns its loss before the update. The parameters change in
 * place. The batch is what stands in the tensors that `lossOf` reads; the learning rate stays that of the first step. Throws `TypeError`
 * for an optimizer that remembers tensors, because it also counts its steps.
 */
export function recordedStep<P extends Parameters>(
  recorder: Recorder,
  weights: Weights<P>,
  lossOf: (parameters: P) => Tensor,
  optimizer: Optimizer,
): { readonly loss: number; step(): number } {
  if (leavesOf(weights.state.memory).length > 0) throw new TypeError(`recordedStep: ${optimizer.name} remembers earlier steps`);
  // Record the step
  const losses: Tensor[] = [];
  const { result: loss, replay } = recorder.record(() => {
    const moved = trainStep(weights, (variables) => {
      losses.push(lossOf(variables));
      return losses[0]!;
    }, optimizer);
    zipLeaves(moved.parameters, weights.parameters, copiedTo);
    return moved.loss;
  });
  return {
    loss,
    step() {
      replay();
      return losses[0]!.item();
    },
  };
}

/** Writes the numbers of one tensor where the other stands. */
function copiedTo(from: Tensor, to: Tensor): Tensor {
  to.backend.run({ kind: "map", name: "copy", inputs: [from], output: to });
  return to;
}
//# sourceMappingURL=../.maps/train/recorded-step.ts.map
