// Tangled from book/04-neural-lm/11-limits-of-the-network.md. Edit the book, then: npm run tangle
import { describe, expect, test } from "vitest";
import { asTensor, mean, multiply, subtract, sum, type Tensor } from "../tensor-core.ts";
import type { Parameters } from "../nn/parameters.ts";
import { meanLoss } from "./evaluate.ts";
import { trainLoop, evaluationsSinceBest, startFrom, trainUntil, type Experiment } from "./training-loop.ts";
import { batchSampler } from "../data/batch-sampler.ts";
import { stepDecay, train, trainStep, type Source } from "./train.ts";
import { sgd } from "../optim/sgd.ts";

// the model is one number w, an example is a number x, and its loss is (w − x)² / 2: the best w is the mean of all x
type Model = { readonly w: Tensor };
const double = { dtype: "float64" } as const;
const model = (w: number): Model => ({ w: asTensor(w, double) });
const numbers = (xs: readonly number[]): Source<Tensor> => ({ count: xs.length, batch: (places) => asTensor(Array.from(places, (place) => xs[place]!), double) });
const lossOf = ({ w }: Model, xs: Tensor) => {
  const apart = subtract(w, xs);
  return multiply(0.5, mean(multiply(apart, apart)));
};
const course: Experiment<Model, Tensor> = { lossOf, examples: numbers([1, 2, 3, 6]), validation: numbers([5]), batch: 2, optimizer: sgd(0.5), evalInterval: 2, seed: 1851 };

test("the mean loss is that of all examples, also if the last batch is small", () => {
  const xs = Array.from({ length: 2500 }, (_, i) => i % 7);
  const expected = xs.reduce((sum, x) => sum + (4 - x) ** 2 / 2, 0) / xs.length;
  expect(meanLoss(model(4), lossOf, numbers(xs))).toBeCloseTo(expected, 12);
  // 1024 + 1024 + 1 examples, the last of them the only one that costs
  const last = Array.from({ length: 2049 }, (_, i) => (i === 2048 ? 3 : 1));
  expect(meanLoss(model(1), lossOf, numbers(last))).toBeCloseTo(2 / 2049, 12);
  expect(() => meanLoss(model(1), lossOf, numbers([]))).toThrow(new RangeError("meanLoss: there is no example"));
});

/** Before the first step. */
const before = <P extends Parameters>(parameters: P) => ({ parameters, state: sgd(1).init(parameters) });

test("a step goes against the slope", () => {
  const { loss, parameters } = trainStep(before(model(10)), (w) => lossOf(w, asTensor([4, 6], double)), sgd(0.1));
  expect(loss).toBe((36 + 16) / 4);
  expect(parameters.w.item()).toBeCloseTo(10 - 0.1 * 5, 15);
  expect(parameters.w.node).toBeUndefined();
});

test("every tensor of the tree is turned against its own slope", () => {
  type Tree = { readonly deep: { readonly a: Tensor; readonly b: Tensor }; readonly c: Tensor };
  const weighted = ({ deep: { a, b }, c }: Tree) => sum(subtract(subtract(multiply(a, 2), multiply(b, 3)), multiply(c, 5)));
  const all = { deep: { a: asTensor(1, double), b: asTensor(1, double) }, c: asTensor(1, double) };
  const { parameters } = trainStep(before(all), weighted, sgd(1));
  expect([parameters.deep.a, parameters.deep.b, parameters.c].map((each) => each.item())).toEqual([-1, 4, 6]);
});

describe("a run", () => {
  test("takes the examples in the order of their epochs", () => {
    const seen: number[][] = [];
    const watched = { ...course, examples: { count: 4, batch: (indices: ArrayLike<number>) => (seen.push(Array.from(indices)), course.examples.batch(indices)) } };
    trainUntil(watched, startFrom(model(0)), { steps: 5 });
    const indicesOf = batchSampler({ count: 4, batch: 2, seed: 1851 });
    expect(seen).toEqual([0, 1, 2, 3, 4].map((step) => [...indicesOf(step)]));
  });

  test("is evaluated on the validation examples, and the batches", () => {
    const batches: number[] = [];
    const watched = { ...course, lossOf: (m: Model, xs: Tensor) => {
      const loss = lossOf(m, xs);
      if (xs.size === 2) batches.push(loss.item());
      return loss;
    } };
    const run = trainUntil(watched, startFrom(model(0)), { steps: 4 });
    const [first, second] = run.evaluations;
    expect(first).toEqual({ step: 2, training: (batches[0]! + batches[1]!) / 2, validation: first!.validation });
    expect(second).toEqual({ step: 4, training: (batches[2]! + batches[3]!) / 2, validation: lossOf(run.parameters, asTensor([5], double)).item() });
    expect(run.recent).toEqual({ sum: 0, count: 0 });
  });

  test("keeps the best parameters, not the last", () => {
    // training pulls w from 10 past the 5 of the validation examples towards 3
    const slow = { ...course, batch: 4, optimizer: sgd(0.1) };
    const run = trainUntil(slow, startFrom(model(10)), { steps: 100, patience: 3 });
    const closest = (k: number) => 3 + 7 * 0.9 ** k;
    expect(run.best.step).toBe(12);
    expect(run.best.parameters.w.item()).toBeCloseTo(closest(12), 12);
    expect(run.best.validation).toBe(Math.min(...run.evaluations.map(({ validation }) => validation)));
    expect(run.step).toBe(18);
    expect(evaluationsSinceBest(run)).toBe(3);
  });

  test("ends at its step, and if it is there already, before it begins", () => {
    const run = trainUntil(course, startFrom(model(0)), { steps: 7 });
    expect(run.step).toBe(7);
    expect(run.recent.count).toBe(1);
    expect(trainUntil(course, run, { steps: 7 })).toBe(run);
  });

  test("may be left and taken up again", () => {
    const whole = trainUntil(course, startFrom(model(0)), { steps: 9 });
    const half = trainUntil(course, startFrom(model(0)), { steps: 5 });
    const rest = trainUntil(course, half, { steps: 9 });
    expect(rest.parameters.w.item()).toBe(whole.parameters.w.item());
    expect(rest.evaluations).toEqual(whole.evaluations);
    expect(trainLoop(course, half).next().value.step).toBe(6);
    const { value } = train(half.parameters, lossOf, course, half).next();
    const { parameters, state } = trainLoop(course, half).next().value;
    expect(value).toEqual({ step: 6, loss: value.loss, parameters, state });
  });

  test("has a rate that falls to a tenth at half of its steps", () => {
    const rate = stepDecay(0.1, 10);
    expect([0, 4, 5, 9].map(rate)).toEqual([0.1, 0.1, 0.01, 0.01]);
  });
});
//# sourceMappingURL=../.maps/train/train.test.ts.map
