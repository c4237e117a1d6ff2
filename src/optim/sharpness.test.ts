// Tangled from book/05-optimisation/01-gradient-descent-on-quadratics.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { add, asTensor, multiply, sum, tanh, type Tensor } from "../tensor-core.ts";
import { quadratic } from "./quadratic.ts";
import { largestEigenvalue, inner } from "./sharpness.ts";

const double = (numbers: readonly number[]): Tensor => asTensor(Float64Array.from(numbers));

test("of a quadratic it is the largest eigenvalue, wherever it is taken", () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0.1, max: 5, noNaN: true }), { minLength: 1, maxLength: 4 }), (others) => {
    const lambda = [...others, 10];
    const at = { x: double(lambda.map((_, i) => i)) };
    const { value, direction } = largestEigenvalue(at, quadratic(double(lambda)), { direction: { x: double(lambda.map(() => 1)) }, rounds: 60, shift: 0 });
    expect(value).toBeCloseTo(10, 9);
    expect(Math.abs([...direction.x.dataSync()].at(-1)!)).toBeCloseTo(1, 9);
  }), { numRuns: 20 });
});

test("with a shift it is the largest, without one that of largest size", () => {
  const loss = quadratic(double([-7, 2]));
  const found = (shift: number) => largestEigenvalue({ x: double([1, 1]) }, loss, { direction: { x: double([1, 1]) }, rounds: 100, shift }).value;
  expect(found(0)).toBeCloseTo(-7, 9);
  expect(found(5)).toBeCloseTo(2, 9);
});

test("parameters of several tensors have one Hessian", () => {
  // at a = 0, tanh(a) · b + a² has the second derivatives [[2, 1], [1, 0]], whose larger eigenvalue is 1 + √2
  const loss = ({ a, b }: { readonly a: Tensor; readonly b: Tensor }) => sum(add(multiply(tanh(a), b), multiply(a, a)));
  const direction = { a: double([1]), b: double([0.5]) };
  expect(largestEigenvalue({ a: double([0]), b: double([0.7]) }, loss, { direction, rounds: 60, shift: 1 }).value).toBeCloseTo(1 + Math.SQRT2, 9);
});

test("the inner product adds up over all leaves, and a direction of norm zero is refused", () => {
  expect(inner({ a: double([1, 2]), b: [double([3])] }, { a: double([4, 5]), b: [double([6])] })).toBe(32);
  expect(() => largestEigenvalue({ x: double([1]) }, quadratic(double([1])), { direction: { x: double([0]) }, rounds: 1, shift: 0 })).toThrow(new RangeError("largestEigenvalue: a direction of norm 0"));
});
//# sourceMappingURL=../.maps/optim/sharpness.test.ts.map
