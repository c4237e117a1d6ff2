// Tangled from book/07-attention/03-the-causal-mask.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, concat, gradient, matmul, multiply, normal, slice, sum, variable, add, type Tensor } from "../tensor-core.ts";
import { difference } from "../testing/laws.ts";
import { attention } from "../ops/attention.ts";
import { initAttention, selfAttention, selfAttentionWeights, type AttentionParameters } from "./attention.ts";
import { leavesOf, mapLeaves, sizeOf } from "./parameters.ts";

const double = { dtype: "float64" } as const;
const some = (seed: number, ...shape: readonly number[]) => normal(randomFrom(seed), shape, double);
const inDoubles = (parameters: AttentionParameters) => mapLeaves(parameters, (leaf) => asTensor(Float64Array.from(leaf.dataSync()), { shape: leaf.shape }));

test("queries, keys and values are products with their matrices, and the output one with the last", () => {
  const parameters = inDoubles(initAttention({ width: 6, keyWidth: 3, valueWidth: 2 }, randomFrom(1)));
  const x = some(2, 2, 5, 6);
  const [q, k, v] = [parameters.query, parameters.key, parameters.value].map((W) => matmul(x, W)) as [Tensor, Tensor, Tensor];
  expect([q, k, v].map(({ shape }) => shape)).toEqual([[2, 5, 3], [2, 5, 3], [2, 5, 2]]);
  const y = selfAttention(parameters, x, { causal: true });
  expect(y.shape).toEqual([2, 5, 6]);
  expect(difference([y], [matmul(attention(q, k, v, { causal: true }), parameters.output)])).toBeLessThan(1e-15);
  const P = selfAttentionWeights(parameters, x, { causal: true });
  expect(difference([y], [matmul(matmul(P, v), parameters.output)])).toBeLessThan(1e-14);
});

test("the parameters are 4 d² if all widths are one, and their first standard deviation is that of the fan-in", () => {
  const parameters = initAttention({ width: 100 }, randomFrom(3), { output: { gain: 0.5 } });
  expect(sizeOf(parameters)).toBe(4 * 100 ** 2);
  for (const [path, leaf] of leavesOf(parameters)) {
    const std = Math.sqrt(sum(multiply(leaf, leaf)).item() / leaf.size);
    expect(std).toBeCloseTo(path === "output" ? 0.05 : 0.1, 2);
  }
});

test("a sequence is not changed by another in the batch", () => {
  const parameters = inDoubles(initAttention({ width: 4 }, randomFrom(1)));
  const [one, other] = [some(2, 1, 5, 4), some(3, 1, 5, 4)];
  const both = selfAttention(parameters, concat([one, other]), { causal: true });
  expect(difference([slice(both, [[0, 1]]), slice(both, [[1]])], [one, other].map((x) => selfAttention(parameters, x, { causal: true })))).toBeLessThan(1e-15);
});

test("the gradient of the parameters is the derivative in a random direction", () => {
  const parameters = inDoubles(initAttention({ width: 4, keyWidth: 3 }, randomFrom(1)));
  const [x, weights] = [some(2, 2, 5, 4), some(3, 2, 5, 4)];
  const lossOf = (parameters: AttentionParameters) => sum(multiply(weights, selfAttention(parameters, x, { causal: true })));
  const variables = mapLeaves(parameters, variable);
  const leaves = leavesOf(variables);
  const gradients = gradient(lossOf(variables), leaves.map(([, leaf]) => leaf));
  const direction = new Map(leaves.map(([path, leaf], i) => [path, some(4 + i, ...leaf.shape)]));
  const at = (h: number) => lossOf(mapLeaves(parameters, (leaf, path) => add(leaf, multiply(direction.get(path)!, h)))).item();
  const slope = leaves.reduce((total, [path], i) => total + sum(multiply(direction.get(path)!, gradients[i]!)).item(), 0);
  expect((at(1e-5) - at(-1e-5)) / 2e-5).toBeCloseTo(slope, 7);
});
//# sourceMappingURL=../.maps/nn/attention.test.ts.map
