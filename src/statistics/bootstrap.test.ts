// Tangled from book/01-markov-chains/05-kneser-ney.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import { pairedBootstrap } from "./bootstrap.ts";

const zeros = (values: readonly number[]) => values.map(() => 0);
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** σ/√n, with the deviation from the mean of these values themselves. */
const closedForm = (values: readonly number[]) => Math.sqrt(meanOf(values.map((value) => (value - meanOf(values)) ** 2)) / values.length);

test("the standard error tends to σ/√n of the block means", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 2, maxLength: 40 }), fc.integer(), (values, seed) => {
      const { mean, standardError } = pairedBootstrap(values, zeros(values), { blocks: values.length, resamples: 4000, random: randomFrom(seed) });
      expect(mean).toBeCloseTo(meanOf(values), 12);
      // of 4,000 draws the standard deviation is within some 1.1 % of it, so within 8 % practically always
      expect(Math.abs(standardError - closedForm(values))).toBeLessThanOrEqual(0.08 * closedForm(values) + 1e-12);
    }),
    { numRuns: 50, seed: 1851 },
  );
});

test("two blocks give one of them twice, or their mean: standard error |a − b| / √8", () => {
  const { mean, low, high, standardError } = pairedBootstrap([1, 3, 8, 8], [0, 0, 1, 1], { blocks: 2, resamples: 10_000, random: randomFrom(1) });
  expect([mean, low, high]).toEqual([4.5, 2, 7]);
  expect(standardError).toBeCloseTo(5 / Math.sqrt(8), 1);
});

test("of intervals for means of sixty normal numbers, about 95 in 100 contain the expectation", () => {
  const random = randomFrom(1851);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  let inside = 0;
  for (let trial = 0; trial < 400; trial++) {
    const values = Array.from({ length: 60 }, () => 3 + normal());
    const { low, high } = pairedBootstrap(values, zeros(values), { blocks: 60, resamples: 400, random });
    inside += Number(low <= 3 && 3 <= high);
  }
  // the percentile interval of sixty values is a little narrow: some 94 %, and a standard deviation of 1.2 %
  expect(inside / 400).toBeGreaterThan(0.9);
  expect(inside / 400).toBeLessThan(0.98);
});

test("what both share does not count, and blocks notice that neighbours are alike", () => {
  const random = randomFrom(7);
  const shared = Array.from({ length: 6000 }, () => 100 * random.uniform());
  const runs = Array.from({ length: 60 }, () => random.uniform()).flatMap((value) => Array<number>(100).fill(value));
  const first = shared.map((value, i) => value + runs[i]!);
  const errorWith = (blocks: number) => pairedBootstrap(first, shared, { blocks, resamples: 1000, random }).standardError;
  expect(errorWith(60)).toBeLessThan(0.06);
  // each value stands for the hundred of its run: single values seem to know ten times as much
  expect(errorWith(60) / errorWith(6000)).toBeGreaterThan(8);
});

test("equal models do not differ, and a seed draws the same again", () => {
  const values = [2, 7, 1, 8, 2, 8];
  const options = { blocks: 3, resamples: 40 };
  expect(pairedBootstrap(values, values, { ...options, random: randomFrom(1) })).toEqual({ mean: 0, low: 0, high: 0, standardError: 0 });
  const [one, other] = [1, 1].map((seed) => pairedBootstrap(values, zeros(values), { ...options, random: randomFrom(seed) }));
  expect(one).toEqual(other);
});

test.each([
  [[1, 2], [1], 2, 100, "values come in pairs, not 2 and 1"],
  [[], [], 2, 100, "there must be from 2 blocks to one for each of 0 values, not 2"],
  [[1, 2], [1, 2], 1, 100, "there must be from 2 blocks to one for each of 2 values, not 1"],
  [[1, 2], [1, 2], 3, 100, "there must be from 2 blocks to one for each of 2 values, not 3"],
  [[1, 2, 3], [1, 2, 3], 2.5, 100, "there must be from 2 blocks to one for each of 3 values, not 2.5"],
  [[1, 2], [1, 2], 2, 39, "resamples must be a whole number from 40, not 39"],
  [[1, Infinity], [1, 2], 2, 100, "values must be finite, not Infinity"],
  [[1, 2], [NaN, 2], 2, 100, "values must be finite, not NaN"],
])("%j and %j in %d blocks, %d times, are refused", (first, second, blocks, resamples, message) => {
  const options = { blocks, resamples, random: randomFrom(1) };
  expect(() => pairedBootstrap(first, second, options)).toThrow(new RangeError(`pairedBootstrap: ${message}`));
});
//# sourceMappingURL=../.maps/statistics/bootstrap.test.ts.map
