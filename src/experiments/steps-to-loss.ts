// Tangled from book/05-optimisation/02-momentum.md. Edit the book, then: npm run tangle
/** How many steps a training on the names takes to reach a validation loss. */
import { subsample } from "../data/examples.ts";
import { defaultInitStd, initMlp, lossOf } from "../models/mlp-lm/mlp-lm.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import { streamsFrom } from "../random/streams.ts";
import { meanLoss } from "../train/evaluate.ts";
import { train } from "../train/train.ts";
import type { NamesInNumbers } from "./names.ts";

/** A training: its batches, its optimiser, the steps after which it is given up, and who is told each loss. */
export interface Attempt {
  readonly batch: number;
  readonly seed: number;
  readonly optimizer: Optimizer;
  readonly limit: number;
  readonly onStep: (loss: number) => void;
}

const DIVERGED = 20;

/**
 * The steps, to a tenth, after which the loss of every eighth validation example is `target` nats: evaluated at steps that are each about
 * a twentieth after the one before, with a straight line between two. `null` if it is not reached within the limit, or the loss is above 20.
 */
export function stepsToLoss({ shape, training, validation }: NamesInNumbers, target: number, { batch, seed, optimizer, limit, onStep }: Attempt): number | null {
  const few = subsample(validation, 8);
  const weights = streamsFrom(seed).next().value;
  let [before, next] = [{ step: 0, loss: Infinity }, 4];
  for (const { step, parameters, loss } of train(initMlp(shape, weights, defaultInitStd(shape)), lossOf, { examples: training, batch, seed, optimizer })) {
    onStep(loss);
    if (step >= next) {
      const now = { step, loss: meanLoss(parameters, lossOf, few) };
      if (now.loss <= target) return crossing(before, now, target);
      if (!(now.loss < DIVERGED)) return null;
      [before, next] = [now, Math.ceil(step * 1.05)];
    }
    if (step >= limit) return null;
  }
  return null;
}

interface Evaluated {
  readonly step: number;
  readonly loss: number;
}

/** Where the straight line between two evaluations has the target; the step of the second if there was none before. */
function crossing(before: Evaluated, now: Evaluated, target: number): number {
  if (before.loss === Infinity) return now.step;
  const share = (before.loss - target) / (before.loss - now.loss);
  return Math.round(10 * (before.step + share * (now.step - before.step))) / 10;
}
//# sourceMappingURL=../.maps/experiments/steps-to-loss.ts.map
