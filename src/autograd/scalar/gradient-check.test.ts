// Tangled from book/02-automatic-differentiation/06-gradient-checking.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "../../random/xoshiro128.ts";
import { real, type Arithmetic, type Operation, type Program } from "./arithmetic.ts";
import { checkGradient } from "./gradient-check.ts";
import { complexes, complexStep, type Complex } from "./complex-step.ts";
import { centralDifference } from "./finite-difference.ts";
import { derivativeAt } from "./dual.ts";
import { pullbacks } from "./pullbacks.ts";
import { Tape } from "./tape.ts";

const size = fc.double({ min: 0.3, max: 3, noNaN: true });
const part = fc.double({ min: -3, max: 3, noNaN: true });
const complexNumber = fc.record({ re: part, im: part }).filter(({ re, im }) => Math.hypot(re, im) > 0.1);
const near = (one: Complex, other: Complex, scale = 1): void => {
  expect(Math.hypot(one.re - other.re, one.im - other.im)).toBeLessThanOrEqual(1e-12 * Math.max(scale, Math.hypot(one.re, one.im)));
};

/** Programs of random operations on three inputs, all of them positive and none of them large. */
const programs = fc.array(fc.record({ operation: fc.constantFrom(...(Object.keys(pullbacks) as Operation[]).filter((each) => each !== "step")), left: fc.nat(), right: fc.nat() }), { minLength: 1, maxLength: 25 }).map((lines): Program => {
  return <T>(a: Arithmetic<T>, inputs: readonly T[]): T => {
    const numbers = [...inputs];
    for (const { operation, left, right } of lines) {
      const [x, y] = [numbers[left % numbers.length]!, numbers[right % numbers.length]!];
      // kept between 1 and 3, where every operation is analytic and none overflows
      const result = (a[operation] as (x: T, y: T) => T)(x, y);
      numbers.push(a.add(a.constant(2), a.tanh(result)));
    }
    return numbers.at(-1)!;
  };
});

test("three references agree with the tape on arbitrary programs", () => {
  fc.assert(
    fc.property(programs, fc.tuple(size, size, size), fc.integer(), (program, inputs, seed) => {
      const errors = checkGradient(program, inputs, randomFrom(seed));
      // a program may be so level that its derivatives are rounding errors; the tape must not be the judge of that
      const reference = inputs.map((_, k) => complexStep((a, x) => program(a, inputs.map((value, i) => (i === k ? x : a.constant(value)))), inputs[k]!));
      if (Math.max(...reference.map(Math.abs)) < 1e-6) return;
      expect(errors.finiteDifference).toBeLessThan(1e-3);
      expect(errors.complexStep).toBeLessThan(1e-9);
      expect(errors.directionalDerivative).toBeLessThan(1e-9);
    }),
    { numRuns: 200 },
  );
});

test.each(["exp", "sin", "cos", "tanh", "sqrt", "log"] as const)("%s of a complex number is the inverse, or satisfies the identity, of the real one", (operation) => {
  fc.assert(
    fc.property(complexNumber, (z) => {
      const { add, subtract, multiply, divide, exp, negative, constant } = complexes;
      const w = complexes[operation](z);
      const turned = { re: -z.im, im: z.re }; // i z
      const identities: Record<typeof operation, () => void> = {
        exp: () => near(w, { re: Math.exp(z.re) * Math.cos(z.im), im: Math.exp(z.re) * Math.sin(z.im) }),
        sin: () => near(w, divide(subtract(exp(turned), exp(negative(turned))), { re: 0, im: 2 }), Math.exp(Math.abs(z.im))),
        cos: () => near(w, divide(add(exp(turned), exp(negative(turned))), constant(2)), Math.exp(Math.abs(z.im))),
        tanh: () => near(multiply(w, add(exp(z), exp(negative(z)))), subtract(exp(z), exp(negative(z))), 1e3),
        sqrt: () => { near(multiply(w, w), z); expect(w.re).toBeGreaterThanOrEqual(0); },
        log: () => { near(exp(w), z); expect(Math.abs(w.im)).toBeLessThanOrEqual(Math.PI); },
      };
      identities[operation]();
    }),
  );
});

test("a quotient of complex numbers times its divisor is its dividend, also where squares would overflow", () => {
  fc.assert(fc.property(complexNumber, complexNumber, (x, y) => near(complexes.multiply(complexes.divide(x, y), y), x)));
  const huge = { re: 1e200, im: -1e200 };
  near(complexes.divide(huge, huge), { re: 1, im: 0 });
});

test("the complex step has the digits of the dual number", () => {
  const f = <T>(a: Arithmetic<T>, x: T): T => a.divide(a.tanh(a.multiply(x, x)), a.sqrt(a.add(a.exp(x), a.log(x))));
  fc.assert(
    fc.property(size, (x) => {
      const { tangent } = derivativeAt(f, x);
      expect(Math.abs(complexStep(f, x) - tangent)).toBeLessThanOrEqual(1e-14 * Math.max(1, Math.abs(tangent)));
    }),
  );
});

test("the errors of finite differences: best near 1e-5 in double precision, with ten digits", () => {
  const f = (x: number) => Math.exp(Math.sin(x));
  const exact = f(1) * Math.cos(1);
  const error = (h: number) => Math.abs(centralDifference(f, 1, h) - exact) / exact;
  expect(error(6e-6)).toBeLessThan(2e-10);
  expect(error(1e-2)).toBeGreaterThan(1e-6);
  expect(error(1e-12)).toBeGreaterThan(1e-6);
});

test("a mistake in a pullback is seen by every reference", () => {
  // the tape has the constant 3 where the others have x: as if a pullback had forgotten an operand
  const wrong: Program = (a, [x]) => a.multiply(x!, a instanceof Tape ? a.constant(3 as never) as never : x!);
  const { finiteDifference, complexStep, directionalDerivative } = checkGradient(wrong, [3], randomFrom(1));
  expect(finiteDifference).toBeCloseTo(1, 6);
  expect(complexStep).toBeCloseTo(1, 12);
  expect(directionalDerivative).toBeCloseTo(1, 12);
  expect(wrong(real, [3])).toBe(9);
});
//# sourceMappingURL=../../.maps/autograd/scalar/gradient-check.test.ts.map
