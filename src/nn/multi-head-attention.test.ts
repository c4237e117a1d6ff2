// Tangled from book/08-transformer/01-multi-head-attention.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backendNames, backendOrReason } from "../backends/choose.ts";
import { hiddenBackend } from "../backends/conformance/hidden.ts";
import { attention } from "../ops/attention.ts";
import { packedAttention } from "../ops/fused-attention.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { add, asTensor, matmul, normal, slice, toBackend, variable, vjp, zeros, type Tensor } from "../tensor-core.ts";
import { adjointError, difference, differenceError } from "../testing/laws.ts";
import { selfAttention } from "./attention.ts";
import { leavesOf, mapLeaves, sizeOf } from "./parameters.ts";
import { initMultiHead, multiHeadAttention, multiHeadWeights, type MultiHeadParameters } from "./multi-head-attention.ts";

const double = { dtype: "float64" } as const;
const some = (seed: number, ...shape: readonly number[]) => normal(randomFrom(seed), shape, double);
const layerOf = (d: number, seed = 1): MultiHeadParameters => ({ qkv: { weight: some(seed, d, 3 * d), bias: some(seed + 1, 3 * d) }, output: { weight: some(seed + 2, d, d), bias: some(seed + 3, d) } });
/** Columns `from` up to `to` of a matrix or a bias. */
const columns = (x: Tensor, from: number, to: number) => slice(x, [...x.shape.slice(1).map(() => [] as const), [from, to]]);

/** The sum over heads of what each writes, by Chapter 7’s layer of one head. */
function sumOfHeads({ qkv, output }: MultiHeadParameters, x: Tensor, heads: number): Tensor {
  const d = x.shape.at(-1)!;
  const k = d / heads;
  // a constant input of 1 makes a bias one more row of the weights
  const ones = asTensor(new Float64Array(x.size / d).fill(1), { shape: [...x.shape.slice(0, -1), 1] });
  const outputs = Array.from({ length: heads }, (_, h) => {
    const [q, key, v] = [0, 1, 2].map((part) => [part * d + h * k, part * d + (h + 1) * k] as const).map(([from, to]) =>
      add(matmul(x, columns(qkv.weight, from, to)), matmul(ones, asTensor([[...columns(qkv.bias!, from, to).dataSync()]], double)))) as [Tensor, Tensor, Tensor];
    return matmul(attention(q, key, v, { causal: true }), slice(output.weight, [[h * k, (h + 1) * k]]));
  });
  return add(outputs.reduce(add), output.bias!);
}

describe("multi-head attention", () => {
  test("is the sum over heads of what each writes", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 3 }), fc.nat({ max: 999 }), (H, k, T, B, seed) => {
      const [layer, x] = [layerOf(H * k, seed), some(seed + 9, B, T, H * k)];
      expect(difference([multiHeadAttention(layer, x, H, { causal: true })], [sumOfHeads(layer, x, H)])).toBeLessThan(1e-13);
    }));
  });

  test("with one head is self-attention", () => {
    const [x, d] = [some(5, 2, 6, 4), 4];
    const [qkv, W] = [some(1, d, 3 * d), some(2, d, d)];
    const [query, key, value] = [0, 1, 2].map((i) => columns(qkv, i * d, (i + 1) * d)) as [Tensor, Tensor, Tensor];
    const ours = multiHeadAttention({ qkv: { weight: qkv }, output: { weight: W } }, x, 1, { causal: true, window: 3 });
    expect(difference([ours], [selfAttention({ query, key, value, output: W }, x, { causal: true, window: 3 })])).toBeLessThan(1e-14);
  });

  test("has 4d² + 4d parameters, whatever the number of heads, and 4d² without biases", () => {
    expect(sizeOf(initMultiHead(6, randomFrom(1), { std: 1, bias: true }))).toBe(4 * 36 + 24);
    expect(sizeOf(initMultiHead(6, randomFrom(1), { std: 1, bias: false }))).toBe(4 * 36);
  });

  test("begins with weights of the standard deviations that were asked for, and biases of zero", () => {
    const { qkv, output } = initMultiHead(64, randomFrom(1), { std: 0.02, outputStd: 0.005, bias: true });
    const rms = (x: Tensor) => Math.sqrt([...x.dataSync()].reduce((sum, each) => sum + each * each, 0) / x.size);
    expect(Math.abs(rms(qkv.weight) / 0.02 - 1)).toBeLessThan(5 / Math.sqrt(2 * 12288));
    expect(Math.abs(rms(output.weight) / 0.005 - 1)).toBeLessThan(5 / Math.sqrt(2 * 4096));
    expect([rms(qkv.bias!), rms(output.bias!)]).toEqual([0, 0]);
  });

  test("no position reads a later one, and each row of each head’s weights is a distribution", () => {
    const P = multiHeadWeights(layerOf(6), some(3, 2, 5, 6), 3, { causal: true });
    expect(P.shape).toEqual([2, 3, 5, 5]);
    (P.toArray() as number[][][][]).flat(2).forEach((row, i) => {
      expect(row.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 13);
      expect(row.slice((i % 5) + 1).every((each) => each === 0)).toBe(true);
    });
  });

  test("derivatives are central differences, and both directions agree", () => {
    const layer = layerOf(4);
    const f = (x: Tensor, weight: Tensor, bias: Tensor) => multiHeadAttention({ qkv: { weight, bias }, output: layer.output }, x, 2, { causal: true });
    const xs = [some(7, 2, 3, 4), layer.qkv.weight, layer.qkv.bias!];
    expect(adjointError(f as never, xs, randomFrom(1))).toBeLessThan(1e-12);
    expect(differenceError(f as never, xs, randomFrom(2))).toBeLessThan(1e-7);
  });

  test("what does not fit is refused", () => {
    expect(() => multiHeadAttention(layerOf(6), some(1, 2, 3, 6), 4)).toThrow(new RangeError("multiHeadAttention: 4 heads do not divide the width of [2, 3, 6]"));
    expect(() => multiHeadAttention(layerOf(6), some(1, 2, 3, 6), 1.5)).toThrow(new RangeError("multiHeadAttention: 1.5 heads do not divide the width of [2, 3, 6]"));
    expect(() => multiHeadAttention(layerOf(6), some(1, 3, 6), 2)).toThrow(new RangeError("multiHeadAttention: sequences are [B, T, d], not [3, 6]"));
    expect(() => multiHeadWeights(layerOf(6), some(1, 2, 3, 6), 0)).toThrow(RangeError);
  });
});

describe("attention of queries, keys and values in one tensor", () => {
  const available = [...backendNames.map((name) => backendOrReason(name)).filter((found) => typeof found !== "string"), hiddenBackend()];

  test.each(available.map((backend) => [backend.name, backend] as const))("is attention, forward and backward: %s", async (_, backend) => {
    const here = async (x: Tensor) => asTensor(await x.data(), { shape: x.shape });
    for (const options of [{}, { causal: true }, { causal: true, window: 2 }, { scale: 0.3 }]) {
      const [qkv, dO] = [some(1, 3, 2, 2, 5, 4), some(2, 2, 2, 5, 4)];
      const packed = variable(toBackend(qkv, backend));
      const O = packedAttention(packed, options);
      const parts = [0, 1, 2].map((i) => variable(slice(qkv, [i]))) as [Tensor, Tensor, Tensor];
      const wanted = attention(...parts, options);
      const [gradient] = vjp(O, [packed], toBackend(dO, backend));
      expect(difference([await here(O)], [wanted])).toBeLessThan(1e-12);
      const parted = vjp(wanted, parts, dO);
      const ours = await here(gradient!);
      expect(difference([0, 1, 2].map((i) => slice(ours, [i])), parted)).toBeLessThan(1e-12);
      expect(difference([await here(packedAttention(toBackend(qkv, backend), options))], [wanted])).toBeLessThan(1e-12);
    }
  });

  test("with a mask, and without numbers, it is attention of the parts", () => {
    const qkv = some(1, 3, 4, 2);
    const mask = asTensor([[1, 0, 1, 1]], double);
    expect(difference([packedAttention(qkv, { mask })], [attention(slice(qkv, [0]), slice(qkv, [1]), slice(qkv, [2]), { mask })])).toBe(0);
    expect(packedAttention(zeros([3, 0, 4, 2])).shape).toEqual([0, 4, 2]);
  });

  test("what is not three is refused", () => {
    expect(() => packedAttention(some(1, 2, 4, 3))).toThrow(new RangeError("packedAttention: queries, keys and values are [3, …, T, d], not [2, 4, 3]"));
    expect(() => packedAttention(some(1, 3, 4))).toThrow(new RangeError("packedAttention: queries, keys and values are [3, …, T, d], not [3, 4]"));
    expect(() => packedAttention(some(1, 3, 4, 2), { window: 2 })).toThrow(new RangeError("attention: a window needs `causal`"));
  });
});

test("parameters are named as they are used", () => {
  expect(leavesOf(mapLeaves(initMultiHead(2, randomFrom(1), { std: 1, bias: true }), (leaf) => leaf)).map(([path]) => path)).toEqual(["qkv.weight", "qkv.bias", "output.weight", "output.bias"]);
});
//# sourceMappingURL=../.maps/nn/multi-head-attention.test.ts.map
