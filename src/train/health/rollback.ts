// Tangled from book/06-stability/07-anatomy-of-a-loss-spike.md. Edit the book, then: npm run tangle
/** Training that goes back to a good state when the loss has a spike. */
// Import what rollback uses
import type { Parameters } from "../../nn/parameters.ts";
import { drawsFrom } from "../../random/streams.ts";
import { train, type LossOf, type Progress, type StepResult, type TrainConfig, type TrainState } from "../train.ts";
import { judged, type Detector } from "./spike-score.ts";

// Train with rollback
/** Trains as `train` does, and after a spike goes back and skips. */
export function* trainWithRollback<P extends Parameters, B>(
  start: P,
  lossOf: LossOf<P, B>,
  config: TrainConfig<B>,
  guard: Guard,
  from: Progress = { step: 0, state: null },
): Generator<GuardedStep<P>, never> {
  // Make the start the first checkpoint
  type Checkpoint = { readonly parameters: P; readonly state: TrainState; readonly recent: readonly number[] };
  const { examples: { count }, batch, seed, optimizer } = config;
  // a state of its own from the first step on: made anew after a rollback, it would have the number of a later step
  const state = from.state ?? { optimizer: { ...optimizer.init(start), step: from.step }, random: drawsFrom(seed).state(), order: { count, batch, seed } };
  let [at, recent, next]: [{ readonly parameters: P; readonly state: TrainState }, readonly number[], number] = [{ parameters: start, state }, guard.recent ?? [], from.step];
  let checkpoints: readonly [Checkpoint, ...Checkpoint[]] = [{ ...at, recent }];
  let rollbacks = 0;
  for (;;) {
    const run = train(at.parameters, lossOf, config, { step: next, state: at.state });
    for (const result of run) {
      const { spike, recent: now } = judged(recent, result.loss, guard.detector);
      next = result.step;
      if (spike) {
        // Go back to the last good checkpoint
        const [good] = checkpoints;
        at = { parameters: good.parameters, state: good.state };
        recent = good.recent;
        checkpoints = [good];
        yield { ...result, ...at, spike };
        break;
      }
      recent = now;
      // Keep a checkpoint
      if (result.step % guard.every === 0) {
        const { parameters, state } = result;
        if (checkpoints.length === 2) rollbacks = 0;
        checkpoints = [checkpoints.at(-1)!, { parameters, state, recent }];
      }
      yield { ...result, spike };
    }
    // Give up after too many rollbacks
    if (++rollbacks > guard.attempts) throw new Error(`trainWithRollback: ${rollbacks} spikes after one checkpoint, the last at step ${next}; what is wrong is in the checkpoint or in the program, and not in the batches`);
  }
}

/** When to keep a checkpoint, and when to go back to it. */
export interface Guard {
  /** Steps from one checkpoint to the next. A rollback goes to the last but one, which is at least as many steps old. */
  readonly every: number;
  /** How often to go back to one checkpoint. */
  readonly attempts: number;
  readonly detector: Detector;
  /** The losses of the steps before the start; none by default, and then there is no alarm until the window is full. */
  readonly recent?: readonly number[];
}

/** A step; after a spike the parameters and the state are those of the checkpoint, and the step and the loss those of the spike. */
export interface GuardedStep<P> extends StepResult<P> {
  readonly spike: boolean;
}
//# sourceMappingURL=../../.maps/train/health/rollback.ts.map
