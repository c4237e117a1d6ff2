// Tangled from book/05-optimisation/07-mup.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { leavesOf, mapLeaves, type Parameters } from "../nn/parameters.ts";
import { defaultInitStd, initMlp, lossOf, logitsOf } from "../models/mlp-lm/mlp-lm.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, matmul, multiply, normal, ones, subtract, type Tensor } from "../tensor-core.ts";
import { trainStep } from "../train/train.ts";
import { adam } from "./adam.ts";
import { kindOf, multiplied, mupInitialised, mupLoss, mupOptimizer, mupScale, mupScales } from "./mup.ts";

const shapeOf = (r: number) => ({ context: 3, vocabularySize: 27, features: 4 * r, width: 32 * r });
const networkOf = (r: number, seed = 1) => initMlp(shapeOf(r), randomFrom(seed), defaultInitStd(shapeOf(r)));
const contexts = asTensor(Int32Array.from({ length: 96 }, (_, i) => (7 * i) % 27), { shape: [32, 3] });
const batch = { contexts, targets: asTensor(Int32Array.from({ length: 32 }, (_, i) => (11 * i) % 27)) };
const rms = (tree: Parameters) => {
  const numbers = leavesOf(tree).flatMap(([, leaf]) => [...leaf.dataSync()]);
  return Math.sqrt(numbers.reduce((sum, each) => sum + each * each, 0) / numbers.length);
};
const SEEDS = [1, 2];
const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

test("each leaf is of the kind that its growing sides say", () => {
  expect(kindOf([27, 4], [27, 8])).toBe("input");
  expect(kindOf([12, 32], [24, 64])).toBe("hidden");
  expect(kindOf([32, 27], [64, 27])).toBe("output");
  expect(kindOf([32], [64])).toBe("vector");
  expect([kindOf([27], [27]), kindOf([], []), kindOf([3, 3], [3, 3])]).toEqual(["fixed", "fixed", "fixed"]);
});

test("the scales of a network that is four times as wide", () => {
  const scales = mupScales(networkOf(1), networkOf(4));
  expect(Object.fromEntries(scales)).toEqual({
    embedding: { kind: "input", std: 1, rate: 1, multiplier: 1 },
    "hidden.weight": { kind: "hidden", std: 1 / 2, rate: 1 / 4, multiplier: 1 },
    "hidden.bias": { kind: "vector", std: 1, rate: 1, multiplier: 1 },
    "output.weight": { kind: "output", std: 1, rate: 1, multiplier: 1 / 4 },
    "output.bias": { kind: "fixed", std: 1, rate: 1, multiplier: 1 },
  });
});

test("at the width of the base network nothing changes", () => {
  const parameters = networkOf(1);
  const scales = mupScales(parameters, parameters);
  expect(multiplied(scales, parameters)).toEqual(parameters);
  expect(mupInitialised(scales, parameters)).toEqual(parameters);
  const steps = [adam(0.01), mupOptimizer(scales, (factor) => adam(0.01 * factor))].map((optimizer) =>
    trainStep({ parameters, state: optimizer.init(parameters) }, (leaves) => mupLoss(scales, lossOf)(leaves, batch), optimizer));
  expect(leavesOf(steps[1]!.parameters).map(([, leaf]) => [...leaf.dataSync()])).toEqual(leavesOf(steps[0]!.parameters).map(([, leaf]) => [...leaf.dataSync()]));
});

/** The RMS change of the logits by one step of Adam, as a mean over seeds. */
function changeOfLogits(r: number, useMup: boolean): number {
  return mean(SEEDS.map((seed) => {
    const parameters = networkOf(r, seed);
    const scales = mupScales(networkOf(1), useMup ? parameters : networkOf(1));
    const isOurs = useMup ? scales : new Map(leavesOf(parameters).map(([path]) => [path, { kind: "fixed" as const, std: 1, rate: 1, multiplier: 1 }]));
    const optimizer = mupOptimizer(isOurs, (factor) => adam(0.001 * factor));
    const { parameters: moved } = trainStep({ parameters, state: optimizer.init(parameters) }, (leaves) => mupLoss(isOurs, lossOf)(leaves, batch), optimizer);
    const [before, after] = [parameters, moved].map((each) => logitsOf(multiplied(isOurs, each), contexts));
    return rms([subtract(after!, before!)]);
  }));
}

test("with muP the logits change as much at every width, without it in proportion to the width", () => {
  const [narrow, wide] = [1, 8].map((r) => changeOfLogits(r, true));
  expect(wide! / narrow!).toBeGreaterThan(0.5);
  expect(wide! / narrow!).toBeLessThan(2);
  const [one, other] = [1, 8].map((r) => changeOfLogits(r, false));
  expect(other! / one!).toBeGreaterThan(4);
});

test("an initialisation of the base network is scaled to that of the wide one", () => {
  const [base, wide] = [networkOf(1), networkOf(4)];
  const drawn = mapLeaves(wide, (leaf) => normal(randomFrom(3), leaf.shape));
  const scaled = mupInitialised(mupScales(base, wide), drawn);
  expect(rms([scaled.hidden.weight])).toBeCloseTo(rms([drawn.hidden.weight]) / 2, 6);
  expect(rms([scaled.output.weight])).toBe(rms([drawn.output.weight]));
});

test("a multiplier and a rate of its reciprocal are one rule of Adam: W/r moves by η/r", () => {
  const [W, h] = [normal(randomFrom(1), [8, 3]), normal(randomFrom(2), [5, 8])];
  const target = ones([5, 3]);
  const half = (x: Tensor) => multiply(subtract(x, target), subtract(x, target));
  const loss = (product: Tensor) => { const all = half(product); return matmul(matmul(ones([1, 5]), all), ones([3, 1])); };
  const steps = ([[4, 0.1, W], [1, 0.025, multiply(W, 1 / 4)]] as const).map(([r, rate, start]) => {
    const optimizer = adam(rate, { epsilon: 0 });
    const { parameters } = trainStep({ parameters: { W: start }, state: optimizer.init({ W: start }) }, ({ W }) => multiply(loss(matmul(h, multiply(W!, 1 / r))), 1), optimizer);
    return multiply(parameters.W!, 1 / r).dataSync();
  });
  steps[0]!.forEach((each, i) => expect(each).toBeCloseTo(steps[1]![i]!, 5));
});

test("leaves that do not correspond are refused", () => {
  expect(() => mupScale([2], [2, 3])).toThrow(new RangeError("muP: [2] and [2, 3] are not the shapes of one vector or matrix"));
  expect(() => mupScale([2, 3, 4], [2, 3, 8])).toThrow(new RangeError("muP: [2, 3, 4] and [2, 3, 8] are not the shapes of one vector or matrix"));
  expect(() => mupScales({ a: ones([2]) }, { b: ones([2]) })).toThrow(new TypeError("zipLeaves: the second tree has no `b`"));
  expect(() => multiplied(new Map(), { w: ones([2]) })).toThrow(new TypeError("muP: there is no scale for `w`"));
});
//# sourceMappingURL=../.maps/optim/mup.test.ts.map
