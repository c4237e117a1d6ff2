// Tangled from book/08-transformer/06-ablations.md. Edit the book, then: npm run tangle
/** Trainings of small transformers on the novel, alike but for what an experiment changes. */
import { leavesOf, type Parameters } from "../nn/parameters.ts";
import { clipped } from "../optim/clip.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import { adamWOnMatrices } from "../optim/parameter-groups.ts";
import { cosine, withWarmup } from "../optim/schedule.ts";
import { poolOf, type Tensor } from "../tensor-core.ts";
import { train, type LossOf, type Source, type StepResult, type TrainConfig } from "../train/train.ts";

/** AdamW as nanoGPT’s small configuration has it: rates that fall along a cosine to a tenth, β₂ 0.99, matrices that decay, gradients clipped to norm 1. */
export function gptRecipe(steps: number, { peak = 1e-3, warmup = 100 } = {}): Optimizer {
  const schedule = withWarmup(warmup, cosine(peak, steps - warmup, peak / 10));
  return clipped(adamWOnMatrices(schedule, { beta2: 0.99, weightDecay: 0.1 }), 1);
}

/** The parameters after so many steps. It says the loss of each, and in a pool releases what the step before has left. */
export function trainedInSteps<P extends Parameters, B>(start: P, lossOf: LossOf<P, B>, { steps, say, ...config }: Steps<B>): P {
  if (!(Number.isInteger(steps) && steps > 0)) throw new RangeError(`trainedInSteps: ${steps} steps, and it takes a whole number from 1 on`);
  let before: StepResult<P> | undefined;
  for (const now of train(start, lossOf, config)) {
    say(now.loss);
    if (before) for (const tree of [before.parameters, before.state.optimizer.memory]) leavesOf(tree).forEach(([, leaf]) => release(leaf));
    if (now.step === steps) return now.parameters;
    before = now;
  }
  throw new RangeError("trainedInSteps: the training has ended"); // it never does
}

/** The mean loss of all examples, few at a time; in a pool, each time in the memory of the time before. */
export function lossInParts<P extends Parameters, B>(parameters: P, lossOf: LossOf<P, B>, { count, batch }: Source<B>, atOnce = 64): number {
  const pool = poolOf(leavesOf(parameters)[0]![1]);
  let sum = 0;
  for (let start = 0; start < count; start += atOnce) {
    const length = Math.min(atOnce, count - start);
    const mean = () => lossOf(parameters, batch(Int32Array.from({ length }, (_, i) => start + i))).item();
    sum += length * (pool ? pool.scope(mean) : mean());
  }
  return sum / count;
}

/** How long to train, and with what. */
export interface Steps<B> extends TrainConfig<B> {
  readonly steps: number;
  readonly say: (loss: number) => void;
}

function release(leaf: Tensor): void {
  poolOf(leaf)?.free(leaf.storage);
}
//# sourceMappingURL=../.maps/experiments/gpt-runs.ts.map
