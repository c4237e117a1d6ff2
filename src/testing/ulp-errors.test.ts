// Tangled from book/03-backpropagation/08-gradient-checks.md. Edit the book, then: npm run tangle
import { describe, expect, test } from "vitest";
import { complexes } from "../autograd/scalar/complex-step.ts";
import { real } from "../autograd/scalar/arithmetic.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { apply, asTensor, multiply, type Rule } from "../tensor-core.ts";
import { erf } from "../backends/cpu/kernels/erf.ts";
import { withErf } from "../ops/functions.ts";
import { ulpError, singleErrors, ulpErrorsOf } from "./ulp-errors.ts";
import { operations, type CheckedOperation } from "./reference-implementations.ts";

describe.each(operations)("$name", (operation) => {
  test("all methods agree, each to its own precision", () => {
    const { primitives, complexStep, finiteDifference, torch } = ulpErrorsOf(operation, randomFrom(1851), 5);
    expect(primitives).toBeLessThan(16);
    expect(complexStep).toBeLessThan(16);
    expect(finiteDifference).toBeLessThan(1e8);
    expect(torch ?? 0).toBeLessThan(16);
  });

  test("the value is that of its program", () => {
    const operands = operation.shapes(4, 6).map((shape, i) => asTensor(Float64Array.from({ length: shape.reduce((n, each) => n * each) }, (_, k) => Math.sin(3 * k + i)), { shape }));
    const values = operation.scalarProgram(withErf(real), operands.map((each) => [...each.dataSync()]), 6);
    [...operation.fused(...operands).dataSync()].forEach((each, i) => expect(each).toBeCloseTo(values[i]!, 13));
  });

  test("by hand in single precision, an error is hardly more than one rounding", () => {
    expect(singleErrors(operation)?.fused ?? 0).toBeLessThan(1);
  });
});

test("a gradient with a mistake in it is seen by every method", () => {
  const half: Rule<undefined> = { name: "half", value: ([x]) => multiply(x!, x!), saves: ([x]) => ({ x: x! }), vjp: (_, cotangent, { saved: { x } }) => multiply(cotangent, x!) };
  const wrong: CheckedOperation = { name: "half", shapes: (n, d) => [[n, d]], fused: (x) => apply(half, undefined, [x!]), composed: (x) => multiply(x!, x!), scalarProgram: (f, [x]) => x!.map((each) => f.multiply(each, each)) };
  const { primitives, complexStep, finiteDifference, torch } = ulpErrorsOf(wrong, randomFrom(1));
  for (const method of [primitives, complexStep, finiteDifference]) expect(method).toBeGreaterThan(2 ** 51);
  expect(torch).toBe(null);
  expect(singleErrors(wrong)).toBe(null);
});

test("an ulp is that of the largest number", () => {
  const numbers = (...x: number[]) => [asTensor(Float64Array.from(x))];
  expect(ulpError(numbers(1, 0), numbers(1, 0))).toBe(0);
  expect(ulpError(numbers(1 + 2 ** -52, 0), numbers(1, 0))).toBe(1);
  expect(ulpError(numbers(8, 2 ** -49), numbers(8, 0))).toBe(1);
  expect(ulpError(numbers(1 + 2 ** -23), numbers(1), 24)).toBe(1);
});

test("the error function by its series is the kernel’s", () => {
  for (const x of [-3, -1, -0.1, 0, 0.5, 2, 3.5]) {
    expect(withErf(real).erf(x)).toBeCloseTo(erf(x), 14);
    expect(withErf(complexes).erf({ re: x, im: 1e-100 }).im / 1e-100).toBeCloseTo((2 / Math.sqrt(Math.PI)) * Math.exp(-x * x), 12);
  }
});
//# sourceMappingURL=../.maps/testing/ulp-errors.test.ts.map
