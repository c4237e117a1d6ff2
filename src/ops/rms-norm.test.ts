// Tangled from book/03-backpropagation/10-exercises.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import { add, divide, hessianVector, mean, multiply, normal, sqrt, sum,
  variable, vjp, type Tensor } from "../tensor-core.ts";
import { difference } from "../testing/laws.ts";
import { rmsNorm } from "./rms-norm.ts";

const double = { dtype: "float64" } as const;
const ofPrimitives = (x: Tensor, gain: Tensor, epsilon: number) => {
  const square = mean(multiply(x, x), -1, { keepDims: true });
  return multiply(divide(x, sqrt(add(square, epsilon))), gain);
};

test("value and derivatives are those of primitives", () => {
  const random = randomFrom(1851);
  const [x, gain] = [[5, 8], [8]].map((shape) =>
    variable(normal(random, shape, double))) as [Tensor, Tensor];
  const dY = normal(random, [5, 8], double);
  const tangents = [normal(random, [5, 8], double), normal(random, [8], double)];
  const [fused, primitives] =
    [rmsNorm, ofPrimitives].map((f) => f(x, gain, 0.1));
  expect(difference([fused!], [primitives!])).toBeLessThan(1e-14);
  expect(difference(vjp(fused!, [x, gain], dY),
    vjp(primitives!, [x, gain], dY))).toBeLessThan(1e-13);
  const [one, other] = [fused!, primitives!].map((y) =>
    hessianVector(sum(multiply(dY, multiply(y, y))), [x, gain], tangents));
  expect(difference(one!, other!)).toBeLessThan(1e-12);
});

test("the gradient is orthogonal to the row, with ε = 0", () => {
  const random = randomFrom(1);
  const x = variable(normal(random, [3, 6], double));
  const [gain, dY] = [normal(random, [6], double),
    normal(random, [3, 6], double)];
  const dX = vjp(rmsNorm(x, gain, 0), [x], dY)[0]!;
  for (const each of sum(multiply(dX, x), 1).dataSync()) {
    expect(Math.abs(each)).toBeLessThan(1e-14);
  }
});

test("what does not match is refused", () => {
  const x = normal(randomFrom(1), [3, 6]);
  expect(() => rmsNorm(x, normal(randomFrom(1), [3]))).toThrow(
    new RangeError("rmsNorm: the rows of [3, 6] and a gain of [3] do not match"));
});
//# sourceMappingURL=../.maps/ops/rms-norm.test.ts.map
