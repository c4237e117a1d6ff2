// Tangled from book/05-optimisation/01-gradient-descent-on-quadratics.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { asTensor } from "../tensor-core.ts";
import { bestRate, conditionNumber, contraction, curvatureOf, quadratic, visited } from "./quadratic.ts";
import { sgd } from "./sgd.ts";

const eigenvalue = fc.double({ min: 0.1, max: 10, noNaN: true });
const eigenvalues = fc.array(eigenvalue, { minLength: 2, maxLength: 5 });

test("the loss is half the sum of the squares, each times its eigenvalue", () => {
  const loss = quadratic(asTensor(Float64Array.of(1, 10)));
  expect(loss({ x: asTensor(Float64Array.of(3, -2)) }).item()).toBe((9 + 40) / 2);
});

test("a step multiplies each coordinate by 1 − ηλ", () => {
  fc.assert(fc.property(eigenvalues, fc.double({ min: 0.001, max: 0.3, noNaN: true }), (lambda, rate) => {
    const points = visited(lambda, lambda.map(() => 1), sgd(rate), 20);
    points[20]!.forEach((x, i) => expect(Math.abs(x - (1 - rate * lambda[i]!) ** 20)).toBeLessThan(1e-12 * (1 + Math.abs(x))));
  }));
});

test("no rate contracts more than the best, whose factor is (κ − 1) / (κ + 1)", () => {
  fc.assert(fc.property(eigenvalues, fc.double({ min: 0.001, max: 3, noNaN: true }), (lambda, rate) => {
    const range = curvatureOf(lambda);
    const kappa = conditionNumber(range);
    expect(contraction(bestRate(range), range)).toBeCloseTo((kappa - 1) / (kappa + 1), 12);
    expect(contraction(rate, range)).toBeGreaterThanOrEqual(contraction(bestRate(range), range) - 1e-12);
  }));
});

test("what is not a positive number is no eigenvalue of a quadratic with a minimum", () => {
  const refused = (bad: number | string) => new RangeError(`curvatureOf: eigenvalues are positive numbers, not ${bad}`);
  for (const bad of [0, -1, NaN, Infinity]) expect(() => curvatureOf([1, bad])).toThrow(refused(bad));
  expect(() => curvatureOf([])).toThrow(refused("an empty list"));
});
//# sourceMappingURL=../.maps/optim/quadratic.test.ts.map
