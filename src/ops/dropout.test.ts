// Tangled from book/06-stability/06-regularisation.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { hiddenBackend } from "../backends/conformance/hidden.ts";
import { fusedKernels } from "../backends/cpu/fused.ts";
import { data } from "../data/files.ts";
import { drawsFrom } from "../random/streams.ts";
import type { Random } from "../random/random.ts";
import { randomFrom, xoshiro128 } from "../random/xoshiro128.ts";
import { asTensor, gradient, jvp, multiply, normal, ones, Pool, sum, toBackend, variable, vjp, zeros, type Tensor } from "../tensor-core.ts";
import { difference } from "../testing/laws.ts";
import { tensorOf, type Row } from "../testing/tensor-oracle.ts";
import { dropout, dropoutMask, maskKeys, type MaskKey } from "./dropout.ts";
import { savedBytes } from "./saved-bytes.ts";

const key: MaskKey = { step: 1851, layer: 0 };
const numbers = (x: Tensor) => [...x.dataSync()];
const some = normal(randomFrom(1), [4, 5]);
const double = { dtype: "float64" } as const;

test.each([0.1, 0.5, 0.9])("at rate %d the expectation is kept, and the variance is p/(1 − p) for an x of 1", (p) => {
  const n = 40_000;
  const y = numbers(dropout(ones([n]), p, key));
  const mean = y.reduce((total, each) => total + each, 0) / n;
  const variance = y.reduce((total, each) => total + (each - 1) ** 2, 0) / n;
  // the mean within four of its standard deviations
  expect(Math.abs(mean - 1)).toBeLessThan(4 * Math.sqrt(p / (1 - p) / n));
  expect(Math.abs(variance / (p / (1 - p)) - 1)).toBeLessThan(0.1);
});

test("an element is zero, or itself over 1 − p", () => {
  const y = numbers(dropout(some, 0.25, key));
  numbers(some).forEach((x, i) => expect([0, Math.fround(x * Math.fround(4 / 3))]).toContain(Math.abs(y[i]!) === 0 ? 0 : y[i]!));
  expect(y.filter((each) => each === 0).length).toBeGreaterThan(0);
});

test("in an evaluation x comes back as it is, at any rate", () => {
  expect(dropout(some, 0.5, null)).toBe(some);
  expect(dropout(some, 0.5, maskKeys()(3))).toBe(some);
});

test("at rate 0 x comes back as it is", () => {
  expect(dropout(some, 0, key)).toBe(some);
});

test.each([-0.1, 1, 1.5, NaN])("a rate of %d is refused, in an evaluation as well", (rate) => {
  for (const each of [key, null]) expect(() => dropout(some, rate, each)).toThrow(new RangeError(`dropout: the rate for [4, 5] is ${rate}, and not from 0 up to, but not including, 1`));
});

test("whole numbers are refused", () => {
  expect(() => dropout(asTensor(Int32Array.of(1, 2)), 0.5, key)).toThrow(TypeError);
  expect(() => dropout(asTensor(Int32Array.of(1, 2)), 0.5, key)).toThrow("dropout");
});

test("the same key gives the same mask, another step or another layer another one", () => {
  const x = ones([100]);
  const text = (each: MaskKey) => numbers(dropoutMask(x, 0.5, each)).join(" ");
  expect(text({ ...key })).toBe(text(key));
  expect(new Set([key, { ...key, layer: 1 }, { ...key, layer: 2 }, { ...key, step: 1852 }, { step: 1852, layer: 1 }].map(text)).size).toBe(5);
});

test("what is dropped at a low rate is dropped at a high one", () => {
  const [low, high] = [0.2, 0.6].map((rate) => numbers(dropoutMask(ones([1000]), rate, key)));
  low!.forEach((each, i) => each === 0 && expect(high![i]).toBe(0));
});

test("keys draw two numbers, however many layers ask", () => {
  const [one, other] = [drawsFrom(7), drawsFrom(7)];
  const keyOf = maskKeys(one);
  for (let layer = 0; layer < 5; layer++) keyOf(layer);
  other.bits();
  other.bits();
  expect(one.state()).toEqual(other.state());
  expect(keyOf(4)).toEqual(maskKeys(drawsFrom(7))(4));
  // all of the 53 bits are used
  expect(maskKeys({ bits: () => 2 ** 32 - 1, uniform: () => 0 })(0)!.step).toBe(Number.MAX_SAFE_INTEGER);
});

test("masks of two layers, and of two steps, agree by chance only", () => {
  const random = drawsFrom(5);
  const [first, second] = [maskKeys(random), maskKeys(random)];
  const masks = [first(0), first(1), second(0), second(1)].map((each) => numbers(dropoutMask(ones([10_000]), 0.5, each!)));
  for (let i = 0; i < 4; i++) for (let j = 0; j < i; j++) {
    const agreeing = masks[i]!.filter((each, k) => each === masks[j]![k]).length;
    expect(Math.abs(agreeing - 5000)).toBeLessThan(250);
  }
});

test("the gradient passes through the same mask, as central differences say", () => {
  const x = normal(randomFrom(2), [3, 4], double);
  const w = normal(randomFrom(3), [3, 4], double);
  const lossAt = (z: Tensor) => { const y = dropout(z, 0.4, key); return sum(multiply(w, multiply(y, y))); };
  const z = variable(x);
  const [dX] = gradient(lossAt(z), [z]);
  const h = 1e-6;
  numbers(dX!).forEach((each, i) => {
    const moved = (by: number) => lossAt(asTensor(Float64Array.from(x.dataSync(), (one, k) => one + (k === i ? by : 0)), { shape: x.shape })).item();
    expect(each).toBeCloseTo((moved(h) - moved(-h)) / (2 * h), 6);
  });
  const [ofSum] = gradient(sum(dropout(z, 0.4, key)), [z]);
  expect(numbers(ofSum!)).toEqual(numbers(dropoutMask(x, 0.4, key)));
});

interface Oracle {
  readonly x: Row;
  readonly weights: Row;
  /** A digit of `mask` is 1 where an element is kept. */
  readonly cases: readonly { readonly rate: number; readonly mask: string; readonly y: Row; readonly gradient: Row }[];
}

test.each([["float64", 1e-15], ["float32", 1e-7]] as const)("with the same mask value and gradient are those of PyTorch, in %s", (dtype, tolerance) => {
  const { x: row, weights, cases } = JSON.parse(data("dropout-oracle.json")) as Oracle;
  expect(cases.map(({ rate }) => rate)).toEqual([0.25, 0.5]);
  for (const { rate, mask, y, gradient: expected } of cases) {
    const x = variable(tensorOf(row, dtype));
    expect(numbers(dropoutMask(x, rate, key)).map((each) => (each === 0 ? 0 : 1)).join("")).toBe(mask);
    const ours = dropout(x, rate, key);
    expect(difference([ours], [tensorOf(y, dtype)])).toBeLessThan(tolerance);
    expect(difference(vjp(ours, [x], tensorOf(weights, dtype)), [tensorOf(expected, dtype)])).toBeLessThan(tolerance);
  }
});

test("a generator whose state was kept draws the same masks again", () => {
  const random = randomFrom(1887);
  random.uniform();
  const before = random.state();
  const masks = (generator: Random) => [0, 3].map((layer) => numbers(dropout(ones([7, 9], double), 0.4, maskKeys(generator)(layer))));
  const first = masks(random);
  expect(masks(random)).not.toEqual(first);
  expect(masks(xoshiro128(before))).toEqual(first);
});

test("the graph saves nothing", () => {
  expect(savedBytes(dropout(variable(some), 0.5, key))).toBe(0);
});

test("the second derivative and the derivative in a direction pass through the mask as well", () => {
  const x = variable(normal(randomFrom(2), [6], double));
  const y = dropout(x, 0.5, key);
  const [first] = gradient(sum(multiply(y, multiply(y, y))), [x], { createGraph: true });
  const [second] = gradient(sum(first!), [x]);
  const mask = numbers(dropoutMask(x, 0.5, key));
  numbers(second!).forEach((each, i) => expect(each).toBeCloseTo(6 * mask[i]! ** 3 * x.dataSync()[i]!, 10));
  expect(numbers(jvp([dropout(x, 0.5, key)], [x], [ones([6], double)])[0]!)).toEqual(mask);
});

test.each([
  ["without fused kernels", () => hiddenBackend()],
  ["with all fused kernels", () => hiddenBackend(Object.keys(fusedKernels))],
  ["in a pool", () => new Pool(hiddenBackend())],
] as const)("%s a whole batch and its gradient are those of the CPU, bit for bit", async (_, make) => {
  const backend = make();
  const batch = normal(randomFrom(4), [32, 20]);
  const results = async (x: Tensor) => {
    const z = variable(x);
    const y = dropout(z, 0.3, { step: 9, layer: 2 });
    const [dX] = gradient(sum(multiply(y, y)), [z]);
    return [...(await y.data()), ...(await dX!.data())];
  };
  expect(await results(toBackend(batch, backend))).toEqual(await results(batch));
});

test("a tensor without elements has a mask without elements", () => {
  expect(dropout(zeros([0, 3]), 0.5, key).shape).toEqual([0, 3]);
});
//# sourceMappingURL=../.maps/ops/dropout.test.ts.map
