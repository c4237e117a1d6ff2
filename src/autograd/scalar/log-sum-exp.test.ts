// Tangled from book/02-automatic-differentiation/09-exercises.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { real } from "./arithmetic.ts";
import { checkGradient, gradientOf } from "./gradient-check.ts";
import { logSumExp } from "./log-sum-exp.ts";
import { randomFrom } from "../../random/xoshiro128.ts";

test("the logarithm of a sum of exponentials, far up and far down", () => {
  expect(logSumExp(real, [0, 0])).toBeCloseTo(Math.LN2, 12);
  expect(logSumExp(real, [1000, 1000])).toBeCloseTo(1000 + Math.LN2, 9);
  expect(logSumExp(real, [-1000, -1000])).toBeCloseTo(-1000 + Math.LN2, 9);
  expect(logSumExp(real, [-1e20, 800])).toBe(800);
});

test("its gradient is the softmax", () => {
  const gradient = gradientOf(logSumExp, [1, 2, 3]);
  const sum = Math.exp(1) + Math.exp(2) + Math.exp(3);
  gradient.forEach((derivative, i) =>
    expect(derivative).toBeCloseTo(Math.exp(i + 1) / sum, 12));
  const checked = checkGradient(logSumExp, [1, 900, 2], randomFrom(1));
  expect(checked.complexStep).toBeLessThan(1e-12);
});
//# sourceMappingURL=../../.maps/autograd/scalar/log-sum-exp.test.ts.map
