// Tangled from book/05-optimisation/04-adam.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { useBackend } from "../backends/default.ts";
import { without } from "../backends/without.ts";
import { leavesOf, mapLeaves, type Parameters } from "../nn/parameters.ts";
import { asTensor, cpu, gradient as gradientsOf, multiply, Pool, sum, variable, zeros, type Tensor } from "../tensor-core.ts";
import { checkFusedSteps } from "../testing/fused-steps.ts";
import { runTwice } from "../testing/run-twice.ts";
import { runIn } from "../train/checkpoint.ts";
import { adagrad } from "./adagrad.ts";
import { adam, adamW } from "./adam.ts";
import { movingAverage } from "./moving-average.ts";
import type { Optimizer } from "./optimizer.ts";
import { courseError } from "./pytorch-courses.ts";
import { rmsprop } from "./rmsprop.ts";

const double = (...numbers: readonly number[]): Tensor => asTensor(Float64Array.from(numbers));
/** The parameter after each of so many steps, from gradients by step. */
function courseOf(optimizer: Optimizer, start: number, gradients: readonly number[]): readonly number[] {
  let weights: { parameters: { readonly w: Tensor }; state: ReturnType<Optimizer["init"]> } = { parameters: { w: double(start) }, state: optimizer.init({ w: double(start) }) };
  return gradients.map((gradient) => (weights = optimizer.update(weights.parameters, { w: double(gradient) }, weights.state)).parameters.w.item());
}

test.each<[string, Optimizer]>([
  ["adagrad", adagrad(0.1)],
  ["rmsprop", rmsprop(0.01)],
  ["adam", adam(0.01)],
  ["adam with other betas", adam(0.1, { beta1: 0.5, beta2: 0.9, epsilon: 1e-3 })],
  ["adamw", adamW(0.01, { weightDecay: 0.1 })],
])("20 steps as PyTorch: %s", (name, optimizer) => {
  for (const backend of [cpu, without("adamw", new Pool(cpu))]) {
    useBackend(backend);
    expect(courseError(name, optimizer)).toBeLessThan(1e-11);
  }
});

afterEach(() => useBackend(cpu));

test.each(["float32", "float64"] as const)("one loop has the numbers of the primitives, to the last bit: %s", (dtype) => {
  checkFusedSteps(cpu, dtype);
});

test("one loop refuses what the primitives refuse, and leaves variables to them", () => {
  const [rule, tree] = [adamW(0.1), { w: double(1, 2) }];
  const state = rule.init(tree);
  expect(() => rule.update(tree, { w: double(1, 2, 3) }, state)).toThrow(new RangeError("add: shapes do not broadcast, [2] and [3]"));
  expect(() => rule.update(tree, { w: asTensor(Float32Array.of(1, 2)) }, state)).toThrow(new TypeError("add: dtypes differ, float64 and float32"));
  const gradients = { w: variable(double(3, 4)) };
  const { parameters } = rule.update(tree, gradients, state);
  const [slope] = gradientsOf(sum(parameters.w), [gradients.w]);
  expect(slope!.shape).toEqual([2]);
});

test("a gradient that is a view of other numbers is put in order", () => {
  const [rule, w] = [adam(0.1), double(1, 2, 3)];
  const ordered = rule.update({ w }, { w: double(3, 2, 1) }, rule.init({ w }));
  const reversed = rule.update({ w }, { w: double(1, 2, 3).withLayout({ shape: [3], strides: [-1], offset: 2 }) }, rule.init({ w }));
  expect(reversed.parameters.w.toArray()).toEqual(ordered.parameters.w.toArray());
});

const gradient = fc.double({ min: 1e-3, max: 1e3, noNaN: true }).chain((size) => fc.constantFrom(size, -size));

test("the first step of Adam, AdaGrad has the length of the rate, whatever the gradient", () => {
  fc.assert(fc.property(gradient, (g) => {
    for (const rule of [adam(0.01), adagrad(0.01)]) expect(courseOf(rule, 1, [g])[0]).toBeCloseTo(1 - 0.01 * Math.sign(g), 6);
  }));
});

test("Adam and RMSProp do not depend on the scale of the loss where epsilon is 0", () => {
  fc.assert(fc.property(fc.array(gradient, { minLength: 1, maxLength: 20 }), fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (gradients, scale) => {
    for (const rule of [adam(0.01, { epsilon: 0 }), rmsprop(0.01, { epsilon: 0 })]) {
      const [one, other] = [gradients, gradients.map((g) => g * scale)].map((each) => courseOf(rule, 1, each).at(-1)!);
      expect(other).toBeCloseTo(one!, 9);
    }
  }));
});

test("no step of Adam is longer than its bound, and gradients that grow come to it", () => {
  const bound = (1 - 0.9) / Math.sqrt((1 - 0.999) * (1 - 0.9 ** 2 / 0.999));
  fc.assert(fc.property(fc.array(fc.oneof(gradient, fc.constant(0)), { minLength: 1, maxLength: 40 }), (gradients) => {
    const course = [0, ...courseOf(adam(1), 0, gradients)];
    for (let t = 1; t < course.length; t++) expect(Math.abs(course[t]! - course[t - 1]!)).toBeLessThanOrEqual(bound);
  }));
  const rule = adam(1);
  let weights = { parameters: { w: double(0) }, state: { ...rule.init({ w: double(0) }), step: 20_000 } };
  let last = 0;
  for (let i = 0; i < 300; i++) {
    last = weights.parameters.w.item();
    weights = rule.update(weights.parameters, { w: double((0.999 / 0.9) ** i) }, weights.state);
  }
  expect(Math.abs(weights.parameters.w.item() - last)).toBeCloseTo(bound, 5);
});

test("without averages Adam is sign descent", () => {
  fc.assert(fc.property(fc.array(gradient, { minLength: 1, maxLength: 10 }), (gradients) => {
    const course = courseOf(adam(0.1, { beta1: 0, beta2: 0, epsilon: 0 }), 0, gradients);
    expect(course.at(-1)).toBeCloseTo(gradients.reduce((w, g) => w - 0.1 * Math.sign(g), 0), 10);
  }));
});

test("with a gradient of zero AdamW only decays, by a rate that may depend on the step", () => {
  const course = courseOf(adamW((step) => 0.1 * (step + 1), { weightDecay: 0.5 }), 2, [0, 0]);
  expect(course[0]).toBeCloseTo(2 * 0.95, 12);
  expect(course[1]).toBeCloseTo(2 * 0.95 * 0.9, 12);
  expect(courseOf(adam(0.1), 2, [0, 0])).toEqual([2, 2]);
});

test("the average of a constant is the constant times one minus the power of beta", () => {
  let mean: Parameters = { w: double(0) };
  for (let t = 1; t <= 10; t++) {
    mean = movingAverage(mean, { w: double(3) }, 0.9);
    expect(leavesOf(mean)[0]![1].item()).toBeCloseTo(3 * (1 - 0.9 ** t), 12);
  }
});

const rules: readonly Optimizer[] = [adagrad(0.05), rmsprop(0.01), adam(0.01), adamW(0.01)];

test.each(rules.map((rule) => [rule.name, rule] as const))("parameters, gradients and state stay as they are: %s", (_, rule) => {
  const tree = { blocks: [{ w: double(1, 2) }, { w: double(3) }] };
  const state = rule.init(tree);
  const next = rule.update(tree, mapLeaves(tree, (leaf) => multiply(leaf, 0.5)), state);
  rule.update(next.parameters, tree, next.state);
  expect(leavesOf(tree).map(([, leaf]) => leaf.toArray())).toEqual([[1, 2], [3]]);
  expect(leavesOf(state.memory).every(([, leaf]) => [...leaf.dataSync()].every((number) => number === 0))).toBe(true);
  expect(leavesOf(next.state.memory).map(([path, leaf]) => [path, leaf.dtype, leaf.shape])).toEqual(leavesOf(state.memory).map(([path, leaf]) => [path, leaf.dtype, leaf.shape]));
});

test.each<[string, () => unknown, Error]>([
  ["a beta of 1", () => adam(0.1, { beta1: 1 }), new RangeError("adam: beta1 is 1, and must be at least 0 and less than 1")],
  ["a negative beta", () => adamW(0.1, { beta2: -0.1 }), new RangeError("adamw: beta2 is -0.1, and must be at least 0 and less than 1")],
  ["a beta that is no number", () => rmsprop(0.1, { beta: NaN }), new RangeError("rmsprop: beta is NaN, and must be at least 0 and less than 1")],
  ["a negative epsilon", () => adagrad(0.1, { epsilon: -1 }), new RangeError("adagrad: epsilon is -1, and must be finite and at least 0")],
  ["a negative decay", () => adamW(0.1, { weightDecay: -0.01 }), new RangeError("adamw: weightDecay is -0.01, and must be finite and at least 0")],
  ["gradients of another tree", () => adam(1).update<Parameters>({ w: double(1) }, { v: double(1) }, adam(1).init({ w: double(1) })), new TypeError("zipLeaves: the second tree has no `w`")],
  ["the state of another rule", () => adamW(1).update({ w: double(1) }, { w: double(1) }, adam(1).init({ w: double(1) })), new TypeError("adamw: the state is one of adam")],
])("%s is refused", (_, act, error) => {
  expect(act).toThrow(error);
});

test.each(rules.map((rule) => [rule.name, rule] as const))("a run goes on from a checkpoint to the last bit: %s", (_, optimizer) => {
  const { through, resumed, bytes, like } = runTwice(optimizer);
  expect(resumed).toEqual(through);
  expect(() => runIn(bytes, { like, configuration: {} })).toThrow(new RangeError(`checkpoint: trained with ${optimizer.name}, and now it is sgd`));
});

test("averages of a tensor without numbers stay without numbers", () => {
  const empty = { w: zeros([0]) };
  expect(adam(0.1).update(empty, empty, adam(0.1).init(empty)).parameters.w.shape).toEqual([0]);
});
//# sourceMappingURL=../.maps/optim/adam.test.ts.map
