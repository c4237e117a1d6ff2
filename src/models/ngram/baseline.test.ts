// Tangled from book/01-markov-chains/02-maximum-likelihood.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { divergence } from "../../information/entropy.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { data } from "../../data/files.ts";
import { split } from "../../data/split.ts";
import { conditionalEntropy, excess } from "./entropy.ts";
import { loss } from "./evaluate.ts";
import { train } from "./model.ts";
import { perturb } from "./baseline.ts";

const { train: training } = split(data("moby-dick.txt"));
const bigrams = train(training, 1);

test("no baseline has a lower loss than counting on the text that was counted", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 5, unit: fc.constantFrom("a", "b", "c") }), fc.integer(), fc.integer({ min: 0, max: 3 }), (text, seed, order) => {
      const counted = train(text, order);
      const baseline = perturb(counted, 0.9, randomFrom(seed));
      expect(loss(baseline, text, order)).toBeGreaterThanOrEqual(loss(counted, text, order) - 1e-12);
    }),
  );
});

test("what a baseline pays is the difference of the losses, and ∞ for a letter it has dropped", () => {
  const counted = train(training.slice(0, 20_000), 2);
  const text = training.slice(0, 20_000);
  const baseline = perturb(counted, 0.7, randomFrom(3));
  expect(excess(counted, baseline)).toBeCloseTo(loss(baseline, text, 2) - loss(counted, text, 2), 10);
  expect(excess(counted, counted)).toBe(0);
  expect(excess(train("abac", 1), train("abab", 1))).toBe(Infinity);
});

test("none of twenty perturbed tables beats the counts; they lose 1.5 % and 0.0014 nats", () => {
  const best = conditionalEntropy(bigrams);
  const random = randomFrom(1851);
  const [half = NaN, tenth = NaN] = [0.5, 0.1].map((spread) => {
    const paid = Array.from({ length: 20 }, () => excess(bigrams, perturb(bigrams, spread, random)));
    expect(Math.min(...paid)).toBeGreaterThan(0);
    return paid.reduce((sum, each) => sum + each) / paid.length;
  });
  expect([best, best + half, best + tenth].map((nats) => nats.toFixed(4))).toEqual(["2.4118", "2.4490", "2.4132"]);
  expect(half / best).toBeCloseTo(0.015, 3);
  expect(tenth).toBeCloseTo(0.0014, 4);
});

test("errors drawn evenly from −s to s have mean square s²/3: at one half, a loss of 1/24", () => {
  const random = randomFrom(5);
  let square = 0;
  for (let i = 0; i < 100_000; i++) square += (0.5 * (2 * random.uniform() - 1)) ** 2 / 100_000;
  expect(square).toBeCloseTo(0.5 ** 2 / 3, 3);
  expect(square / 2).toBeCloseTo(1 / 24, 3);
});

test("the mean over a hundred perturbed tables is 15 % below the parabola at 0.1, below it up to 0.6, and 24 % above it at 0.9", () => {
  const dice = randomFrom(1851);
  const ratios = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((spread) => {
    let mean = 0;
    for (let i = 0; i < 100; i++) mean += excess(bigrams, perturb(bigrams, spread, dice)) / 100;
    return mean / (spread ** 2 / 6);
  });
  expect(ratios.map((ratio) => ratio > 1)).toEqual([false, false, false, false, false, false, true, true, true]);
  expect(ratios[0]).toBeCloseTo(0.85, 2);
  expect(ratios[8]).toBeCloseTo(1.24, 2);
});

test("what remains of an error is 1 − Σp², 0.84 on average over the rows", () => {
  let [sum, places] = [0, 0];
  for (const { counts, total } of bigrams.table.values()) {
    let common = 0;
    for (const count of counts.values()) common += (count / total) ** 2;
    sum += total * (1 - common);
    places += total;
  }
  expect(sum / places).toBeCloseTo(0.84, 2);
});

test("a baseline of `wha` that gives l 0.80 and t 0.19 should move a little from l to t", () => {
  const counts = train(training, 3).table.get("wha")?.counts;
  expect(Math.round((counts?.get("l") ?? NaN) / 0.8)).toBe(1626);
  expect(Math.round((counts?.get("t") ?? NaN) / 0.19)).toBe(2495);
});

test("the two n after `wha` are a squall and a shower of arrows", () => {
  const places = [...training.matchAll(/.{5,6}whan.{17}/gs)].map(String);
  expect(places).toEqual(["Blang-whang! God! Duck lowe", " when whang come the arrows"]);
});

test("order 16 has the lowest loss: 0.014 nats", () => {
  expect(conditionalEntropy(train(training, 16))).toBeCloseTo(0.014, 3);
});

test("the loss on the training text is the conditional entropy of its counts", () => {
  for (const order of [0, 1, 3]) {
    const model = train(training, order);
    const [priced, counted] = [loss(model, training, order), conditionalEntropy(model)];
    expect(Math.abs(priced - counted)).toBeLessThan(1e-10);
  }
});

test("order 1 has 1,731 counts", () => {
  const rows = [...bigrams.table.values()];
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

test("a table of nothing has no entropy, and no baseline", () => {
  const nothing = train("", 1);
  expect(() => conditionalEntropy(nothing)).toThrow(new RangeError("conditionalEntropy: the table is empty"));
  expect(() => excess(nothing, nothing)).toThrow(new RangeError("excess: the table is empty"));
});

test("a loss of no characters is refused", () => {
  expect(() => loss(train("abc", 1), "abc", 3)).toThrow("loss: there is no character to evaluate");
});
//# sourceMappingURL=../../.maps/models/ngram/baseline.test.ts.map
