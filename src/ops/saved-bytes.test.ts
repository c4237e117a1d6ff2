// Tangled from book/03-backpropagation/01-linear-layer.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { add, multiply, normal, ones, tanh, variable } from "../tensor-core.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { linear } from "./linear.ts";
import { savedBytes, savedTensors } from "./saved-bytes.ts";

test("what a graph saves is listed by operation and name, each storage with its bytes once", () => {
  const [X, W, V] = [[5, 3], [3, 4], [4, 2]].map((shape, seed) => variable(normal(randomFrom(seed), shape))) as [never, never, never];
  const y = linear(tanh(linear(X, W, variable(ones([4])))), V, variable(ones([2])));
  expect(savedTensors(y).map(({ operation, name, tensor, bytes }) => [operation, name, tensor.shape, bytes])).toEqual([
    ["linear", "X", [5, 4], 80], ["linear", "W", [4, 2], 32], ["tanh", "result", [5, 4], 0], ["linear", "X", [5, 3], 60], ["linear", "W", [3, 4], 48],
  ]);
  expect(savedBytes(y)).toBe(220);
});

test("a tensor that two operations save counts once, and a sum saves nothing", () => {
  const x = variable(ones([6]));
  const y = add(multiply(x, x), multiply(x, 3));
  expect(savedTensors(y).map(({ operation, name, bytes }) => [operation, name, bytes])).toEqual([["multiply", "a", 24], ["multiply", "b", 0]]);
  expect(savedTensors(ones([2]))).toEqual([]);
});
//# sourceMappingURL=../.maps/ops/saved-bytes.test.ts.map
