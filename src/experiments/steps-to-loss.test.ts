// Tangled from book/05-optimisation/02-momentum.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { paddedSequences, subsample } from "../data/examples.ts";
import { defaultInitStd, initMlp, lossOf } from "../models/mlp-lm/mlp-lm.ts";
import { sgd } from "../optim/sgd.ts";
import { streamsFrom } from "../random/streams.ts";
import { encode, vocabularyOf } from "../tokenizers/vocabulary.ts";
import { meanLoss } from "../train/evaluate.ts";
import { train } from "../train/train.ts";
import { stepsToLoss } from "./steps-to-loss.ts";
import type { NamesInNumbers } from "./names.ts";

const words = ["anna", "hannah", "ana", "nan", "annan", "hanna"];
const vocabulary = vocabularyOf(`${words.join("\n")}\n`);
const examples = paddedSequences(words.map((word) => encode(vocabulary, `${word}\n`)), 2);
const shape = { context: 2, vocabularySize: vocabulary.size, features: 3, width: 8 };
const names: NamesInNumbers = { vocabulary, shape, training: examples, validation: examples, test: examples };
const attempt = { batch: 8, seed: 1, optimizer: sgd(0.3), limit: 400, onStep: () => {} };

test("a lower loss takes more steps", () => {
  const [high, low] = [1.2, 0.9].map((target) => stepsToLoss(names, target, attempt));
  expect(high).toBeGreaterThan(0);
  expect(low).toBeGreaterThan(high!);
});

test("between two evaluations the step is on a straight line", () => {
  const [few, slow] = [subsample(names.validation, 8), { ...attempt, optimizer: sgd(0.05) }];
  const losses: number[] = [];
  for (const { step, parameters } of train(initMlp(shape, streamsFrom(1).next().value, defaultInitStd(shape)), lossOf, { ...slow, examples: names.training })) {
    losses[step] = meanLoss(parameters, lossOf, few);
    if (step === 41) break;
  }
  // 1.05 × 21 is above 22
  const evaluated = [...Array.from({ length: 18 }, (_, i) => 4 + i), 23, 25, 27, 29, 31, 33, 35, 37, 39, 41];
  let [least, tried] = [losses[4]!, 0];
  evaluated.slice(1).forEach((to, i) => {
    const [from, high, low] = [evaluated[i]!, losses[evaluated[i]!]!, losses[to]!];
    for (const share of [0.2, 0.7]) {
      const target = high + share * (low - high);
      if (low >= high || target >= least) continue;
      expect(stepsToLoss(names, target, slow)).toBe(Math.round(10 * (from + share * (to - from))) / 10);
      if (to - from === 2) tried++;
    }
    least = Math.min(least, low);
  });
  expect(tried).toBeGreaterThan(4);
});

test("a loss above that of the start is reached at the first evaluation, and all steps until then are told", () => {
  let told = 0;
  expect(stepsToLoss(names, 100, { ...attempt, onStep: () => told++ })).toBe(4);
  expect(told).toBe(4);
});

test("what is out of reach within the limit, or diverges, has no number of steps", () => {
  expect(stepsToLoss(names, 0.1, { ...attempt, limit: 20 })).toBe(null);
  expect(stepsToLoss(names, 0.1, { ...attempt, optimizer: sgd(1000) })).toBe(null);
});
//# sourceMappingURL=../.maps/experiments/steps-to-loss.test.ts.map
