// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { randomFrom } from "../../random/xoshiro128.ts";
import { data } from "../../data/files.ts";
import { shareOfStretchesFrom, shareOfWordsFrom } from "../../generate/originality.ts";
import { split } from "../../data/split.ts";
import { draw, generate } from "./generate.ts";
import { train, type CountTable } from "./model.ts";

const { train: training } = split(data("moby-dick.txt"));

test("`wha` is followed by l, t, r and n, and by nothing else", () => {
  const row = train(training, 3).table.get("wha");
  expect(row?.total).toBe(1793);
  expect(Object.fromEntries(row?.counts ?? [])).toEqual({ l: 1301, t: 474, r: 16, n: 2 });
});

test("every place after the first context is counted once", () => {
  for (const order of [0, 1, 4]) {
    const totals = [...train("the whale, the whale", order).table.values()].map((row) => row.total);
    expect(totals.reduce((a, b) => a + b, 0)).toBe(20 - order);
  }
});

test("a table without a context of its own length has no rows", () => {
  expect(train("abc", 3).table.size).toBe(0);
  expect(train("", 0).table.size).toBe(0);
});

test("an order that is not a count is refused", () => {
  for (const order of [-1, 1.5, NaN, Infinity]) expect(() => train("abc", order)).toThrow(RangeError);
});

test("letters are drawn in proportion to their counts", () => {
  const random = randomFrom(7);
  const successors = { counts: new Map([["a", 1], ["b", 3]]), total: 4 };
  const drawn = Array.from({ length: 40_000 }, () => draw(successors, random)).filter((letter) => letter === "b").length;
  // 30,000 expected, with a standard deviation of √(40,000 · ¾ · ¼) ≈ 87: the seed is fixed, so this either holds or does not
  expect(Math.abs(drawn - 30_000)).toBeLessThan(3 * 87);
});

test("a text in which every context has one successor is written back", () => {
  const text = "To the last I grapple with thee";
  const model = train(text, 6);
  expect(generate(model, randomFrom(1), { prompt: text.slice(0, 6), length: 1000 })).toBe(text.slice(6));
});

test("of 531,441 runs of three characters the text has 12,551", () => {
  expect(new Set(training).size ** 3).toBe(531_441);
  expect(train(training, 3).table.size).toBe(12_551);
});

const write = (model: CountTable, length = 10_000) => generate(model, randomFrom(1851), { prompt: "Call me Ishmael.", length });

test("one letter of memory makes a third of the words real, five make nineteen in twenty", () => {
  expect(shareOfWordsFrom(training, write(train(training, 1)))).toBeCloseTo(0.33, 2);
  expect(shareOfWordsFrom(training, write(train(training, 5)))).toBeCloseTo(0.95, 2);
});

test("of the pieces of twenty letters that order 10 writes, nearly half are copied", () => {
  expect(shareOfStretchesFrom(training, write(train(training, 10)), 20)).toBeCloseTo(0.48, 2);
});

test("order 12 splices two true sentences", () => {
  const sample = write(train(training, 12), 58);
  expect(sample).toBe(" Some years ago—never mind from where—the more the merrier");
  const seam = sample.indexOf("never mind") + "never mind ".length;
  for (const part of [sample.slice(1, seam), sample.slice(seam - "—never mind ".length)]) expect(training).toContain(part);
});

test("order 16 copies nearly all: almost every one of its 1,042,412 rows holds a single letter", () => {
  const model = train(training, 16);
  expect(model.table.size).toBe(1_042_412);
  let single = 0;
  for (const row of model.table.values()) if (row.counts.size === 1) single++;
  expect(single / model.table.size).toBeCloseTo(0.993, 3);
  const sample = write(model);
  expect(sample.slice(0, 46)).toBe(" Some years ago—never mind how long precisely—");
  expect(shareOfStretchesFrom(training, sample, 20)).toBeCloseTo(0.99, 2);
});
//# sourceMappingURL=../../.maps/models/ngram/model.test.ts.map
