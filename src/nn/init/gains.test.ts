// Tangled from book/06-stability/01-weight-initialisation-and-gains.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { gelu } from "../../ops/gelu.ts";
import { relu } from "../../ops/relu.ts";
import { tanh } from "../../ops/tanh.ts";
import { maximum, multiply, type Tensor } from "../../tensor-core.ts";
import { normals } from "../../random/normal.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { backwardFactor, gainOf, meanSquares, settled, varianceMap } from "./gains.ts";

const identity = (x: Tensor) => multiply(x, 1);

test("the gains that PyTorch documents for linear layers, ReLU and leaky ReLU are exact", () => {
  expect(gainOf(identity)).toBeCloseTo(1, 12);
  expect(gainOf(relu)).toBeCloseTo(Math.SQRT2, 12);
  const leaky = (x: Tensor) => maximum(x, multiply(x, 0.01));
  expect(gainOf(leaky)).toBeCloseTo(Math.sqrt(2 / (1 + 0.01 ** 2)), 12);
});

test("the gain of GELU has a closed form", () => {
  expect(gainOf(gelu)).toBeCloseTo((1 / 3 + 1 / (2 * Math.PI * Math.sqrt(3))) ** -0.5, 12);
});

test("a gain keeps the mean square that it was chosen for", () => {
  for (const phi of [identity, relu, gelu, tanh]) for (const q of [0.01, 0.5, 1, 4]) expect(varianceMap(phi, gainOf(phi, q), q)).toBeCloseTo(q, 12);
});

test("tanh with a gain of 5/3 settles at a fixed point, from above and from below, and without a gain above 1 at zero", () => {
  const q = settled(tanh, 5 / 3);
  expect(varianceMap(tanh, 5 / 3, q)).toBeCloseTo(q, 12);
  expect(gainOf(tanh, q)).toBeCloseTo(5 / 3, 12);
  // a small gain: tanh(x) is nearly x, so that each layer multiplies by the square of the gain
  expect(settled(tanh, 0.1, 8)).toBeLessThan(0.01 ** 8);
  expect(settled(tanh, 0.1, 8) / settled(tanh, 0.1, 7)).toBeCloseTo(0.01, 8);
});

test("after no layer the mean square is 1, and after one that of the map", () => {
  expect(settled(tanh, 1.2, 0)).toBe(1);
  expect(settled(tanh, 1.2, 1)).toBe(varianceMap(tanh, 1.2, 1));
});

test("mean squares agree with a million draws within five standard errors", () => {
  const draw = normals(randomFrom(1851));
  const squares = { value: 0, derivative: 0 };
  for (let i = 0; i < 1e6; i++) {
    const t = Math.tanh(1.5 * draw());
    squares.value += t * t / 1e6;
    squares.derivative += (1 - t * t) ** 2 / 1e6;
  }
  const { value, derivative } = meanSquares(tanh, 1.5 ** 2);
  expect(Math.abs(value - squares.value)).toBeLessThan(5e-4 * 5);
  expect(Math.abs(derivative - squares.derivative)).toBeLessThan(5e-4 * 5);
});

test("gradients through ReLU and a linear layer have the same factor as activations", () => {
  for (const phi of [relu, identity]) expect(backwardFactor(phi, gainOf(phi), 3)).toBeCloseTo(1, 12);
  expect(backwardFactor(relu, 2, 3)).toBeCloseTo(2, 12);
});
//# sourceMappingURL=../../.maps/nn/init/gains.test.ts.map
