// Tangled from book/05-optimisation/05-schedules.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { leavesOf, mapLeaves, type Parameters } from "../nn/parameters.ts";
import { add, asTensor, cpu, multiply, ones, Pool, sum, toBackend, type Tensor } from "../tensor-core.ts";
import { train } from "../train/train.ts";
import { runTwice } from "../testing/run-twice.ts";
import { adafactor } from "./adafactor.ts";
import { adam, adamW } from "./adam.ts";
import { adamWOnMatrices } from "./parameter-groups.ts";
import { clipByNorm, clipped, globalNorm } from "./clip.ts";
import { findLearningRate } from "../train/learning-rate-finder.ts";
import { courseError } from "./pytorch-courses.ts";
import { constant, cosine, decayToZero, stableThenDecay, withWarmup, type Schedule } from "./schedule.ts";
import { sgd } from "./sgd.ts";
import { averageIn, withAverage } from "./weight-average.ts";

const double = (...numbers: readonly number[]): Tensor => asTensor(Float64Array.from(numbers));
const ratesOf = (schedule: Schedule, steps: number) => Array.from({ length: steps }, (_, step) => schedule(step));

test.each<[string, number]>([
  ["sgd clipped", courseError("sgd clipped", clipped(sgd(0.1), 0.5))],
  ["adamw clipped", courseError("adamw clipped", clipped(adamW(0.01), 0.5))],
  ["adam scheduled", courseError("adam scheduled", adam(withWarmup(5, cosine(0.01, 15, 0.001))))],
])("20 steps as PyTorch: %s", (_, error) => {
  expect(error).toBeLessThan(1e-11);
});

test("20 steps as PyTorch: the averaged parameters", () => {
  const optimizer = withAverage(sgd(0.1), 0.9);
  let last: Parameters = {};
  const watched = { ...optimizer, update: ((parameters, gradients, state) => {
    const next = optimizer.update(parameters, gradients, state);
    last = averageIn(next.state, parameters);
    return next;
  }) as typeof optimizer.update };
  expect(courseError("sgd averaged", watched, () => last)).toBeLessThan(1e-11);
});

test("the rates of small schedules", () => {
  const close = (found: readonly number[], wanted: readonly number[]) => found.forEach((rate, step) => expect(rate).toBeCloseTo(wanted[step]!, 12));
  close(ratesOf(constant(2), 3), [2, 2, 2]);
  close(ratesOf(withWarmup(4, constant(2)), 6), [0.5, 1, 1.5, 2, 2, 2]);
  close(ratesOf(cosine(2, 4), 6), [2, 1 + Math.SQRT1_2, 1, 1 - Math.SQRT1_2, 0, 0]);
  close(ratesOf(cosine(2, 2, 1), 4), [2, 1.5, 1, 1]);
  close(ratesOf(decayToZero(2, 4), 6), [2, 1.5, 1, 0.5, 0, 0]);
  close(ratesOf(stableThenDecay(2, 6, 4), 8), [2, 2, 2, 1.5, 1, 0.5, 0, 0]);
  close(ratesOf(withWarmup(2, stableThenDecay(2, 4, 2)), 7), [1, 2, 2, 2, 2, 1, 0]);
});

test("every schedule rises to its peak, never passes it, falls from then on, and stays at its end", () => {
  const steps = fc.integer({ min: 1, max: 200 });
  fc.assert(fc.property(steps, fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 200 }), fc.double({ min: 1e-4, max: 10, noNaN: true }), (steps, warmup, part, peak) => {
    const decay = Math.min(part, steps);
    for (const [schedule, end] of [[constant(peak), peak], [cosine(peak, steps, peak / 10), peak / 10], [decayToZero(peak, steps), 0], [stableThenDecay(peak, steps, decay), 0]] as const) {
      const rates = ratesOf(withWarmup(warmup, schedule), warmup + steps + 5);
      expect(Math.max(...rates)).toBeLessThanOrEqual(peak * (1 + 1e-12));
      for (let step = 1; step < rates.length; step++) expect((rates[step]! - rates[step - 1]!) * (step <= warmup ? 1 : -1)).toBeGreaterThanOrEqual(-1e-12 * peak);
      rates.slice(warmup + steps).forEach((rate) => expect(rate).toBeCloseTo(end, 12));
      rates.slice(0, warmup + steps).forEach((rate) => expect(rate).toBeGreaterThan(0));
    }
  }));
});

test.each<[string, () => unknown, string]>([
  ["half a step", () => cosine(1, 2.5), "cosine: 2.5 steps, and it takes a whole number from 1 on"],
  ["no step", () => decayToZero(1, 0), "decayToZero: 0 steps, and it takes a whole number from 1 on"],
  ["a negative warm-up", () => withWarmup(-1, constant(1)), "withWarmup: -1 steps, and it takes a whole number from 0 on"],
  ["a decay longer than all", () => stableThenDecay(1, 10, 11), "stableThenDecay: the decay takes 11 of 10 steps"],
  ["a limit of zero", () => clipped(sgd(1), 0), "clipped: a norm of at most 0, and it takes a positive number"],
  ["a beta of 1", () => withAverage(sgd(1), 1), "withAverage: beta is 1, and must be at least 0 and less than 1"],
  ["rates that fall", () => findLearningRate({ w: double(1) }, ({ w }) => sum(w), { ...quadraticCourse, from: 1, to: 0.1, steps: 5 }), "findLearningRate: rates from 1 to 0.1, and it takes positive ones that grow"],
  ["a single rate", () => findLearningRate({ w: double(1) }, ({ w }) => sum(w), { ...quadraticCourse, from: 0.1, to: 1, steps: 1 }), "findLearningRate: 1 steps, and it takes two or more"],
])("%s is refused", (_, act, message) => {
  expect(act).toThrow(new RangeError(message));
});

const quadraticCourse = { examples: { count: 4, batch: (places: ArrayLike<number>) => places }, batch: 2, seed: 1, optimizerOf: sgd };
const finite = fc.double({ min: -1e3, max: 1e3, noNaN: true });

test("clipping keeps the direction, and a norm within the limit as it is", () => {
  fc.assert(fc.property(fc.array(finite, { minLength: 1, maxLength: 6 }), finite, fc.double({ min: 1e-2, max: 1e3, noNaN: true }), (numbers, other, limit) => {
    const tree = { a: [{ w: double(...numbers) }], b: double(other) };
    const norm = Math.hypot(...numbers, other);
    expect(globalNorm(tree).item()).toBeCloseTo(norm, 6);
    const scale = Math.min(limit / (norm + 1e-6), 1);
    const leaves = leavesOf(clipByNorm(tree, limit));
    [...numbers, other].forEach((number, i) => expect(leaves.flatMap(([, leaf]) => [...leaf.dataSync()])[i]!).toBeCloseTo(number * scale, 9));
    expect(globalNorm(clipByNorm(tree, limit)).item()).toBeLessThanOrEqual(Math.min(norm, limit) * (1 + 1e-12));
  }));
  expect(leavesOf(clipByNorm({ w: double(0) }, 1))[0]![1].item()).toBe(0);
  expect(() => globalNorm({})).toThrow(new TypeError("globalNorm: a tree without tensors"));
});

test("the weights of an average are those of its closed form", () => {
  fc.assert(fc.property(fc.array(finite, { minLength: 2, maxLength: 12 }), fc.double({ min: 0, max: 0.99, noNaN: true }), ([start, ...gradients], beta) => {
    const optimizer = withAverage(sgd(1), beta);
    let weights = { parameters: { w: double(start!) }, state: optimizer.init({ w: double(start!) }) };
    const path = [start!];
    for (const g of gradients) {
      weights = optimizer.update(weights.parameters, { w: double(g) }, weights.state);
      path.push(weights.parameters.w.item());
    }
    const n = path.length - 1;
    const wanted = path.reduce((mean, w, t) => mean + (t === 0 ? beta ** n : (1 - beta) * beta ** (n - t)) * w, 0);
    expect(averageIn(weights.state, weights.parameters).w.item()).toBeCloseTo(wanted, 8);
  }));
  expect(() => averageIn(sgd(1).init({}), {})).toThrow(new TypeError("averageIn: sgd remembers no average"));
});

test("the range test starts with the loss of the start, its rates grow by a constant factor, and it stops where a quadratic diverges", () => {
  const curvature = 10;
  const lossOfQuadratic = ({ w }: { readonly w: Tensor }) => multiply(sum(multiply(w, w)), curvature / 2);
  const { points, suggested } = findLearningRate({ w: double(3) }, lossOfQuadratic, { ...quadraticCourse, from: 1e-3, to: 10, steps: 200 });
  expect(points[0]).toEqual({ rate: 1e-3, loss: 45, average: expect.closeTo(45, 10) });
  points.slice(1).forEach(({ rate }, i) => expect(rate / points[i]!.rate).toBeCloseTo(10 ** (4 / 199), 10));
  // from rate 2 / curvature on each step makes the loss larger
  expect(points.at(-1)!.rate).toBeGreaterThan(2 / curvature);
  expect(points.length).toBeLessThan(200);
  expect(suggested).toBeLessThan(2 / curvature);
  expect(suggested).toBeGreaterThan(1e-4);
});

test.each([
  ["a schedule", adam(withWarmup(5, cosine(0.01, 19)))],
  ["clipping", clipped(adam(0.01), 0.1)],
  ["an average", withAverage(clipped(adamW(decayToZero(0.01, 24)), 1), 0.9)],
] as const)("a run with %s goes on from a checkpoint to the last bit", (_, optimizer) => {
  const { through, resumed } = runTwice(optimizer);
  expect(resumed).toEqual(through);
});

test.each([
  ["adam", adam(0.01)],
  ["clipped groups", clipped(adamWOnMatrices(0.01), 1)],
  ["adafactor", adafactor(0.01)],
  ["an average", withAverage(adam(0.01), 0.9)],
] as const)("in a pool a step leaves nothing alive but parameters and memory: %s", (_, optimizer) => {
  const pool = new Pool(cpu);
  const start = { w: toBackend(ones([3, 4]), pool), b: toBackend(ones([4]), pool) };
  const square = ({ w, b }: typeof start) => sum(multiply(add(w, b), add(w, b)));
  const run = train(start, square, { ...quadraticCourse, optimizer });
  run.next();
  for (let step = 0; step < 3; step++) {
    const before = pool.liveBytes;
    const { parameters, state } = run.next().value;
    const numbers = [parameters, state.optimizer.memory].flatMap((tree) => leavesOf(tree)).reduce((total, [, { size }]) => total + size, 0);
    expect(pool.liveBytes - before).toBe(4 * numbers);
  }
});

test("the average is a tree of its own: training changes nothing in it but by the rule", () => {
  const tree = { w: double(1) };
  const state = withAverage(sgd(1), 0).init(tree);
  expect(averageIn(state, tree).w.storage).not.toBe(tree.w.storage);
  expect(mapLeaves(averageIn(state, tree), (leaf) => leaf).w.item()).toBe(1);
});
//# sourceMappingURL=../.maps/optim/schedule.test.ts.map
