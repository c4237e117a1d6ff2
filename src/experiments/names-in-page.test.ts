// Tangled from book/04-neural-lm/06-what-the-embeddings-learned.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { startFrom, trainUntil } from "../train/training-loop.ts";
import { settings, training } from "./names-in-page.ts";
import { namesFor, tooFew } from "./stopping.ts";

const usual = Object.fromEntries(settings.map(({ name, value }) => [name, value]));

test("without a reader's settings it is the training of the figure", () => {
  const page = training(usual, null);
  const losses = Array.from({ length: 200 }, () => page.advance());
  const names = namesFor(1851);
  const { evaluations, best } = trainUntil(tooFew(names), startFrom(names.start), { steps: 200 });
  const { said, sample, drawings, score } = page.look(losses);
  expect(said).toBe(`validation loss ${evaluations[1]!.validation.toFixed(3)} nats, the least ${best.validation.toFixed(3)} after step ${best.step}`);
  const mean = losses.slice(100).reduce((sum, each) => sum + each, 0) / 100;
  expect(mean).toBeCloseTo(evaluations[1]!.training, 10);
  expect(page.steps).toBe(3000);
  expect(sample.split(", ")).toHaveLength(8);
  expect(sample).toMatch(/^[a-z, ]+$/);
  expect(Object.keys(drawings)).toEqual(["losses", "letters"]);
  expect(drawings["losses"]).toContain("after step 200: batches");
  expect(drawings["letters"]!.match(/fill="accent"/g)).toHaveLength(5);
  expect(score).toBeNull();
});

test.each([["names", 300], ["rate", 0.2], ["seed", 7]])("another value of %s is another training", (name, value) => {
  const [one, other] = [training(usual, null), training({ ...usual, [name]: value }, null)];
  const [first, second] = [one, other].map((each) => Array.from({ length: 3 }, () => each.advance()));
  expect(first).not.toEqual(second);
  expect(() => training(usual, other.keep())).toThrow(new RangeError(`checkpoint: made with ${name} ${value}, and now it is ${usual[name]}`));
});

test("before the first evaluation nothing is said", () => {
  expect(training(usual, null).look([]).said).toBe("");
});

test("it goes on from what it has kept", () => {
  const whole = training({ ...usual, steps: 500 }, null);
  const losses = Array.from({ length: 8 }, () => whole.advance());
  const left = training({ ...usual, steps: 500 }, null);
  for (let i = 0; i < 3; i++) left.advance();
  const on = training({ ...usual, steps: 500 }, left.keep());
  expect(Array.from({ length: 5 }, () => on.advance())).toEqual(losses.slice(3));
  expect(on.steps).toBe(500);
});
//# sourceMappingURL=../.maps/experiments/names-in-page.test.ts.map
