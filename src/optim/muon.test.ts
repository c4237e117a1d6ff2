// Tangled from book/05-optimisation/06-muon.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { data } from "../data/files.ts";
import { leavesOf, mapLeaves, type Parameters } from "../nn/parameters.ts";
import { initMlp, lossOf } from "../models/mlp-lm/mlp-lm.ts";
import { slidingWindows } from "../data/examples.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, normal, ones, zeros, type Tensor } from "../tensor-core.ts";
import { checkpointOf, runIn } from "../train/checkpoint.ts";
import { startFrom, trainUntil } from "../train/training-loop.ts";
import { encode, vocabularyOf } from "../tokenizers/vocabulary.ts";
import { adamW } from "./adam.ts";
import { muon, muonWith, rmsFactor } from "./muon.ts";
import { orthogonalised } from "./newton-schulz.ts";
import type { Optimizer } from "./optimizer.ts";
import type { Choice } from "./parameter-groups.ts";
import { sgd } from "./sgd.ts";

type Numbers = Readonly<Record<string, readonly number[]>>;
const oracle = JSON.parse(data("muon-oracle.json")) as { readonly shapes: Numbers; readonly start: Numbers; readonly gradients: readonly Numbers[]; readonly courses: Readonly<Record<string, readonly Numbers[]>>; readonly "polar factor of the wide one": readonly number[] };
const treeOf = (numbers: Numbers) => Object.fromEntries(Object.entries(numbers).map(([name, list]) => [name, asTensor(Float64Array.from(list), { shape: oracle.shapes[name]! })]));
const numbersOf = (tree: Parameters) => leavesOf(tree).flatMap(([, leaf]) => [...leaf.dataSync()]);
const double = (seed: number, shape: readonly number[]) => normal(randomFrom(seed), shape, { dtype: "float64" });

test.each<[string, Optimizer]>([
  ["nesterov", muon(0.02)],
  ["plain momentum", muon(0.05, { momentum: 0.9, nesterov: false })],
  ["decay", muon(0.1, { weightDecay: 0.1, steps: 7 })],
])("20 steps are those of PyTorch: %s", (name, optimizer) => {
  let parameters: Parameters = treeOf(oracle.start);
  let [state, error] = [optimizer.init(parameters), 0];
  oracle.gradients.forEach((gradient, step) => {
    ({ parameters, state } = optimizer.update(parameters, treeOf(gradient), state));
    const expected = numbersOf(treeOf(oracle.courses[name]![step]!));
    error = numbersOf(parameters).reduce((most, each, i) => Math.max(most, Math.abs(each - expected[i]!)), error);
  });
  expect(error).toBeLessThan(1e-12);
  expect(state.step).toBe(20);
});

test("the polar factor is that of PyTorch’s singular value decomposition", () => {
  const found = orthogonalised(treeOf(oracle.start)["wide"]!, { steps: 60, coefficients: [15 / 8, -10 / 8, 3 / 8] }).dataSync();
  found.forEach((each, i) => expect(each).toBeCloseTo(oracle["polar factor of the wide one"][i]!, 9));
});

test("the first update has an RMS near 0.2 times the learning rate, whatever the shape and the size of the gradient", () => {
  for (const [m, n] of [[4, 4], [4, 32], [64, 8]] as const) {
    const W = zeros([m, n], { dtype: "float64" });
    const optimizer = muon(1);
    const { parameters } = optimizer.update({ W }, { W: double(1, [m, n]) }, optimizer.init({ W }));
    const rms = Math.sqrt(numbersOf(parameters).reduce((sum, each) => sum + each * each, 0) / (m * n));
    expect(rms).toBeGreaterThan(0.2 * 0.67);
    expect(rms).toBeLessThan(0.2 * 1.21);
    expect(rmsFactor(W)).toBe(0.2 * Math.sqrt(Math.max(m, n)));
  }
});

const tokens = "she sells sea shells by the sea shore. ".repeat(8);
const vocabulary = vocabularyOf(tokens);
const shape = { context: 2, vocabularySize: vocabulary.size, features: 3, width: 8 };
const start = () => initMlp(shape, randomFrom(1), { hidden: 0.4, output: 0.1 });
const isHidden: Choice = (_, path) => path === "hidden.weight";
const both = () => muonWith(muon(0.02), adamW(0.01), isHidden);

test("hidden matrices go to Muon, the other leaves to AdamW", () => {
  const parameters = start();
  const gradients = mapLeaves(parameters, (leaf) => ones(leaf.shape));
  const optimizer = both();
  expect(optimizer.name).toBe("matrices: muon, others: adamw");
  const { parameters: moved, state } = optimizer.update(parameters, gradients, optimizer.init(parameters));
  const alone = { muon: muon(0.02), adamW: adamW(0.01) };
  const [byMuon] = leavesOf(alone.muon.update([parameters.hidden.weight], [gradients.hidden.weight], alone.muon.init([parameters.hidden.weight])).parameters);
  const byAdam = alone.adamW.update(parameters, gradients, alone.adamW.init(parameters)).parameters;
  const expected = mapLeaves(byAdam, (leaf, path) => (isHidden(leaf, path) ? byMuon![1] : leaf));
  expect(numbersOf(moved)).toEqual(numbersOf(expected));
  expect(leavesOf(state.memory).map(([path]) => path)).toContain("matrices.hidden.weight");
});

test("a run that is kept and taken up again goes on as if it had not been left, to the last bit", () => {
  const examples = slidingWindows(encode(vocabulary, tokens), 2);
  const trial = { lossOf, examples, validation: examples, batch: 8, seed: 3, optimizer: both(), evalInterval: 5 };
  const whole = trainUntil(trial, startFrom(start()), { steps: 20 });
  const half = trainUntil(trial, startFrom(start()), { steps: 10 });
  const again = runIn(checkpointOf(half, {}), { like: start(), configuration: {}, optimizer: both() });
  expect(numbersOf(trainUntil(trial, again, { steps: 20 }).parameters)).toEqual(numbersOf(whole.parameters));
  expect(whole.evaluations.at(-1)!.training).toBeLessThan(whole.evaluations[0]!.training);
});

test("Muon refuses what is no matrix, and the state of another optimizer", () => {
  expect(() => muon(0.1).init({ gain: ones([3]) })).toThrow(new RangeError("muon: `gain` is no matrix, [3]"));
  const W: Tensor = ones([2, 2]);
  expect(() => muon(0.1).update({ W }, { W }, sgd(1).init({ W }))).toThrow(new TypeError("muon: the state is one of sgd"));
});
//# sourceMappingURL=../.maps/optim/muon.test.ts.map
