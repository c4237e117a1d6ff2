// Tangled from book/05-optimisation/03-gradient-noise.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { paddedSequences, type Batch } from "../data/examples.ts";
import { defaultInitStd, initMlp, lossOf, type MlpParameters } from "../models/mlp-lm/mlp-lm.ts";
import { leavesOf, mapLeaves } from "../nn/parameters.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, astype, multiply, sum, variable, type Tensor } from "../tensor-core.ts";
import { accumulatedGradient, type Microbatch } from "./accumulate.ts";
import { gradientsOf } from "./train.ts";

const shape = { context: 2, vocabularySize: 4, features: 2, width: 5 };
const parameters = mapLeaves(initMlp(shape, randomFrom(3), defaultInitStd(shape)), (leaf) => astype(leaf, "float64"));
const examples = paddedSequences([Int32Array.of(1, 2, 3, 0), Int32Array.of(2, 0), Int32Array.of(3, 3, 1, 1, 2, 0)], 2);
const all = Array.from({ length: examples.count }, (_, i) => i);
const microbatchOf = (places: readonly number[]): Microbatch<MlpParameters> => {
  const batch: Batch = examples.batch(places);
  return { count: places.length, lossOf: (parameters) => lossOf(parameters, batch) };
};
const numbersIn = (tree: MlpParameters) => leavesOf(tree).flatMap(([, leaf]) => [...leaf.dataSync()]);
const whole = (() => {
  const variables = mapLeaves(parameters, variable);
  return numbersIn(gradientsOf(lossOf(variables, examples.batch(all)), variables));
})();

test("microbatches of unequal sizes give the gradient of the whole batch", () => {
  fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: examples.count - 1 }), { maxLength: 5 }), (cuts) => {
    const ends = [0, ...cuts.sort((one, other) => one - other), examples.count];
    const parts = ends.slice(1).map((end, i) => microbatchOf(all.slice(ends[i], end)));
    numbersIn(accumulatedGradient(parameters, parts)).forEach((each, i) => expect(each).toBeCloseTo(whole[i]!, 12));
  }), { numRuns: 20 });
});

test("an example in a small microbatch counts as much as one in a large one", () => {
  // one example with the gradient 6, and three with the mean gradient 2
  const part = (count: number, slope: number) => ({ count, lossOf: ({ w }: { readonly w: Tensor }) => sum(multiply(w, slope)) });
  const { w } = accumulatedGradient({ w: asTensor(Float64Array.of(0)) }, [part(1, 6), part(3, 2)]);
  expect(w.item()).toBe((6 + 3 * 2) / 4);
});

test("two accumulations in turn give the same gradient", () => {
  const parts = [microbatchOf(all.slice(0, 5)), microbatchOf(all.slice(5))];
  expect(numbersIn(accumulatedGradient(parameters, parts))).toEqual(numbersIn(accumulatedGradient(parameters, parts)));
});

test("no microbatch, and one without examples, are refused", () => {
  expect(() => accumulatedGradient(parameters, [])).toThrow(new RangeError("accumulatedGradient: no microbatch"));
  expect(() => accumulatedGradient(parameters, [{ ...microbatchOf([0]), count: 0 }])).toThrow(new RangeError("accumulatedGradient: a microbatch of 0 examples"));
});
//# sourceMappingURL=../.maps/train/accumulate.test.ts.map
