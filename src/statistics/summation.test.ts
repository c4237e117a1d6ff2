// Tangled from book/interlude-b-the-processor/09-accuracy-of-sums.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import { kahanSum, naiveSum, pairwiseSum, sumInLanes } from "./summation.ts";

const orders = { naiveSum, pairwiseSum, kahanSum, "sumInLanes of 32": (x: Float32Array) => sumInLanes(x, 32) };

test.each(Object.entries(orders))("%s of whole numbers is exact below 2²⁴", (_, sum) => {
  for (const n of [0, 1, 2, 3, 31, 32, 33, 1000]) expect(sum(Float32Array.from({ length: n }, (_, i) => i + 1))).toBe((n * (n + 1)) / 2);
});

test.each([["naiveSum", naiveSum, 9999], ["pairwiseSum", pairwiseSum, 14], ["sumInLanes of 100", (x: Float32Array) => sumInLanes(x, 100), 200], ["kahanSum", kahanSum, 2.1]] as const)("%s is within its bound", (_, sum, depth) => {
  const random = randomFrom(1851);
  const x = Float32Array.from({ length: 10_000 }, () => random.uniform());
  const exact = x.reduce((total, each) => total + each, 0);
  expect(Math.abs(sum(x) / exact - 1)).toBeLessThanOrEqual((depth * 2 ** -24) / (1 - depth * 2 ** -24));
});

test("a compensation keeps what a total of 2²⁴ would lose", () => {
  const x = Float32Array.of(2 ** 24, ...new Array<number>(100).fill(1));
  expect([naiveSum(x), kahanSum(x)]).toEqual([2 ** 24, 2 ** 24 + 100]);
});
//# sourceMappingURL=../.maps/statistics/summation.test.ts.map
