// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { reweigh } from "./mixing.ts";

const chance = fc.double({ min: 0.001, max: 1, noNaN: true });
const three = fc.tuple(chance, chance, chance);

test("a step leaves weights that sum to one, and never lowers the likelihood", () => {
  fc.assert(
    fc.property(three, fc.array(three, { minLength: 1, maxLength: 20 }), (drawn, chances) => {
      const total = drawn.reduce((sum, weight) => sum + weight);
      const before = drawn.map((weight) => weight / total);
      const after = reweigh(before, chances);
      const likelihood = (weights: readonly number[]) => chances.reduce((sum, each) => sum + Math.log(each.reduce((mixed, chance, j) => mixed + chance * (weights[j] ?? 0), 0)), 0);
      expect(after.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12);
      expect(likelihood(after)).toBeGreaterThanOrEqual(likelihood(before) - 1e-9);
    }),
  );
});

test("of two beliefs of which one is always right, it moves to that one; equal ones are left alone", () => {
  expect(reweigh([0.5, 0.5], [[1, 0], [1, 0]])).toEqual([1, 0]);
  expect(reweigh([0.25, 0.75], [[0.5, 0.5], [0.25, 0.25]])).toEqual([0.25, 0.75]);
});
//# sourceMappingURL=../.maps/markov/mixing.test.ts.map
