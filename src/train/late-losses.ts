// Tangled from book/interlude-c-the-graphics-processor/05-a-training-step-on-the-device.md. Edit the book, then: npm run tangle
/** Training whose losses are read while later steps are on their way. */
import { batchSampler } from "../data/batch-sampler.ts";
import { leavesOf, mapLeaves, type Parameters } from "../nn/parameters.ts";
import type { Optimizer, Weights } from "../optim/optimizer.ts";
import { drawsFrom } from "../random/streams.ts";
import { constant, poolOf, variable, type Tensor } from "../tensor-core.ts";
import { gradientsOf, type LossOf, type TrainConfig } from "./train.ts";

/** How long it trains, and who is told. */
export interface LateLosses {
  readonly steps: number;
  /** How many steps may be on their way before the oldest loss is waited for: 0 waits after each step. */
  readonly ahead: number;
  /** Is told the loss of each step, in order, counted from 1. */
  readonly say: (step: number, loss: number) => void;
}

/**
 * The parameters after so many steps: those that `train` has. What a step leaves behind is released on a memory pool, but for
 * `start`. Rejects where a loss cannot be read; then no later one is told.
 */
export async function trainAhead<P extends Parameters, B>(start: P, lossOf: LossOf<P, B>, { examples, batch, seed, optimizer }: TrainConfig<B>, { steps, ahead, say }: LateLosses): Promise<P> {
  const indicesOf = batchSampler({ count: examples.count, batch, seed });
  const random = drawsFrom(seed);
  const pool = poolOf(leavesOf(start)[0]![1]);
  let weights = { parameters: start, state: optimizer.init(start) };
  const waiting: Promise<void>[] = [];
  for (let step = 0; step < steps; step++) {
    // Take a step and ask for its loss
    const before = weights;
    const run = () => {
      const read = examples.batch(indicesOf(step));
      return stepOf(before, (variables) => lossOf(variables, read, random), optimizer);
    };
    const { loss, ...after } = pool ? pool.scope(run) : run();
    weights = after;
    waiting.push(told(loss, (number) => say(step + 1, number)));
    pool?.release([step > 0 && before.parameters, before.state.memory]);
    // Wait for the oldest loss
    if (waiting.length > ahead) await waiting.shift();
  }
  await Promise.all(waiting);
  return weights.parameters;
}

// Take a step and leave its loss on the device
/** Forward, backward, update; and the loss before the update, which is not read. */
export function stepOf<P extends Parameters>(
  { parameters, state }: Weights<P>,
  lossOf: (parameters: P) => Tensor,
  optimizer: Optimizer,
): Weights<P> & { readonly loss: Tensor } {
  const variables = mapLeaves(parameters, variable);
  const loss = lossOf(variables);
  const gradients = gradientsOf(loss, variables);
  const updated = optimizer.update(parameters, gradients, state);
  return { ...updated, loss: constant(loss) };
}

async function told(loss: Tensor, say: (loss: number) => void): Promise<void> {
  const [number] = await loss.data();
  poolOf(loss)?.release(loss);
  say(number!);
}
//# sourceMappingURL=../.maps/train/late-losses.ts.map
