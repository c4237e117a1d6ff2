// Tangled from book/04-neural-lm/11-limits-of-the-network.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { leavesOf } from "../nn/parameters.ts";
import { asTensor, type Tensor } from "../tensor-core.ts";
import type { Parameters } from "../nn/parameters.ts";
import { sgd } from "./sgd.ts";

const double = (numbers: readonly number[]): Tensor => asTensor(Float64Array.from(numbers));
const numbersIn = (tree: Parameters) => leavesOf(tree).map(([path, leaf]) => [path, [...leaf.dataSync()]]);
const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

test("a parameter moves against its gradient, by the rate", () => {
  fc.assert(fc.property(fc.array(fc.tuple(finite, finite), { minLength: 1, maxLength: 8 }), fc.double({ min: 1e-4, max: 10, noNaN: true }), (pairs, rate) => {
    const [w, g] = [0, 1].map((i) => double(pairs.map((pair) => pair[i]!)));
    const optimizer = sgd(rate);
    const { parameters } = optimizer.update({ w: w! }, { w: g! }, optimizer.init({ w: w! }));
    expect([...parameters.w.dataSync()]).toEqual(pairs.map(([w, g]) => w - g * rate));
  }));
});

test("each leaf of a tree has its own gradient, and the tree given stays as it is", () => {
  const tree = { blocks: [{ w: double([1]), b: double([2]) }, { w: double([3]), b: double([4]) }] };
  const gradients = { blocks: [{ w: double([1]), b: double([10]) }, { w: double([100]), b: double([1000]) }] };
  const optimizer = sgd(1);
  const { parameters, state } = optimizer.update(tree, gradients, optimizer.init(tree));
  expect(numbersIn(parameters)).toEqual([["blocks.0.w", [0]], ["blocks.0.b", [-8]], ["blocks.1.w", [-97]], ["blocks.1.b", [-996]]]);
  expect(numbersIn(tree)).toEqual([["blocks.0.w", [1]], ["blocks.0.b", [2]], ["blocks.1.w", [3]], ["blocks.1.b", [4]]]);
  expect(state).toEqual({ name: "sgd", step: 1, memory: {} });
});

test("a rate may depend on the step, and the state says which that is", () => {
  const asked: number[] = [];
  const optimizer = sgd((step) => (asked.push(step), step === 0 ? 1 : 0.5));
  let weights = { parameters: { w: double([0]) }, state: optimizer.init({ w: double([0]) }) };
  for (let i = 0; i < 3; i++) weights = optimizer.update(weights.parameters, { w: double([1]) }, weights.state);
  expect(weights.parameters.w.toArray()).toEqual([-2]);
  expect([...new Set(asked)]).toEqual([0, 1, 2]);
});

test("another tree of gradients and another optimizer’s state are refused", () => {
  const optimizer = sgd(1);
  const tree: Parameters = { w: double([1]) };
  expect(() => optimizer.update(tree, { v: double([1]) }, optimizer.init(tree))).toThrow(new TypeError("zipLeaves: the second tree has no `w`"));
  expect(() => optimizer.update(tree, tree, { name: "adam", step: 0, memory: {} })).toThrow(new TypeError("sgd: the state is one of adam"));
});
//# sourceMappingURL=../.maps/optim/sgd.test.ts.map
