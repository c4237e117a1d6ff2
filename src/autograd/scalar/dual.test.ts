// Tangled from book/02-automatic-differentiation/03-forward-mode.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { real, single, type Arithmetic, type Operation } from "./arithmetic.ts";
import { centralDifference } from "./finite-difference.ts";
import { duals, dualsOver, derivativeAt } from "./dual.ts";

const ones = ["negative", "exp", "log", "sqrt", "sin", "cos", "tanh", "relu"] as const satisfies readonly Operation[];
const twos = ["add", "subtract", "multiply", "divide"] as const satisfies readonly Operation[];
const size = fc.double({ min: 0.3, max: 3, noNaN: true });
const number = fc.double({ min: -3, max: 3, noNaN: true });

test.each(ones)("%s of a dual number: the value of plain numbers, the tangent that a finite difference gives", (operation) => {
  fc.assert(
    fc.property(size, number, (value, tangent) => {
      const dual = duals[operation]({ value, tangent });
      expect(dual.value).toBe(real[operation](value));
      expect(dual.tangent).toBeCloseTo(tangent * centralDifference(real[operation], value, 1e-5), 6);
    }),
  );
});

test.each(twos)("%s of dual numbers: the value of plain numbers, the finite differences of both operands added", (operation) => {
  fc.assert(
    fc.property(size, size, number, number, (x, y, s, t) => {
      const dual = duals[operation]({ value: x, tangent: s }, { value: y, tangent: t });
      expect(dual.value).toBe(real[operation](x, y));
      const shifted = centralDifference((h) => real[operation](x + s * h, y + t * h), 0, 1e-5);
      expect(dual.tangent).toBeCloseTo(shifted, 5);
    }),
  );
});

test("where a number is negative, relu and step are level; at zero we take that side too", () => {
  for (const value of [-1, 0]) {
    expect(duals.relu({ value, tangent: 3 })).toEqual({ value: 0, tangent: 0 });
    expect(duals.step({ value, tangent: 3 })).toEqual({ value: 0, tangent: 0 });
  }
  expect(duals.relu({ value: 2, tangent: 3 })).toEqual({ value: 2, tangent: 3 });
  expect(duals.step({ value: 2, tangent: 3 })).toEqual({ value: 1, tangent: 0 });
});

test("dual numbers over dual numbers have second derivatives: those of a cube and of a sine", () => {
  const twice = dualsOver(duals);
  fc.assert(
    fc.property(number, (x) => {
      const moving = { value: { value: x, tangent: 1 }, tangent: { value: 1, tangent: 0 } };
      expect(twice.multiply(twice.multiply(moving, moving), moving).tangent.tangent).toBeCloseTo(6 * x, 10);
      expect(twice.sin(moving).tangent.tangent).toBeCloseTo(-Math.sin(x), 12);
    }),
  );
});

test("the tangent of a constant is zero", () => {
  expect(duals.constant(3)).toEqual({ value: 3, tangent: 0 });
});

test("the derivative of a polynomial is its formula’s, but for rounding", () => {
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 8 }), number, (coefficients, x) => {
      const horner = <T>(a: Arithmetic<T>, at: T): T => coefficients.reduce((sum, c) => a.add(a.multiply(sum, at), a.constant(c)), a.constant(0));
      const degree = coefficients.length - 1;
      const formula = coefficients.reduce((sum, c, i) => sum + (i < degree ? c * (degree - i) * x ** (degree - i - 1) : 0), 0);
      expect(derivativeAt(horner, x).tangent).toBeCloseTo(formula, 6);
    }),
  );
});

test("every operation in single precision gives a number of single precision, within half of its last digit", () => {
  fc.assert(
    fc.property(size, size, (one, other) => {
      const [x, y] = [single.constant(one), single.constant(other)];
      for (const operation of [...ones, "step"] as const) {
        const [rounded, exact] = [single[operation](x), real[operation](x)];
        expect(Math.fround(rounded)).toBe(rounded);
        expect(Math.abs(rounded - exact)).toBeLessThanOrEqual(2 ** -24 * Math.abs(exact));
      }
      for (const operation of twos) {
        const [rounded, exact] = [single[operation](x, y), real[operation](x, y)];
        expect(Math.fround(rounded)).toBe(rounded);
        expect(Math.abs(rounded - exact)).toBeLessThanOrEqual(2 ** -24 * Math.abs(exact) * (1 + 1e-9));
      }
    }),
  );
});
//# sourceMappingURL=../../.maps/autograd/scalar/dual.test.ts.map
