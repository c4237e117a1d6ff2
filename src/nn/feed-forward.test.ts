// Tangled from book/08-transformer/02-feed-forward-network.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, normal, type Tensor } from "../tensor-core.ts";
import { adjointError, difference, differenceError } from "../testing/laws.ts";
import { activations, feedForward, initFeedForward, type ActivationName } from "./feed-forward.ts";
import { sizeOf } from "./parameters.ts";

const some = (seed: number, ...shape: readonly number[]) => normal(randomFrom(seed), shape, { dtype: "float64" });
const layer = { hidden: { weight: some(1, 3, 5), bias: some(2, 5) }, output: { weight: some(3, 5, 3), bias: some(4, 3) } };

test.each(Object.keys(activations) as ActivationName[])("with %s it is a sum over hidden units of an activation times a row of the second matrix", (name) => {
  const x = some(5, 2, 4, 3);
  const [W1, b1, W2, b2] = [layer.hidden.weight, layer.hidden.bias, layer.output.weight, layer.output.bias].map((each) => each.toArray()) as [number[][], number[], number[][], number[]];
  const wanted = (x.toArray() as number[][][]).map((rows) => rows.map((row) => {
    const sums = b1.map((b, i) => row.reduce((sum, each, j) => sum + each * W1[j]![i]!, b));
    const h = [...activations[name](asTensor(Float64Array.from(sums))).dataSync()];
    return b2.map((b, j) => h.reduce((sum, each, i) => sum + each * W2[i]![j]!, b));
  }));
  expect(difference([feedForward(layer, x, name)], [asTensor(wanted, { dtype: "float64" })])).toBeLessThan(1e-14);
});

test("the default is GELU by tanh", () => {
  const x = some(5, 4, 3);
  expect([...feedForward(layer, x).dataSync()]).toEqual([...feedForward(layer, x, "geluTanh").dataSync()]);
  expect([...feedForward(layer, x).dataSync()]).not.toEqual([...feedForward(layer, x, "gelu").dataSync()]);
});

test("it has 2dm + m + d parameters, and 2dm without biases", () => {
  const init = { width: 6, hidden: 24, std: 1, bias: true };
  expect(sizeOf(initFeedForward(init, randomFrom(1)))).toBe(2 * 6 * 24 + 24 + 6);
  expect(sizeOf(initFeedForward({ ...init, bias: false }, randomFrom(1)))).toBe(2 * 6 * 24);
});

test("the second layer begins with its own standard deviation", () => {
  const { hidden, output } = initFeedForward({ width: 4, hidden: 16, std: 1, outputStd: 0, bias: true }, randomFrom(1));
  expect([...output.weight.dataSync()].every((each) => each === 0)).toBe(true);
  expect([...hidden.weight.dataSync()].some((each) => each !== 0)).toBe(true);
});

test("derivatives are central differences, and both directions agree", () => {
  const f = (x: Tensor, weight: Tensor) => feedForward({ hidden: { weight, bias: layer.hidden.bias }, output: layer.output }, x);
  const xs = [some(7, 2, 3), layer.hidden.weight];
  expect(adjointError(f as never, xs, randomFrom(1))).toBeLessThan(1e-13);
  expect(differenceError(f as never, xs, randomFrom(2))).toBeLessThan(1e-8);
});
//# sourceMappingURL=../.maps/nn/feed-forward.test.ts.map
