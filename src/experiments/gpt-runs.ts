// Tangled from book/08-transformer/06-ablations.md. Edit the book, then: npm run tangle
/** Trainings on the novel of which only the end is wanted. */
import { textSequences, type SequenceBatch } from "../data/sequences.ts";
import { gptLogits, gptLossOf, initGpt, type GptConfig, type GptParameters } from "../models/gpt/gpt.ts";
import type { Parameters } from "../nn/parameters.ts";
import { logSoftmax } from "../ops/log-softmax.ts";
import { streamsFrom } from "../random/streams.ts";
import { asTensor, poolOf } from "../tensor-core.ts";
import { gptOptimizer, type GptRecipe } from "../train/gpt-recipe.ts";
import type { LossOf, TrainConfig } from "../train/train.ts";
import { startFrom, trainLoop } from "../train/training-loop.ts";
import type { NovelInNumbers } from "./novel.ts";

/** How a training is done that is looked at in the end only. */
export interface Steps<P, B> extends TrainConfig<B> {
  readonly lossOf: LossOf<P, B>;
  readonly steps: number;
  /** Is told the mean loss of the steps so far, after each. */
  readonly say: (loss: number) => void;
}

/** The parameters after so many steps. On a memory pool nothing else stays of them. Throws `RangeError` unless there are steps. */
export function trainedInSteps<P extends Parameters, B>(start: P, { steps, say, ...config }: Steps<P, B>): P {
  if (!(Number.isInteger(steps) && steps > 0)) throw new RangeError(`trainedInSteps: ${steps} steps, and it takes a whole number from 1 on`);
  const runs = trainLoop({ ...config, validation: config.examples, evalInterval: Infinity }, startFrom(start));
  for (;;) {
    const { step, parameters, recent } = runs.next().value;
    say(recent.sum / recent.count);
    if (step === steps) return parameters;
  }
}

/** Which transformer is trained, and how. */
export interface GptTraining {
  readonly config: GptConfig;
  readonly recipe: GptRecipe;
  readonly seed: number;
  readonly say: (loss: number) => void;
}

/** A transformer trained on windows of the novel’s training part. */
export function gptOnNovel({ ids, validationFrom }: NovelInNumbers, { config, recipe, seed, say }: GptTraining): GptParameters {
  const examples = textSequences(ids, { length: config.context, to: validationFrom });
  const lossOf: LossOf<GptParameters, SequenceBatch> = gptLossOf(config);
  const { steps, batch } = recipe;
  return trainedInSteps(initGpt(config, streamsFrom(seed).next().value), { lossOf, examples, batch, seed, optimizer: gptOptimizer(recipe), steps, say });
}

/** The probability of each character of a part, read in windows of which the last half is predicted. */
export function gptProbabilities({ ids, validationFrom, testFrom }: NovelInNumbers, part: "validation" | "test", parameters: GptParameters, config: GptConfig): Float64Array {
  const [from, to] = part === "validation" ? [validationFrom, testFrom] : [testFrom, ids.length];
  const { context: T, vocabularySize: V } = config;
  const half = Math.floor(T / 2);
  const pool = poolOf(parameters.embedding);
  const probabilities = new Float64Array(to - from);
  const read = (starts: readonly number[]) => {
    const ends = starts.map((start) => Math.min(start + half, to));
    const windows = ends.map((end) => [...ids.subarray(end - 1 - T, end - 1)]);
    const logs = logSoftmax(gptLogits(parameters, config, asTensor(windows, { dtype: "int32" }))).dataSync();
    starts.forEach((start, row) => {
      for (let place = start; place < ends[row]!; place++) {
        const t = T - (ends[row]! - place); // the position that predicts it
        probabilities[place - from] = Math.exp(logs[(row * T + t) * V + ids[place]!]!);
      }
    });
  };
  const starts = Array.from({ length: Math.ceil((to - from) / half) }, (_, i) => from + i * half);
  for (let first = 0; first < starts.length; first += AT_ONCE) {
    const some = () => read(starts.slice(first, first + AT_ONCE));
    void (pool ? pool.scope(some) : some());
  }
  return probabilities;
}

const AT_ONCE = 64;
//# sourceMappingURL=../.maps/experiments/gpt-runs.ts.map
