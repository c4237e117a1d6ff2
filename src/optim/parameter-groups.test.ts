// Tangled from book/05-optimisation/04-adam.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { leavesOf, type Parameters } from "../nn/parameters.ts";
import { asTensor, normal, ones, reshape, type Tensor } from "../tensor-core.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { runTwice } from "../testing/run-twice.ts";
import { adafactor, rankOne } from "./adafactor.ts";
import { adam, adamW } from "./adam.ts";
import { withL2 } from "./l2.ts";
import type { Optimizer } from "./optimizer.ts";
import { adamWOnMatrices, chosenLeaves, isMatrix, parameterGroups } from "./parameter-groups.ts";
import { courseError } from "./pytorch-courses.ts";
import { sgd } from "./sgd.ts";

const double = (...numbers: readonly number[]): Tensor => asTensor(Float64Array.from(numbers));

test.each<[string, Optimizer]>([
  ["adam with L2", withL2(adam(0.01), 0.1)],
  ["adamw in groups", adamWOnMatrices(0.01, { weightDecay: 0.1 })],
  ["adafactor", adafactor(0.1)],
  ["adafactor with decay", adafactor(0.01, { threshold: 1.5, weightDecay: 0.1 })],
])("20 steps as PyTorch: %s", (name, optimizer) => {
  expect(courseError(name, optimizer)).toBeLessThan(1e-11);
});

test("a part has the chosen leaves at their paths, and the parts together all of them", () => {
  const tree = { blocks: [{ w: reshape(double(1, 2), [1, 2]), b: double(3) }, { b: double(4) }], gain: double(5) };
  expect(leavesOf(chosenLeaves(tree, isMatrix)).map(([path]) => path)).toEqual(["blocks.0.w"]);
  expect(leavesOf(chosenLeaves(tree, (...each) => !isMatrix(...each))).map(([path]) => path)).toEqual(["blocks.0.b", "blocks.1.b", "gain"]);
  expect(leavesOf(chosenLeaves(tree, () => false))).toEqual([]);
});

test("each group has its own rule and its own memory, and the first that holds a parameter has it", () => {
  const optimizer = parameterGroups([
    { name: "matrices", holds: isMatrix, optimizer: sgd(1) },
    { name: "bias", holds: (_, path) => path.endsWith("bias"), optimizer: adam(1) },
    { name: "rest", holds: () => true, optimizer: sgd(0) },
  ]);
  const tree = { weight: reshape(double(1, 2), [1, 2]), bias: double(3), other: double(4) };
  const { parameters, state } = optimizer.update(tree, { weight: reshape(double(10, 20), [1, 2]), bias: double(7), other: double(8) }, optimizer.init(tree));
  expect(parameters.weight.toArray()).toEqual([[-9, -18]]);
  expect(parameters.bias.item()).toBeCloseTo(2, 8);
  expect(parameters.other.item()).toBe(4);
  expect(state.name).toBe("matrices: sgd, bias: adam, rest: sgd");
  expect(leavesOf(state.memory).map(([path]) => path)).toEqual(["bias.mean.bias", "bias.square.bias"]);
});

test("gains and biases do not decay, matrices do", () => {
  const optimizer = adamWOnMatrices(0.1, { weightDecay: 0.5 });
  const tree = { weight: reshape(double(1, 2), [1, 2]), gain: double(1), bias: double(2) };
  const none = { weight: reshape(double(0, 0), [1, 2]), gain: double(0), bias: double(0) };
  const { parameters } = optimizer.update(tree, none, optimizer.init(tree));
  expect(leavesOf(parameters).map(([, leaf]) => leaf.toArray())).toEqual([[[0.95, 1.9]], [1], [2]]);
});

test.each<[string, () => unknown, Error]>([
  ["a parameter without a group", () => parameterGroups([{ name: "matrices", holds: isMatrix, optimizer: sgd(1) }]).init({ layer: { bias: double(1) } }), new TypeError("parameterGroups: no group holds `layer.bias`")],
  ["the state of another rule", () => adamWOnMatrices(1).update({ w: double(1) }, { w: double(1) }, adam(1).init({ w: double(1) })), new TypeError("decayed: adamw, undecayed: adamw: the state is one of adam")],
  ["another tree of gradients", () => adamWOnMatrices(1).update<Parameters>({ w: double(1) }, { v: double(1) }, adamWOnMatrices(1).init({ w: double(1) })), new TypeError("zipLeaves: the second tree has no `w`")],
  ["a negative penalty", () => withL2(sgd(1), -1), new RangeError("withL2: lambda is -1, and must be finite and at least 0")],
  ["a negative threshold", () => adafactor(0.1, { threshold: -1 }), new RangeError("adafactor: threshold is -1, and must be finite and at least 0")],
])("%s is refused", (_, act, error) => {
  expect(act).toThrow(error);
});

test("for SGD, L2 regularisation is weight decay", () => {
  fc.assert(fc.property(fc.double({ min: -10, max: 10, noNaN: true }), fc.double({ min: -10, max: 10, noNaN: true }), (w, g) => {
    const optimizer = withL2(sgd(0.1), 0.5);
    const { parameters } = optimizer.update({ w: double(w) }, { w: double(g) }, optimizer.init({ w: double(w) }));
    expect(parameters.w.item()).toBeCloseTo((1 - 0.1 * 0.5) * w - 0.1 * g, 10);
  }));
});

test("a matrix of rank one is what its means of rows and of columns give, and any other keeps them", () => {
  const random = randomFrom(1851);
  const [r, c] = [[0.5, 2, 3], [1, 4]] as const;
  const product = asTensor(Float64Array.from(r.flatMap((x) => c.map((y) => x * y))), { shape: [3, 2] });
  const meansOf = (numbers: ArrayLike<number>) => {
    const at = (i: number, j: number) => numbers[2 * i + j]!;
    return [double(...[0, 1, 2].map((i) => (at(i, 0) + at(i, 1)) / 2)), double(...[0, 1].map((j) => (at(0, j) + at(1, j) + at(2, j)) / 3))] as const;
  };
  const again = rankOne(...meansOf(product.dataSync()));
  again.dataSync().forEach((number, i) => expect(number).toBeCloseTo(product.dataSync()[i]!, 12));
  const other = Float64Array.from({ length: 6 }, () => random.uniform() + 0.1);
  const [means, kept] = [meansOf(other), meansOf(rankOne(...meansOf(other)).dataSync())];
  means.forEach((mean, k) => mean.dataSync().forEach((number, i) => expect(kept[k]!.dataSync()[i]!).toBeCloseTo(number, 12)));
});

test("Adafactor remembers n + m numbers for a matrix of n × m, and as many as there are for a vector", () => {
  const state = adafactor(0.1).init({ weight: ones([30, 20]), bias: ones([20]), blocks: [{ cube: ones([2, 3, 4]) }] });
  expect(leavesOf(state.memory).map(([path, { shape }]) => [path, shape])).toEqual([
    ["rows.weight", [30]], ["rows.bias", [20]], ["rows.blocks.0.cube", [2, 3]], ["columns.weight", [20]], ["columns.blocks.0.cube", [2, 4]],
  ]);
});

test("the RMS of Adafactor’s update is at most the rate times the RMS of the parameter", () => {
  const random = randomFrom(7);
  for (let draw = 0; draw < 20; draw++) {
    const [w, g] = [normal(random, [4, 3], { dtype: "float64" }), normal(random, [4, 3], { dtype: "float64" })];
    const optimizer = adafactor(0.1);
    const { parameters } = optimizer.update({ w }, { w: g }, optimizer.init({ w }));
    const rms = (numbers: readonly number[]) => Math.sqrt(numbers.reduce((sum, x) => sum + x * x, 0) / numbers.length);
    const [before, after] = [[...w.dataSync()], [...parameters.w.dataSync()]];
    expect(rms(after.map((x, i) => x - before[i]!))).toBeLessThanOrEqual(0.1 * rms(before) * (1 + 1e-9));
  }
});

test("a gradient of zero moves nothing", () => {
  const tree = { w: reshape(double(1, 2, 3, 4), [2, 2]), b: double(1) };
  const none = { w: reshape(double(0, 0, 0, 0), [2, 2]), b: double(0) };
  const { parameters } = adafactor(0.1).update(tree, none, adafactor(0.1).init(tree));
  expect(leavesOf(parameters).map(([, leaf]) => leaf.toArray())).toEqual([[[1, 2], [3, 4]], [1]]);
});

test.each([["adafactor", adafactor(0.01)], ["groups", adamWOnMatrices(0.01)], ["L2", withL2(adamW(0.01), 0.1)]] as const)("a run goes on from a checkpoint to the last bit: %s", (_, optimizer) => {
  const { through, resumed } = runTwice(optimizer);
  expect(resumed).toEqual(through);
});
//# sourceMappingURL=../.maps/optim/parameter-groups.test.ts.map
