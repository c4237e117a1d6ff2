// Tangled from book/06-stability/04-pre-norm-and-post-norm.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { data } from "../data/files.ts";
import { asTensor, gradient, multiply, ones, sum, variable, vjp } from "../tensor-core.ts";
import { difference } from "../testing/laws.ts";
import { tensorOf, type Row } from "../testing/tensor-oracle.ts";
import { dyt, initDyT } from "./dyt.ts";

const doubles = (...numbers: number[]) => asTensor(Float64Array.from(numbers));
const x = asTensor(Float64Array.of(-2, 0, 0.5, 1, 3, -0.1), { shape: [2, 3] });
const parameters = { alpha: doubles(0.7), gain: doubles(1, 2, -3), bias: doubles(0, 0.5, 1) };

test("each number goes through a tanh, and a gain and a bias of its column follow", () => {
  [...dyt(x, parameters).dataSync()].forEach((each, i) =>
    expect(each).toBeCloseTo([1, 2, -3][i % 3]! * Math.tanh(0.7 * x.dataSync()[i]!) + [0, 0.5, 1][i % 3]!, 14));
});

test("it starts as tanh(x / 2), or with another alpha", () => {
  const one = asTensor([[1, -2]]);
  expect([...dyt(one, initDyT(2)).dataSync()].map((y) => y.toFixed(6))).toEqual([0.5, -1].map((t) => Math.tanh(t).toFixed(6)));
  expect(initDyT(3, 0.2).alpha.item()).toBeCloseTo(0.2, 7);
});

test("it is odd and bounded by its gain, and near zero it is alpha times x", () => {
  const start = initDyT(3);
  const [plus, minus] = [dyt(asTensor([[1, 20, 1e-3]]), start), dyt(asTensor([[-1, -20, -1e-3]]), start)].map((y) => [...y.dataSync()]);
  plus!.forEach((each, i) => expect(each).toBeCloseTo(-minus![i]!, 7));
  expect(plus![1]).toBeCloseTo(1, 6);
  expect(plus![2]! / 1e-3).toBeCloseTo(0.5, 5);
});

test("its gradients are central differences", () => {
  const leaves = [x, parameters.alpha, parameters.gain, parameters.bias];
  const weights = asTensor(Float64Array.from({ length: 6 }, (_, i) => Math.cos(i)), { shape: [2, 3] });
  const value = ([x, alpha, gain, bias]: typeof leaves) => sum(multiply(dyt(x!, { alpha: alpha!, gain: gain!, bias: bias! }), weights));
  const variables = leaves.map(variable);
  gradient(value(variables), variables).forEach((g, k) => [...g.dataSync()].forEach((each, i) => {
    const at = (h: number) => value(leaves.map((leaf, j) => (j === k ? asTensor(Float64Array.from(leaf.dataSync(), (number, n) => number + (n === i ? h : 0)), { shape: leaf.shape }) : leaf))).item();
    expect((at(1e-6) - at(-1e-6)) / 2e-6).toBeCloseTo(each, 7);
  }));
});

interface Recorded {
  readonly x: Row;
  readonly alpha: Row;
  readonly gain: Row;
  readonly bias: Row;
  readonly weights: Row;
  readonly y: Row;
  /** With respect to x, alpha, gain and bias. */
  readonly gradients: readonly Row[];
}

test.each([["float64", 1e-14], ["float32", 1e-6]] as const)("value and gradients are those of PyTorch, in %s", (dtype, tolerance) => {
  const { cases } = JSON.parse(data("dyt-oracle.json")) as { readonly cases: readonly Recorded[] };
  expect(cases).toHaveLength(3);
  for (const recorded of cases) {
    const leafOf = (row: Row) => variable(tensorOf(row, dtype));
    const leaves = { x: leafOf(recorded.x), alpha: leafOf(recorded.alpha), gain: leafOf(recorded.gain), bias: leafOf(recorded.bias) };
    const y = dyt(leaves.x, leaves);
    expect(difference([y], [tensorOf(recorded.y, dtype)])).toBeLessThan(tolerance);
    expect(difference(vjp(y, Object.values(leaves), tensorOf(recorded.weights, dtype)), recorded.gradients.map((row) => tensorOf(row, dtype)))).toBeLessThan(tolerance);
  }
});

test("parameters that do not match are refused with the shapes", () => {
  const start = initDyT(3);
  const message = (gain: string, bias: string, alpha = "[1]") => new RangeError(`dyt: the rows of [2, 3] do not match a gain of ${gain} and a bias of ${bias}, with an alpha of ${alpha}`);
  expect(() => dyt(x, { ...start, gain: ones([2]) })).toThrow(message("[2]", "[3]"));
  expect(() => dyt(x, { ...start, bias: ones([1, 3]) })).toThrow(message("[3]", "[1, 3]"));
  expect(() => dyt(x, { ...start, alpha: ones([3]) })).toThrow(message("[3]", "[3]", "[3]"));
});
//# sourceMappingURL=../.maps/ops/dyt.test.ts.map
