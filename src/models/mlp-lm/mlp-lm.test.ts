// Tangled from book/04-neural-lm/03-mlp-language-model.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { leavesOf, mapLeaves, sizeOf } from "../../nn/parameters.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { asTensor, gradient, variable } from "../../tensor-core.ts";
import { difference } from "../../testing/laws.ts";
import { lossOf, initMlp, logitsOf, type MlpParameters } from "./mlp-lm.ts";

const letters = { context: 3, vocabularySize: 27, features: 10, width: 200 };
const tiny = { context: 2, vocabularySize: 4, features: 3, width: 5 };
const spread = { hidden: 0.5, output: 0.5 };
const batch = { contexts: asTensor([[0, 3], [2, 2], [1, 0]], { dtype: "int32" }), targets: asTensor([1, 3, 0], { dtype: "int32" }) };

/** The same with plain numbers, one at a time. */
function byHand({ embedding, hidden, output }: MlpParameters, context: readonly number[]): number[] {
  const [E, W, U] = [embedding, hidden.weight, output.weight].map((x) => x.toArray() as number[][]) as [number[][], number[][], number[][]];
  const [b, a] = [hidden.bias, output.bias].map((x) => x.toArray() as number[]) as [number[], number[]];
  const read = context.flatMap((letter) => E[letter]!);
  const h = b.map((start, j) => Math.tanh(read.reduce((sum, x, i) => sum + x * W[i]![j]!, start)));
  return a.map((start, v) => h.reduce((sum, x, j) => sum + x * U[j]![v]!, start));
}

test("27 tokens, a context of 3, 10 features and 200 units are 11,897 parameters", () => {
  const parameters = initMlp(letters, randomFrom(1), spread);
  expect(sizeOf(parameters)).toBe(27 * 10 + (30 * 200 + 200) + (200 * 27 + 27));
  expect(sizeOf(parameters)).toBe(11_897);
});

test("its scores are those of scalar arithmetic", () => {
  const parameters = initMlp(tiny, randomFrom(1851), spread);
  const scores = (batch.contexts.toArray() as number[][]).map((context) => byHand(parameters, context));
  expect(difference([logitsOf(parameters, batch.contexts)], [asTensor(scores)])).toBeLessThan(1e-6);
});

test("its loss is the mean of −log p", () => {
  const parameters = initMlp(tiny, randomFrom(1851), spread);
  const prices = (batch.contexts.toArray() as number[][]).map((context, i) => {
    const scores = byHand(parameters, context);
    return Math.log(scores.reduce((sum, z) => sum + Math.exp(z), 0)) - scores[batch.targets.dataSync()[i]!]!;
  });
  expect(lossOf(parameters, batch).item()).toBeCloseTo(prices.reduce((sum, each) => sum + each, 0) / 3, 6);
});

test("every leaf has the gradient of finite differences", () => {
  const parameters = mapLeaves(initMlp(tiny, randomFrom(7), spread), (leaf) => asTensor(Float64Array.from(leaf.dataSync()), { shape: leaf.shape }));
  const leaves = mapLeaves(parameters, variable);
  const gradients = gradient(lossOf(leaves, batch), leavesOf(leaves).map(([, leaf]) => leaf));
  const STEP = 1e-5;
  leavesOf(parameters).forEach(([path, leaf], i) => {
    const shifted = (at: number, by: number) => lossOf(mapLeaves(parameters, (each, name) =>
      name === path ? asTensor(Float64Array.from(each.dataSync(), (x, j) => x + (j === at ? by : 0)), { shape: each.shape }) : each), batch).item();
    const expected = Array.from({ length: leaf.size }, (_, at) => (shifted(at, STEP) - shifted(at, -STEP)) / (2 * STEP));
    expect(difference([gradients[i]!], [asTensor(Float64Array.from(expected), { shape: leaf.shape })]), path).toBeLessThan(1e-8);
  });
});

test("equal seeds, equal networks", () => {
  const [one, other] = [3, 3].map((seed) => leavesOf(initMlp(tiny, randomFrom(seed), spread)).map(([, leaf]) => leaf));
  expect(difference(one!, other!)).toBe(0);
});
//# sourceMappingURL=../../.maps/models/mlp-lm/mlp-lm.test.ts.map
