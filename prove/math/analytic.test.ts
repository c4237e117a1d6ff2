import { expect, test } from "vitest";
import { analyticMath, erf } from "./analytic.ts";

// Abramowitz and Stegun, table 7.1, and the first digits of erfc(3) and erfc(4) from table 7.3
test.each([
  [0, 0],
  [0.5, 0.5204998778130465],
  [1, 0.8427007929497149],
  [2, 0.9953222650189527],
  [3, 0.9999779095030014],
  [4, 0.9999999845827421],
])("erf(%s) is %s", (x, value) => {
  expect(Math.abs(erf(x) - value)).toBeLessThan(4e-16);
  expect(erf(-x) + erf(x)).toBe(0);
});

test("the two ways to compute erf meet where one takes over from the other", () => {
  expect(Math.abs(erf(2.5 - 1e-12) - erf(2.5))).toBeLessThan(1e-14);
});

test("functions of Math are known by themselves", () => {
  expect(analyticMath.get(Math.tanh)?.slope(0)).toBe(1);
  expect(analyticMath.has(Math.hypot)).toBe(false);
});
