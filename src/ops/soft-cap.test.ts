// Tangled from book/06-stability/05-keeping-logits-in-range.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, normal, variable, vjp } from "../tensor-core.ts";
import { adjointError, differenceError, secondError } from "../testing/laws.ts";
import { softCap } from "./soft-cap.ts";

const double = { dtype: "float64" } as const;
const of = (z: readonly number[], cap: number) => [...softCap(asTensor([...z], double), cap).dataSync()];
const caps = fc.constantFrom(0.5, 5, 30, 50);

test("a cap of 30 maps 0 to 0, 30 to 30 tanh 1, and a thousand to 30", () => {
  const [zero, one, far] = of([0, 30, 1000], 30);
  expect(zero).toBe(0);
  expect(one).toBeCloseTo(30 * Math.tanh(1), 13);
  expect(far).toBe(30);
});

test("it is odd, bounded by the cap, and keeps the order of logits", () => {
  fc.assert(fc.property(caps, fc.double({ min: -200, max: 200, noNaN: true }), fc.double({ min: -200, max: 200, noNaN: true }), (cap, x, y) => {
    const [a, b, minus] = of([Math.min(x, y), Math.max(x, y), -Math.min(x, y)], cap);
    expect(a).toBeLessThanOrEqual(b!);
    expect(a! + minus!).toBe(0);
    for (const each of [a, b]) expect(Math.abs(each!)).toBeLessThanOrEqual(cap);
  }));
});

test("for small logits it is nearly the identity: z − z³/(3c²), to the fifth order", () => {
  fc.assert(fc.property(caps, fc.double({ min: -0.1, max: 0.1, noNaN: true }), (cap, x) => {
    const z = x * cap;
    expect(Math.abs(of([z], cap)[0]! - (z - z ** 3 / (3 * cap ** 2)))).toBeLessThanOrEqual(cap * (Math.abs(x) ** 5 * 0.14 + 1e-15));
  }));
});

test("its derivative is 1 − (y/c)², and those of differences", () => {
  fc.assert(fc.property(caps, fc.nat(), (cap, seed) => {
    const random = randomFrom(seed);
    const z = variable(normal(random, [3, 4], double));
    const y = softCap(z, cap);
    const found = vjp(y, [z], asTensor(new Float64Array(12).fill(1), { shape: [3, 4] }))[0]!.dataSync();
    found.forEach((each, i) => expect(each).toBeCloseTo(1 - (y.dataSync()[i]! / cap) ** 2, 13));
    const operation = (x: typeof z) => softCap(x, cap);
    expect(adjointError(operation, [normal(random, [5], double)], random)).toBeLessThan(1e-12);
    expect(differenceError(operation, [normal(random, [5], double)], random)).toBeLessThan(1e-6);
    expect(secondError(operation, [normal(random, [5], double)], random)).toBeLessThan(1e-4);
  }), { numRuns: 30 });
});

test.each([0, -30, NaN, Infinity])("a cap of %d is refused", (cap) => {
  expect(() => softCap(asTensor([1]), cap)).toThrow(new RangeError(`softCap: a cap of ${cap}, not a positive number`));
});

test("whole numbers are refused", () => {
  expect(() => softCap(asTensor(Int32Array.of(1)), 30)).toThrow(new TypeError("softCap: int32 has no fractions"));
});
//# sourceMappingURL=../.maps/ops/soft-cap.test.ts.map
