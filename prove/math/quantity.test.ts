import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analytic } from "./analytic.ts";
import { slopeAt } from "./difference.ts";
import { added, applied, divided, exactly, multiplied, negated, raised, stepped, type Quantity } from "./quantity.ts";

// a random expression in one variable, as a function of quantities
const leaf = fc.oneof(fc.constant((x: Quantity) => x), fc.double({ min: 0.5, max: 2, noNaN: true }).map((c) => () => exactly(c)));
const { expressionOf } = fc.letrec<{ expressionOf: (x: Quantity) => Quantity }>((tie) => ({
  expressionOf: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.tuple(tie("expressionOf"), tie("expressionOf")).map(([f, g]) => (x: Quantity) => added(f(x), g(x))),
    fc.tuple(tie("expressionOf"), tie("expressionOf")).map(([f, g]) => (x: Quantity) => multiplied(f(x), g(x))),
    tie("expressionOf").map((f) => (x: Quantity) => divided(exactly(1), added(exactly(1), multiplied(f(x), f(x))))),
    tie("expressionOf").map((f) => (x: Quantity) => applied(sin, f(x))),
    tie("expressionOf").map((f) => (x: Quantity) => applied(tanh, f(x))),
    tie("expressionOf").map((f) => (x: Quantity) => raised(added(exactly(1.5), applied(tanh, f(x))), x)),
  ),
}));
const { sin = never(), tanh = never() } = analytic;

function never(): never {
  throw new Error("the table has it");
}

describe("the complex step", () => {
  test("its slope is that of central differences", () => {
    fc.assert(
      fc.property(expressionOf, fc.double({ min: 0.3, max: 1.5, noNaN: true }), (f, x) => {
        const exact = f(stepped(exactly(x))).im;
        const slope = slopeAt((at) => f(exactly(at)).re, x);
        expect(Math.abs(exact - (slope?.slope ?? NaN))).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(exact)) + 10 * (slope?.error ?? 0));
      }),
    );
  });

  test("what it does to the value is nothing", () => {
    fc.assert(fc.property(expressionOf, fc.double({ min: 0.3, max: 1.5, noNaN: true }), (f, x) => f(stepped(exactly(x))).re === f(exactly(x)).re));
  });

  test.each([
    ["x^3", (x: Quantity) => raised(x, exactly(3)), 2, 12],
    ["x^-1", (x: Quantity) => raised(x, exactly(-1)), 2, -0.25],
    ["2^x", (x: Quantity) => raised(exactly(2), x), 3, 8 * Math.log(2)],
    ["x^x", (x: Quantity) => raised(x, x), 2, 4 * (1 + Math.log(2))],
    ["(-x)^3", (x: Quantity) => raised(negated(x), exactly(3)), 2, -12],
    ["1/x", (x: Quantity) => divided(exactly(1), x), 2, -0.25],
  ])("the slope of %s", (_, f, x, slope) => {
    expect(f(stepped(exactly(x))).im).toBeCloseTo(slope, 12);
  });
});

describe("sizes", () => {
  test("a size is at least the number, and what was added where terms cancel", () => {
    const difference = added(exactly(1e8 + 1), negated(exactly(1e8)));
    expect(difference.re).toBe(1);
    expect(difference.size).toBe(2e8 + 1);
  });

  test("the size of a logarithm near 1 is that of its argument", () => {
    const { log = never() } = analytic;
    expect(applied(log, exactly(1 + 1e-9)).size).toBeCloseTo(1, 6);
  });

  test("a product that is 0 by cancellation knows it", () => {
    expect(multiplied(added(exactly(3), exactly(-3)), exactly(2)).size).toBe(12);
  });

  test("doubt grows with slopes", () => {
    const inDoubt = { ...exactly(3), doubt: 0.01 };
    expect(multiplied(inDoubt, exactly(4)).doubt).toBe(0.04);
    expect(raised(inDoubt, exactly(2)).doubt).toBeCloseTo(0.06, 12);
    expect(divided(exactly(1), inDoubt).doubt).toBeCloseTo(0.01 / 9, 12);
  });
});
