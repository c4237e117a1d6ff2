// Tangled from book/02-automatic-differentiation/01-derivatives-and-gradient-descent.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { centralDifference, forwardDifference } from "./finite-difference.ts";

const numbers = fc.double({ min: -10, max: 10, noNaN: true });
const steps = fc.double({ min: 0.01, max: 2, noNaN: true });

test("both finite differences of a linear function are its derivative, whatever the step", () => {
  fc.assert(
    fc.property(numbers, numbers, numbers, steps, (a, b, x, h) => {
      const line = (at: number) => a + b * at;
      expect(forwardDifference(line, x, h)).toBeCloseTo(b, 8);
      expect(centralDifference(line, x, h)).toBeCloseTo(b, 8);
    }),
  );
});

test("of a square, the one-sided difference is off by the step and the central difference by nothing", () => {
  fc.assert(
    fc.property(numbers, steps, (x, h) => {
      const square = (at: number) => at * at;
      expect(forwardDifference(square, x, h)).toBeCloseTo(2 * x + h, 8);
      expect(centralDifference(square, x, h)).toBeCloseTo(2 * x, 8);
    }),
  );
});

test("at a kink the one-sided differences do not agree, and the central one is their mean", () => {
  expect([forwardDifference(Math.abs, 0, 0.1), forwardDifference(Math.abs, 0, -0.1), centralDifference(Math.abs, 0, 0.1)]).toEqual([1, -1, 0]);
});
//# sourceMappingURL=../../.maps/autograd/scalar/finite-difference.test.ts.map
