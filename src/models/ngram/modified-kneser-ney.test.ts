// Tangled from book/01-markov-chains/05-kneser-ney.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { countContinuations } from "./kneser-ney.ts";
import { countsOfCounts, modifiedDiscounts, modifiedKneserNey } from "./modified-kneser-ney.ts";
import { countsOf } from "./smoothing.ts";

// a and b once, c twice, d three times, e four times: n₁ = 2, n₂ = n₃ = n₄ = 1
const byHand = countsOf("abccdddeeee", 0);

test("a row by hand: Y = ½, discounts ½, ½ and 1, which add up to 3½", () => {
  expect(countsOfCounts(byHand.tables[0]!, 4)).toEqual([0, 2, 1, 1, 1]);
  expect(modifiedDiscounts(byHand.tables[0]!)).toEqual([1 / 2, 1 / 2, 1]);
  // (count − κ + 3½ · ⅙) / 11, the last for the unknown token
  const expected = { a: 13, b: 13, c: 25, d: 31, e: 43, "?": 7 };
  for (const [next, numerator] of Object.entries(expected)) {
    expect(modifiedKneserNey(byHand).probability("", next)).toBeCloseTo(numerator / 132, 15);
  }
});

test("where an n-gram count is missing from the formula, the discount is ¾", () => {
  // n₁ = 3 and no other count: κ₁ = 1 − 2 · 0 / 3, the others are not defined
  expect(modifiedDiscounts(countsOf("abc", 0).tables[0]!)).toEqual([1, 3 / 4, 3 / 4]);
});

test("after every history, the probabilities of all characters sum to one", () => {
  const [letter, other] = [fc.constantFrom("a", "b", "c"), fc.constantFrom("a", "b", "c", "d")];
  fc.assert(
    fc.property(fc.string({ minLength: 4, maxLength: 60, unit: letter }), fc.string({ maxLength: 5, unit: other }), fc.integer({ min: 0, max: 3 }), (read, history, order) => {
      const counts = countContinuations(countsOf(read, order));
      const q = [...counts.alphabet.characters, "¶"].map((next) => modifiedKneserNey(counts).probability(history, next));
      expect(q.reduce((sum, each) => sum + each)).toBeCloseTo(1, 12);
      expect(Math.min(...q)).toBeGreaterThanOrEqual(0);
    }),
  );
});
//# sourceMappingURL=../../.maps/models/ngram/modified-kneser-ney.test.ts.map
