// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { reweigh } from "./mixture-weights.ts";

test("of two models, the one that is always right takes all", () => {
  expect(reweigh([0.5, 0.5], [[1, 0], [1, 0]])).toEqual([1, 0]);
});

test("models that always agree are left as they are", () => {
  const probabilities = [[0.5, 0.5], [0.25, 0.25]];
  expect(reweigh([0.25, 0.75], probabilities)).toEqual([0.25, 0.75]);
});
import fc from "fast-check";

const q = fc.double({ min: 0.001, max: 1, noNaN: true });
const three = fc.tuple(q, q, q);
const logLikelihood = (weights: readonly number[], probabilities: readonly (readonly number[])[]) =>
  probabilities.reduce((sum, each) => sum + Math.log(each.reduce((mixed, q, j) => mixed + q * (weights[j] ?? 0), 0)), 0);

test("a step leaves weights that sum to one, and never lowers the likelihood", () => {
  fc.assert(
    fc.property(three, fc.array(three, { minLength: 1, maxLength: 20 }), (drawn, probabilities) => {
      const total = drawn.reduce((sum, weight) => sum + weight);
      const before = drawn.map((weight) => weight / total);
      const after = reweigh(before, probabilities);
      expect(after.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12);
      expect(logLikelihood(after, probabilities)).toBeGreaterThanOrEqual(logLikelihood(before, probabilities) - 1e-9);
    }),
  );
});

test("no places, and a place that nobody foresaw, are refused", () => {
  expect(() => reweigh([0.5, 0.5], [])).toThrow(new RangeError("reweigh: there is no place to learn from"));
  expect(() => reweigh([0.5, 0.5], [[1, 0], [0, 0]])).toThrow(new RangeError("reweigh: every model gives the token the probability 0, [0, 0]"));
});

test("after T steps the loss is above that of any weights by at most their divergence from the start, divided by T", () => {
  fc.assert(
    fc.property(three, fc.array(three, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 50 }), (drawn, probabilities, steps) => {
      const total = drawn.reduce((sum, weight) => sum + weight);
      const baseline = drawn.map((weight) => weight / total);
      let weights = [1 / 3, 1 / 3, 1 / 3];
      for (let step = 0; step < steps; step++) weights = reweigh(weights, probabilities);
      const behind = (logLikelihood(baseline, probabilities) - logLikelihood(weights, probabilities)) / probabilities.length;
      expect(behind).toBeLessThanOrEqual(Math.log(3) / steps + 1e-9);
    }),
  );
});
//# sourceMappingURL=../../.maps/models/ngram/mixture-weights.test.ts.map
