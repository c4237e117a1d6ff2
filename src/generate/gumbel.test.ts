// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import { drawGumbel } from "./gumbel.ts";

test("the largest noisy logit falls to each item in proportion", () => {
  const counts = [1301, 474, 16, 2];
  const logits = counts.map((count) => Math.log(count));
  const seen = counts.map(() => 0);
  const random = randomFrom(1851);
  for (let i = 0; i < 100_000; i++) seen[drawGumbel(logits, random)]!++;
  const squares = counts.map((count, x) => {
    const expected = (100_000 * count) / 1793;
    return (seen[x]! - expected) ** 2 / expected;
  });
  // χ² with three degrees of freedom: one run in a thousand is above
  expect(squares.reduce((sum, each) => sum + each)).toBeLessThan(16.27);
});

test("from no logits nothing is drawn", () => {
  expect(() => drawGumbel([], randomFrom(1))).toThrow(new RangeError("drawGumbel: there are no logits"));
});
//# sourceMappingURL=../.maps/generate/gumbel.test.ts.map
