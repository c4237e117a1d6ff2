// Tangled from book/06-stability/07-anatomy-of-a-loss-spike.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { ledgerOf } from "../../ledger/ledger.ts";
import { deepLossOf, initDeepMlp, streamOf, type DeepMlpShape } from "../../models/deep-mlp/deep-mlp.ts";
import { he } from "../../nn/init/weights.ts";
import { mapLeaves } from "../../nn/parameters.ts";
import { adam } from "../../optim/adam.ts";
import { sgd } from "../../optim/sgd.ts";
import { linear } from "../../ops/linear.ts";
import { relu } from "../../ops/relu.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { asTensor, mean, multiply, variable, type Tensor } from "../../tensor-core.ts";
import { gradientsOf } from "../train.ts";
import { crossEntropy } from "../../ops/cross-entropy.ts";
import { crossEntropyWithZLoss } from "../../ops/z-loss.ts";
import { forwardStatistics, withForwardStatistics } from "./forward-statistics.ts";
import { leafStatistics, withLeafStatistics, type LeafStatistics } from "./leaf-statistics.ts";

const list = (...numbers: number[]) => asTensor(Float64Array.from(numbers));

test("statistics of a leaf by hand", () => {
  const [of] = leafStatistics({ before: { w: list(3, -4) }, after: { w: list(3, -4.5) }, gradients: { w: list(6, 8) } });
  expect(of).toEqual({ path: "w", size: 2, weightRms: Math.sqrt(12.5), updateRms: Math.sqrt(0.125), ratio: 0.1, gradientNorm: 10 });
});

test("the ratio keeps when weights and updates have another unit, and the gradient norm is linear in the gradient", () => {
  const numbers = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 });
  fc.assert(fc.property(numbers, numbers, numbers, fc.constantFrom(0.25, 2, 1024), (w, moved, g, unit) => {
    const of = (by: number) => leafStatistics({ before: [list(...w.map((x) => by * x))], after: [list(...moved.map((x) => by * x))], gradients: [list(...g.map((x) => by * x))] })[0]!;
    expect(of(unit).ratio).toBe(of(1).ratio);
    expect(of(unit).gradientNorm).toBe(unit * of(1).gradientNorm);
  }));
});

test("trees that do not fit are refused", () => {
  const w = list(1);
  expect(() => leafStatistics({ before: { w }, after: {} as { w: Tensor }, gradients: { w } })).toThrow(new TypeError("leafStatistics: the new parameters have no `w`"));
  expect(() => leafStatistics({ before: { w }, after: { w }, gradients: {} as { w: Tensor } })).toThrow(new TypeError("leafStatistics: the gradients have no `w`"));
});

test("an optimizer that is recorded moves as it does alone, and records every third step", () => {
  const steps: [number, readonly LeafStatistics[]][] = [];
  const rules = [adam(0.1), withLeafStatistics(adam(0.1), (...each) => steps.push(each), 3)];
  const ends = rules.map((rule) => {
    let weights = { parameters: { w: list(1, 2) }, state: rule.init({ w: list(1, 2) }) };
    for (let t = 0; t < 7; t++) weights = rule.update(weights.parameters, { w: list(t, 1) }, weights.state);
    return [...weights.parameters.w.dataSync()];
  });
  expect(ends[1]).toEqual(ends[0]);
  expect(steps.map(([step]) => step)).toEqual([3, 6]);
});

test("with SGD the norm of the update is the rate times that of the gradient", () => {
  let of: LeafStatistics | undefined;
  const rule = withLeafStatistics(sgd(0.5), (_, [leaf]) => void (of = leaf));
  rule.update({ w: list(1, 2, 3, 4) }, { w: list(1, 1, 1, 1) }, rule.init({ w: list(0, 0, 0, 0) }));
  expect(of!.updateRms).toBe(0.5);
  expect(of!.gradientNorm).toBe(2);
});

const shape: DeepMlpShape = { context: 2, vocabularySize: 5, features: 3, width: 8, depth: 3, activation: "relu", residual: true, norm: "none" };
const batch = { contexts: asTensor(Int32Array.of(0, 1, 2, 3, 4, 0), { shape: [3, 2] }), targets: asTensor(Int32Array.of(4, 2, 1)) };
const parameters = initDeepMlp(shape, randomFrom(1), { weights: he });

test("the layers of a deep network are found in order, with the mean squares of their inputs", () => {
  const { layers, largestLogit } = forwardStatistics(deepLossOf(shape)(mapLeaves(parameters, variable), batch));
  const expected = streamOf(parameters, shape, batch.contexts).map((h) => mean(multiply(relu(h), relu(h))).item());
  expect(layers).toHaveLength(1 + shape.depth + 1);
  layers.slice(1).forEach(({ meanSquare }, l) => expect(meanSquare / expected[l]!).toBeCloseTo(1, 5));
  expect(largestLogit).toBeGreaterThan(0);
  expect(largestLogit).toBeLessThan(1);
});

test("the logits and log Z are found with the z-loss added or not, and a row that is ignored has no log Z", () => {
  const logits = variable(asTensor(Float32Array.of(1, -7, 2, 30, 30, 30), { shape: [2, 3] }));
  const targets = asTensor(Int32Array.of(2, -1));
  for (const loss of [crossEntropy(logits, targets), crossEntropyWithZLoss(logits, targets, 0.1)]) {
    const { largestLogit, largestLogZ } = forwardStatistics(loss);
    expect(largestLogit).toBe(30);
    expect(largestLogZ).toBeCloseTo(Math.log(Math.exp(1) + Math.exp(-7) + Math.exp(2)), 6);
  }
});

test("statistics of a layer by hand, and their costs", () => {
  const X = asTensor(Float32Array.of(1, 2, 0, 1, -2, 0), { shape: [2, 3] });
  const loss = crossEntropy(linear(variable(X), asTensor(new Float32Array(6), { shape: [3, 2] }), asTensor(new Float32Array(2))), asTensor(Int32Array.of(0, 1)));
  // two of the three columns never change
  expect(forwardStatistics(loss).layers).toEqual([{ meanSquare: 10 / 6, deadShare: 2 / 3 }]);
  // four logits, and two log Z in float64
  expect(ledgerOf(() => forwardStatistics(loss))).toEqual({ "layer statistics": { FLOPs: 20, "bytes read": 24 }, "logit statistics": { FLOPs: 12, "bytes read": 32 } });
});

test("log Z far below zero counts by its size", () => {
  const logits = variable(asTensor(Float32Array.of(-40, -40), { shape: [1, 2] }));
  expect(forwardStatistics(crossEntropy(logits, asTensor(Int32Array.of(0)))).largestLogZ).toBeCloseTo(40 - Math.LN2, 5);
});

test("a unit whose bias is far below zero is dead", () => {
  const killed = { ...parameters, input: { ...parameters.input, bias: asTensor(Float32Array.of(-99, 0, -99, 0, 0, 0, 0, 0)) } };
  const share = (of: typeof parameters) => forwardStatistics(deepLossOf(shape)(mapLeaves(of, variable), batch)).layers[1]!.deadShare;
  expect(share(killed) - share(parameters)).toBeGreaterThanOrEqual(1 / 8);
  expect(share(killed)).toBeGreaterThanOrEqual(2 / 8);
});

test("the forward pass is recorded where there is a graph, and a constant has none", () => {
  let count = 0;
  const lossOf = withForwardStatistics(deepLossOf(shape), () => void count++);
  lossOf(parameters, batch);
  const variables = mapLeaves(parameters, variable);
  gradientsOf(lossOf(variables, batch), variables);
  expect(count).toBe(1);
  expect(() => forwardStatistics(deepLossOf(shape)(parameters, batch))).toThrow(new TypeError("forwardStatistics: the loss has no computational graph"));
});

test("statistics leave their costs in the ledger", () => {
  const w = asTensor(new Float32Array(10));
  expect(ledgerOf(() => leafStatistics({ before: { w }, after: { w }, gradients: { w } }))).toEqual({ "leaf statistics": { FLOPs: 77, "bytes read": 120 } });
});
//# sourceMappingURL=../../.maps/train/health/statistics.test.ts.map
