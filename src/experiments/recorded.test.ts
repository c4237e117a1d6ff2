// Tangled from book/04-neural-lm/11-limits-of-the-network.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { lossOf, initMlp, type MlpParameters } from "../models/mlp-lm/mlp-lm.ts";
import { leavesOf } from "../nn/parameters.ts";
import { sgd } from "../optim/sgd.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { encode, vocabularyOf } from "../tokenizers/vocabulary.ts";
import { slidingWindows } from "../data/examples.ts";
import { startFrom, trainUntil, type Run } from "../train/training-loop.ts";
import { recorded, type Recorder } from "./recorded.ts";

const text = "a book, a cook, a look and a hook. ".repeat(5);
const vocabulary = vocabularyOf(text);
const ids = encode(vocabulary, text);
const trainings = [1, 2].map((context) => ({
  trial: { lossOf, examples: slidingWindows(ids, context, 2, 150), validation: slidingWindows(ids, context, 150), batch: 5, optimizer: sgd(0.1), evalInterval: 8, seed: context },
  start: startFrom(initMlp({ context, vocabularySize: vocabulary.size, features: 2, width: 3 }, randomFrom(context), { hidden: 0.5, output: 0.1 })),
}));
/** Everything that a run is, as numbers. */
const whole = ({ parameters, best, ...rest }: Run<MlpParameters>) => ({ ...rest, parameters: numbers(parameters), best: { ...best, parameters: numbers(best.parameters) } });
const numbers = (parameters: MlpParameters) => leavesOf(parameters).map(([name, leaf]) => [name, [...leaf.dataSync()]]);

/** A recorder that ends the training by an exception at a step, and what it has heard. */
function recorderTo(last: number, before: Uint8Array | null = null): Recorder & { readonly losses: (readonly number[])[]; last: Uint8Array | null } {
  const heard = { losses: [] as (readonly number[])[], last: before };
  return Object.assign(heard, {
    step: (losses: readonly number[]) => {
      if (heard.losses.length === last) throw new Error("interrupted");
      heard.losses.push(losses);
    },
    keep: (bytes: Uint8Array) => void (heard.last = bytes),
    kept: () => before,
  });
}

test("each comes to where it comes alone, and each loss is said", () => {
  const recorder = recorderTo(30);
  const runs = recorded(trainings, 30, recorder);
  expect(runs.map(whole)).toEqual(trainings.map(({ trial, start }) => whole(trainUntil(trial, start, { steps: 30 }))));
  expect(recorder.losses.length).toBe(30);
  const [first, second] = [0, 1].map((i) => recorder.losses.slice(0, 8).reduce((sum, losses) => sum + losses[i]!, 0) / 8);
  expect([first, second]).toEqual(runs.map(({ evaluations }) => evaluations[0]!.training));
});

test("one that was interrupted goes on from its last evaluation to the same end", () => {
  const through = recorderTo(30);
  const runs = recorded(trainings, 30, through);
  const stopped = recorderTo(21);
  expect(() => recorded(trainings, 30, stopped)).toThrow("interrupted");
  const resumed = recorderTo(30, stopped.last);
  expect(recorded(trainings, 30, resumed).map(whole)).toEqual(runs.map(whole));
  expect(resumed.losses).toEqual(through.losses.slice(16));
});

test("what other trainings have kept is refused", () => {
  const kept = recorderTo(8);
  recorded(trainings, 8, kept);
  expect(() => recorded([...trainings].reverse(), 8, recorderTo(8, kept.last))).toThrow(/^checkpoint: /);
  expect(() => recorded(trainings, 8, recorderTo(8, kept.last!.slice(0, 40)))).toThrow(/^safetensors: /);
});
//# sourceMappingURL=../.maps/experiments/recorded.test.ts.map
