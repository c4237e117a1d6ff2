// Tangled from book/05-optimisation/02-momentum.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { data } from "../data/files.ts";
import { leavesOf } from "../nn/parameters.ts";
import { asTensor, cpu, Pool, type Tensor } from "../tensor-core.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { checkpointOf, runIn } from "../train/checkpoint.ts";
import { trainLoop, startFrom, type Run } from "../train/training-loop.ts";
import { initMlp, lossOf, defaultInitStd, type MlpParameters } from "../models/mlp-lm/mlp-lm.ts";
import { paddedSequences } from "../data/examples.ts";
import { bestHeavyBall, momentum, nesterov, standardNesterov } from "./momentum.ts";
import { visited } from "./quadratic.ts";
import { sgd } from "./sgd.ts";
import type { Optimizer } from "./optimizer.ts";

const double = (numbers: readonly number[]): Tensor => asTensor(Float64Array.from(numbers));

interface Oracle {
  readonly start: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly runs: Readonly<Record<"sgd" | "momentum" | "nesterov", readonly (readonly number[])[]>>;
}
const oracle = JSON.parse(data("momentum-oracle.json")) as Oracle;
const optimizers = { sgd: sgd(0.1), momentum: momentum(0.1, 0.9), nesterov: nesterov(0.1, 0.9) } satisfies Record<keyof Oracle["runs"], Optimizer>;

test.each(Object.keys(optimizers) as (keyof typeof optimizers)[])("twenty steps of %s are those of PyTorch", (name) => {
  const optimizer = optimizers[name];
  let weights = { parameters: { x: double(oracle.start) }, state: optimizer.init({ x: double(oracle.start) }) };
  oracle.gradients.forEach((gradient, step) => {
    weights = optimizer.update(weights.parameters, { x: double(gradient) }, weights.state);
    [...weights.parameters.x.dataSync()].forEach((x, i) => expect(Math.abs(x - oracle.runs[name][step]![i]!)).toBeLessThan(1e-14 * (1 + Math.abs(x))));
  });
});

test("without memory both are gradient descent, to the last bit", () => {
  const [lambda, start] = [[1, 3, 7], [1, -2, 0.5]];
  const plain = visited(lambda, start, sgd(0.2), 20);
  expect(visited(lambda, start, momentum(0.2, 0), 20)).toEqual(plain);
  expect(visited(lambda, start, nesterov(0.2, 0), 20)).toEqual(plain);
});

test("under a constant gradient the velocity tends to 1 / (1 − β) times it", () => {
  const optimizer = momentum(0.1, 0.9);
  let weights = { parameters: { w: double([0]) }, state: optimizer.init({ w: double([0]) }) };
  for (let step = 1; step <= 300; step++) {
    weights = optimizer.update(weights.parameters, { w: double([2]) }, weights.state);
    expect(leavesOf(weights.state.memory)[0]![1].item()).toBeCloseTo((2 * (1 - 0.9 ** step)) / (1 - 0.9), 10);
  }
});

test("on a quadratic, consecutive positions obey a recurrence of two terms", () => {
  const number = fc.double({ min: 0.05, max: 0.95, noNaN: true });
  fc.assert(fc.property(number, number, fc.double({ min: 0.1, max: 2, noNaN: true }), (rate, beta, lambda) => {
    const x = visited([lambda], [1], momentum(rate, beta), 12).map(([each]) => each!);
    const y = visited([lambda], [1], nesterov(rate, beta), 12).map(([each]) => each!);
    for (let t = 1; t < 12; t++) {
      expect(x[t + 1]).toBeCloseTo((1 + beta - rate * lambda) * x[t]! - beta * x[t - 1]!, 10);
      if (t > 1) expect(y[t + 1]).toBeCloseTo((1 - rate * lambda) * ((1 + beta) * y[t]! - beta * y[t - 1]!), 10);
    }
  }), { numRuns: 30 });
});

test.each([4, 100, 10_000])("at the condition number %d the heavy ball shrinks each coordinate by its factor or faster, and Nesterov too", (kappa) => {
  const range = { mu: 1, L: kappa };
  const root = Math.sqrt(kappa);
  expect(bestHeavyBall(range).contraction).toBeCloseTo((root - 1) / (root + 1), 12);
  expect(standardNesterov(range).contraction).toBeCloseTo(1 - 1 / root, 12);
  // products x₊x₋ − x² of neighbouring positions shrink by just the product of the two roots of the recurrence
  const { rate, beta } = bestHeavyBall(range);
  const x = visited([kappa / 3], [1], momentum(rate, beta), 6).map(([each]) => each!);
  const casoratian = (t: number) => x[t + 1]! * x[t - 1]! - x[t]! ** 2;
  expect(casoratian(4) / casoratian(3)).toBeCloseTo(beta, 8);
});

test("a momentum that is no number from 0 to below 1, and another optimiser’s state, are refused", () => {
  for (const bad of [-0.1, 1, 2, NaN]) expect(() => momentum(0.1, bad)).toThrow(new RangeError(`momentum: a momentum from 0 to below 1, not ${bad}`));
  expect(() => nesterov(0.1, 1)).toThrow(new RangeError("nesterov: a momentum from 0 to below 1, not 1"));
  const tree = { w: double([1]) };
  expect(() => momentum(0.1, 0.9).update(tree, tree, sgd(1).init(tree))).toThrow(new TypeError("momentum: the state is one of sgd"));
  expect(() => momentum(0.1, 0.9).update(tree, tree, { name: "momentum", step: 0, memory: {} })).toThrow(new TypeError("momentum: the state has no velocity"));
});

test("a run goes on from its checkpoint to the last bit, velocity included", () => {
  const examples = paddedSequences([Int32Array.of(1, 2, 0), Int32Array.of(2, 2, 1, 0)], 3);
  const shape = { context: 3, vocabularySize: 3, features: 2, width: 4 };
  const trial = { lossOf, examples, validation: examples, batch: 3, seed: 1, optimizer: momentum(0.1, 0.9), evalInterval: 100 };
  const start = initMlp(shape, randomFrom(1), defaultInitStd(shape));
  const after = (from: Run<MlpParameters>, steps: number) => {
    const runs = trainLoop(trial, from);
    let run = from;
    for (let step = 0; step < steps; step++) run = runs.next().value;
    return run;
  };
  const bytes = checkpointOf(after(startFrom(start), 7), {});
  const resumed = after(runIn(bytes, { like: start, configuration: {}, optimizer: trial.optimizer }), 5);
  const whole = after(startFrom(start), 12);
  const numbers = (run: Run<MlpParameters>) => leavesOf(run.parameters).map(([path, leaf]) => [path, [...leaf.dataSync()]]);
  expect(numbers(resumed)).toEqual(numbers(whole));
});

test("in a pool, a step leaves alive the new parameters and the velocity only", () => {
  const pool = new Pool(cpu);
  const w = asTensor(Float32Array.of(1, 2, 3), { backend: pool });
  const optimizer = momentum(0.1, 0.9);
  const state = optimizer.init({ w });
  const before = pool.liveBytes;
  const moved = pool.scope(() => optimizer.update({ w }, { w }, state));
  expect(pool.liveBytes - before).toBe(2 * 3 * 4);
  expect([...moved.parameters.w.dataSync()].map((each) => Math.fround(each))).toEqual([0.9, 1.8, 2.7].map(Math.fround));
});
//# sourceMappingURL=../.maps/optim/momentum.test.ts.map
