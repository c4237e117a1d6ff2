// Tangled from book/05-optimisation/02-momentum.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { paddedSequences } from "../data/examples.ts";
import { sgd } from "../optim/sgd.ts";
import { encode, vocabularyOf } from "../tokenizers/vocabulary.ts";
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
