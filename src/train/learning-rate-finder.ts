// Tangled from book/05-optimisation/05-schedules.md. Edit the book, then: npm run tangle
/** The learning rate range test (Smith, 2017): one short run in which the learning rate grows exponentially. */
import type { Parameters } from "../nn/parameters.ts";
import type { Batch } from "../data/examples.ts";
import { train, type LossOf, type TrainConfig } from "./train.ts";
import type { Optimizer, Rate } from "../optim/optimizer.ts";

// Say which rates are tried
/** How to search. */
export interface RangeTest<B = Batch> extends Omit<TrainConfig<B>, "optimizer"> {
  readonly optimizerOf: (rate: Rate) => Optimizer;
  /** The first learning rate and the last. */
  readonly from: number;
  readonly to: number;
  readonly steps: number;
}

/** The loss of a step, before it, and the average of the losses until then. */
export interface RangePoint {
  readonly rate: number;
  readonly loss: number;
  readonly average: number;
}

/** The points, and the tenth part of the rate at which the average was least. */
export interface RangeResult {
  readonly points: readonly RangePoint[];
  readonly suggested: number;
}

/** The weight of the past in the average of the losses. */
const BETA = 0.9;
/** The run ends where the average is so many times its minimum. */
const DIVERGED = 4;

// Train at growing learning rates
/** Trains from `start`, and stops early where the loss diverges. Throws `RangeError` unless 0 < from < to and there are two steps or more. */
export function findLearningRate<P extends Parameters, B = Batch>(
  start: P, lossOf: LossOf<P, B>, { from, to, steps, optimizerOf, ...config }: RangeTest<B>,
): RangeResult {
  // Refuse a range without rates
  if (!(from > 0 && to > from && to < Infinity)) throw new RangeError(`findLearningRate: rates from ${from} to ${to}, and it takes positive ones that grow`);
  if (!(Number.isSafeInteger(steps) && steps >= 2)) throw new RangeError(`findLearningRate: ${steps} steps, and it takes two or more`);
  const rate = (step: number) => from * (to / from) ** (step / (steps - 1));
  const run = train(start, lossOf, { ...config, optimizer: optimizerOf(rate) });
  const points: RangePoint[] = [];
  let [mean, best] = [0, { rate: from, average: Infinity }];
  for (let step = 0; step < steps; step++) {
    const { loss } = run.next().value;
    mean = BETA * mean + (1 - BETA) * loss;
    const point = { rate: rate(step), loss, average: mean / (1 - BETA ** (step + 1)) };
    if (!(point.average <= DIVERGED * best.average)) break;
    points.push(point);
    if (point.average < best.average) best = point;
  }
  return { points, suggested: best.rate / 10 };
}
//# sourceMappingURL=../.maps/train/learning-rate-finder.ts.map
