// Tangled from book/01-markov-chains/02-why-counting-is-best.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { divergence } from "../information/entropy.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { data } from "../text/data.ts";
import { split } from "../text/split.ts";
import { conditionalEntropy } from "./entropy.ts";
import { loss } from "./evaluate.ts";
import { train } from "./model.ts";
import { shake } from "./rival.ts";

const { training } = split(data("moby-dick.txt"));

test("no rival has a lower loss than counting on the text that was counted", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 5, unit: fc.constantFrom("a", "b", "c") }), fc.integer(), fc.integer({ min: 0, max: 3 }), (text, seed, order) => {
      const counted = train(text, order);
      const rival = shake(counted, 0.9, randomFrom(seed));
      expect(loss(rival, text, order)).toBeGreaterThanOrEqual(loss(counted, text, order) - 1e-12);
    }),
  );
});

test("none of twenty shaken tables beats the counts, and they lose about s²/6", () => {
  const counted = train(training, 1);
  const best = loss(counted, training, 1);
  const random = randomFrom(1851);
  for (const spread of [0.5, 0.1]) {
    const excess = Array.from({ length: 20 }, () => loss(shake(counted, spread, random), training, 1) - best);
    const mean = excess.reduce((sum, each) => sum + each) / excess.length;
    expect(Math.min(...excess)).toBeGreaterThan(0);
    expect(mean / (spread ** 2 / 6)).toBeGreaterThan(0.8);
    expect(mean / (spread ** 2 / 6)).toBeLessThan(1);
  }
});

test("the loss on the training text is the conditional entropy of its counts", () => {
  for (const order of [0, 1, 2, 5]) {
    const model = train(training, order);
    const [priced, counted] = [loss(model, training, order), conditionalEntropy(model)];
    expect(Math.abs(priced - counted)).toBeLessThan(1e-10);
  }
});

test("order 1 has 1,731 counts", () => {
  const rows = [...train(training, 1).table.values()];
  expect(rows.reduce((sum, row) => sum + row.counts.size, 0)).toBe(1731);
});

test("a longer memory never has a higher loss on the training text", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 6, unit: fc.constantFrom("a", "b") }), fc.integer({ min: 0, max: 3 }), (text, order) => {
      // the same places for both: the shorter memory is counted from the second place it could be asked for
      const shorter = conditionalEntropy(train(text.slice(1), order));
      expect(conditionalEntropy(train(text, order + 1))).toBeLessThanOrEqual(shorter + 1e-12);
    }),
  );
});

test("the divergence is zero only between equals, and infinite where the impossible happens", () => {
  expect(divergence([0.5, 0.5], [0.5, 0.5])).toBe(0);
  expect(divergence([0.5, 0.5], [0.25, 0.75])).toBeCloseTo(0.5 * Math.log(2) + 0.5 * Math.log(2 / 3), 12);
  expect(divergence([1, 0], [0.5, 0.5])).toBeCloseTo(Math.log(2), 12);
  expect(divergence([0.5, 0.5], [1, 0])).toBe(Infinity);
});

test("a loss of no characters is refused", () => {
  expect(() => loss(train("abc", 1), "abc", 3)).toThrow("loss: there is no character to price");
});
//# sourceMappingURL=../.maps/markov/rival.test.ts.map
