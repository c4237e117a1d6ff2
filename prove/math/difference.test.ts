import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analytic } from "./analytic.ts";
import { isSettled, slopeAt } from "./difference.ts";

describe("central differences", () => {
  test("the derivative of a polynomial is found to ten digits", () => {
    const coefficient = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.array(coefficient, { minLength: 2, maxLength: 6 }), fc.double({ min: -3, max: 3, noNaN: true }), (coefficients, x) => {
        const p = (at: number) => coefficients.reduceRight((sum, each) => sum * at + each, 0);
        const derivative = coefficients.map((each, k) => k * each).slice(1).reduceRight((sum, each) => sum * x + each, 0);
        const size = coefficients.reduce((sum, each, k) => sum + Math.abs(each) * Math.max(1, k) * Math.max(1, Math.abs(x)) ** k, 1e-300);
        expect(Math.abs((slopeAt(p, x)?.slope ?? NaN) - derivative)).toBeLessThan(1e-10 * size);
      }),
    );
  });

  test.each(Object.keys(analytic).filter((name) => !["abs", "sign", "floor", "ceil"].includes(name)))("the slope and bend of %s are those of differences", (name) => {
    const f = analytic[name];
    if (f === undefined) throw new Error(name);
    for (const x of [0.05, 0.3, 0.9, 1.4, 2.6, 4]) {
      const slope = slopeAt(f.value, x)?.slope ?? NaN;
      const bend = slopeAt(f.slope, x)?.slope ?? NaN;
      expect(Math.abs(slope - f.slope(x))).toBeLessThan(1e-8 * Math.max(1, Math.abs(f.slope(x))));
      expect(Math.abs(bend - f.bend(x))).toBeLessThan(1e-8 * Math.max(1, Math.abs(f.bend(x))));
    }
  });

  test("steps that leave the domain are passed over", () => {
    expect(slopeAt(Math.log, 0.001)?.slope).toBeCloseTo(1000, 6);
    expect(slopeAt(Math.sqrt, 1e-3)?.slope).toBeCloseTo(0.5 / Math.sqrt(1e-3), 6);
  });

  test("outside of the domain there is no derivative", () => {
    expect(slopeAt(Math.log, -1)).toBeUndefined();
  });

  test("beside a kink the derivative is that of the piece", () => {
    expect(slopeAt(Math.abs, 0.0005)?.slope).toBeCloseTo(1, 10);
    expect(slopeAt(Math.abs, -0.0005)?.slope).toBeCloseTo(-1, 10);
  });

  test("a jump has no derivative that settles", () => {
    const jump = (x: number) => (x > 0.3 ? 1 : 0);
    const slope = slopeAt(jump, 0.3);
    expect(slope === undefined || isSettled(slope, { value: 0, x: 0.3 })).toBe(false);
  });
});
