// Tangled from book/07-attention/04-the-backward-pass-of-attention.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Backend } from "../backends/backend.ts";
import { backendNames, backendOrReason } from "../backends/choose.ts";
import { hiddenBackend } from "../backends/conformance/hidden.ts";
import { data } from "../data/files.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, constant, cpu, gradient, multiply, normal, Pool, slice, sum, toBackend, variable, vjp, zeros, type DType, type Tensor } from "../tensor-core.ts";
import { adjointError, difference, differenceError, secondError } from "../testing/laws.ts";
import { tensorOf, type Row } from "../testing/tensor-oracle.ts";
import { attention, attentionOfPrimitives, attentionWeights, type AttentionOptions } from "./attention.ts";
import { savedBytes } from "./saved-bytes.ts";

const double = { dtype: "float64" } as const;
const some = (seed: number, ...shape: readonly number[]) => normal(randomFrom(seed), shape, double);
type Operands = readonly [q: Tensor, k: Tensor, v: Tensor];

interface Recorded {
  readonly name: string;
  readonly options: Omit<AttentionOptions, "mask"> & { readonly mask?: readonly (readonly number[])[] };
  readonly operands: readonly Row[];
  readonly weights: Row;
  readonly y: Row;
  readonly gradients: readonly Row[];
}
const { cases } = JSON.parse(data("attention-oracle.json")) as { readonly cases: readonly Recorded[] };

describe.each(cases)("$name", ({ options: { mask, ...rest }, operands, weights, y, gradients }) => {
  const optionsIn = (dtype: DType): AttentionOptions => ({ ...rest, ...(mask && { mask: asTensor(mask, { dtype }) }) });

  test.each([["float64", 1e-14], ["float32", 2e-6]] as const)("value and gradients are those of PyTorch, in %s", (dtype, tolerance) => {
    const leaves = operands.map((each) => variable(tensorOf(each, dtype))) as unknown as Operands;
    const O = attention(...leaves, optionsIn(dtype));
    expect(difference([O], [tensorOf(y, dtype)])).toBeLessThan(tolerance);
    expect(difference(vjp(O, leaves, tensorOf(weights, dtype)), gradients.map((each) => tensorOf(each, dtype)))).toBeLessThan(tolerance);
  });

  test("value and gradients are those of primitives", () => {
    const leaves = operands.map((each) => variable(tensorOf(each, "float64"))) as unknown as Operands;
    const [ours, primitives] = [attention, attentionOfPrimitives].map((f) => f(...leaves, optionsIn("float64")));
    const dO = tensorOf(weights, "float64");
    expect([...ours!.dataSync()]).toEqual([...primitives!.dataSync()]);
    expect(difference(vjp(ours!, leaves, dO), vjp(primitives!, leaves, dO))).toBeLessThan(1e-14);
  });

  test("derivatives are central differences, both directions agree, and it can be differentiated twice", () => {
    const f = (q: Tensor, k: Tensor, v: Tensor) => attention(q, k, v, optionsIn("float64"));
    const xs = operands.map((each) => multiply(0.5, tensorOf(each, "float64")));
    expect(adjointError(f as never, xs, randomFrom(1))).toBeLessThan(1e-13);
    expect(differenceError(f as never, xs, randomFrom(2))).toBeLessThan(1e-8);
    expect(secondError(f as never, xs, randomFrom(3))).toBeLessThan(1e-7);
  });
});

const available = backendNames.map((name) => backendOrReason(name)).filter((found) => typeof found !== "string");
const backends: readonly (readonly [string, () => Backend])[] = [
  ...available.map((found) => [found.name, () => found] as const),
  ["without fused kernels", () => hiddenBackend()],
  ["in a pool without fused kernels", () => new Pool(hiddenBackend())],
];

test.each(backends)("value and gradients are those of the CPU: %s", async (_, make) => {
  const on = async (backend: Backend) => {
    const leaves = [some(1, 2, 5, 4), some(2, 2, 5, 4), some(3, 2, 5, 3)].map((x) => variable(toBackend(x, backend))) as unknown as Operands;
    const mask = toBackend(asTensor([[1], [1], [0], [1], [1]], double), backend);
    const O = attention(...leaves, { causal: true, window: 3, mask });
    const gradients = vjp(O, leaves, toBackend(some(4, 2, 5, 3), backend));
    return (await Promise.all([O, ...gradients].map((each) => each.data()))).flatMap((numbers) => [...numbers]);
  };
  const [ours, expected] = [await on(make()), await on(cpu)];
  expected.forEach((each, i) => expect(ours[i]).toBeCloseTo(each, 12));
  expect(expected.slice(6, 9)).toEqual([0, 0, 0]);
});

test("where queries alone are variables, the second derivative of a linear function of the output is that of primitives", () => {
  const [q, k, v, weights, direction] = [some(1, 5, 4), some(2, 5, 4), some(3, 5, 3), some(4, 5, 3), some(5, 5, 4)];
  const second = (f: typeof attention) => {
    const leaf = variable(q);
    const [first] = gradient(sum(multiply(weights, f(leaf, k, v, { causal: true }))), [leaf], { createGraph: true });
    return gradient(sum(multiply(direction, first!)), [leaf]);
  };
  expect(difference(second(attention), second(attentionOfPrimitives))).toBeLessThan(1e-13);
});

test("what is saved: queries, keys, values, weights and outputs", () => {
  const [q, k, v] = [some(1, 5, 4), some(2, 7, 4), some(3, 7, 2)].map(variable) as [Tensor, Tensor, Tensor];
  // the scaled queries of the product are another 5 × 4
  expect(savedBytes(attention(q, k, v))).toBe(8 * (2 * 5 * 4 + 7 * 4 + 5 * 7 + 7 * 2 + 5 * 2));
});

test("each row of weights is a distribution, and the output the mean under it", () => {
  const [q, k, v] = [some(1, 2, 5, 4), some(2, 2, 5, 4), some(3, 2, 5, 3)];
  const P = attentionWeights(q, k, { causal: true, window: 2 });
  for (const total of sum(P, -1).dataSync()) expect(total).toBeCloseTo(1, 14);
  (P.toArray() as number[][][]).forEach((matrix) => matrix.forEach((row, t) => row.forEach((p, s) => (s > t || s < t - 1 ? expect(p).toBe(0) : expect(p).toBeGreaterThan(0)))));
  const mean = (P.toArray() as number[][][]).map((matrix, b) => matrix.map((row) => [0, 1, 2].map((j) => row.reduce((total, p, s) => total + p * (v.toArray() as number[][][])[b]![s]![j]!, 0))));
  expect(difference([attention(q, k, v, { causal: true, window: 2 })], [asTensor(mean, double)])).toBeLessThan(1e-14);
});

test("changing a token changes no output before it, bit for bit", () => {
  const draw = fc.record({ seed: fc.nat(), T: fc.integer({ min: 2, max: 9 }), at: fc.nat(), dtype: fc.constantFrom("float32" as const, "float64" as const), by: fc.double({ min: -1e6, max: 1e6, noNaN: true }) });
  fc.assert(fc.property(draw, ({ seed, T, at, dtype, by }) => {
    const t = at % T;
    const random = randomFrom(seed);
    const xs = [4, 4, 3].map((width) => normal(random, [T, width], { dtype })) as unknown as Operands;
    const changed = xs.map((x) => asTensor(x.dataSync().map((each, i) => (i >= t * x.shape[1]! ? each + by : each)), { shape: x.shape })) as unknown as Operands;
    const before = (x: Tensor) => [...slice(x, [[0, t]]).dataSync()];
    expect(before(attention(...changed, { causal: true }))).toEqual(before(attention(...xs, { causal: true })));
  }));
});

test("scores of random queries and keys have variance 1 at every dimension", () => {
  for (const d of [4, 64, 1024]) {
    const [q, k] = [1, 2].map((seed) => some(seed, 200, d)) as [Tensor, Tensor];
    // log P is the scores less a number for each row, so that it has their variance within rows
    const rows = attentionWeights(q, k).toArray() as number[][];
    const variance = rows.reduce((total, row) => {
      const logs = row.map(Math.log);
      const mean = logs.reduce((sum, each) => sum + each, 0) / logs.length;
      return total + logs.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (logs.length - 1);
    }, 0) / rows.length;
    // 40,000 products of which 200 vectors each are independent: a standard error of about a tenth at most
    expect(Math.abs(variance - 1)).toBeLessThan(0.3);
  }
});

test("a later key changes no weight of an earlier query", () => {
  const [q, k] = [some(1, 5, 4), some(2, 5, 4)];
  const changed = asTensor(k.dataSync().map((each, i) => (i >= 16 ? 10 * each : each)), { shape: k.shape });
  const early = (keys: Tensor) => slice(attentionWeights(q, keys, { causal: true }), [[0, 4]]);
  expect(difference([early(changed)], [early(k)])).toBe(0);
});

test("the last queries alone have the outputs that they have among all", () => {
  const [q, k, v] = [some(1, 6, 4), some(2, 6, 4), some(3, 6, 3)];
  for (const window of [undefined, 2]) {
    const options = { causal: true, ...(window && { window }) };
    const last = attention(slice(q, [[4]]), k, v, options);
    expect(difference([last], [slice(attention(q, k, v, options), [[4]])])).toBeLessThan(1e-15);
  }
});

test("a query that may read nothing gives zeros and receives none but zero gradients", () => {
  const [q, k, v] = [some(1, 2, 4), some(2, 3, 4), some(3, 3, 2)].map(variable) as [Tensor, Tensor, Tensor];
  const mask = asTensor([[0, 0, 0], [1, 1, 0]], double);
  const O = attention(q, k, v, { mask });
  const alone = attention(slice(constant(q), [[1]]), slice(constant(k), [[0, 2]]), slice(constant(v), [[0, 2]]));
  expect([...O.dataSync()]).toEqual([0, 0, ...alone.dataSync()]);
  const [dq, dk, dv] = vjp(O, [q, k, v], some(4, 2, 2)) as [Tensor, Tensor, Tensor];
  expect([...slice(dq, [0]).dataSync()].map(Math.abs)).toEqual([0, 0, 0, 0]);
  for (const each of [dq, dk, dv]) expect([...each.dataSync()].every(Number.isFinite)).toBe(true);
});

test("the gradients of the keys sum to zero, since a common shift of all keys changes nothing", () => {
  fc.assert(fc.property(fc.nat(), fc.boolean(), (seed, causal) => {
    const [q, k, v] = [4, 4, 3].map((width, i) => variable(some(seed + i, 6, width))) as [Tensor, Tensor, Tensor];
    const [, dk] = vjp(attention(q, k, v, { causal }), [q, k, v], some(seed + 3, 6, 3));
    for (const each of sum(dk!, 0).dataSync()) expect(Math.abs(each)).toBeLessThan(1e-13);
  }));
});

test("what does not fit together is refused", () => {
  const [q, k, v] = [some(1, 3, 4), some(2, 5, 4), some(3, 5, 2)];
  const refused = (run: () => unknown, message: string) => expect(run).toThrow(new RangeError(`attention: ${message}`));
  refused(() => attention(some(1, 3, 5), k, v), "shapes do not fit, q [3, 5], k [5, 4], v [5, 2]");
  refused(() => attention(q, k, some(3, 4, 2)), "shapes do not fit, q [3, 4], k [5, 4], v [4, 2]");
  refused(() => attentionWeights(some(1, 2, 3, 4), k), "shapes do not fit, q [2, 3, 4], k [5, 4]");
  refused(() => attentionWeights(zeros([4], double), k), "shapes do not fit, q [4], k [5, 4]");
  refused(() => attentionWeights(q, zeros([4], double)), "shapes do not fit, q [3, 4], k [4]");
  refused(() => attentionWeights(zeros([2, 3, 0], double), zeros([2, 5, 0], double)), "shapes do not fit, q [2, 3, 0], k [2, 5, 0]");
  refused(() => attention(q, k, some(3, 2, 5, 2)), "shapes do not fit, q [3, 4], k [5, 4], v [2, 5, 2]");
  refused(() => attentionWeights(q, zeros([0, 4], double)), "no keys to read, q [3, 4], k [0, 4]");
  refused(() => attentionWeights(k, q, { causal: true }), "5 queries for 3 positions, q [5, 4], k [3, 4]");
  refused(() => attentionWeights(q, k, { window: 2 }), "a window needs `causal`");
  for (const window of [0.5, 0]) refused(() => attentionWeights(q, k, { causal: true, window }), `the window is ${window}, not a whole number from 1`);
  refused(() => attentionWeights(q, k, { scale: NaN }), "the scale is NaN");
  expect(() => attention(q, k, zeros([5, 2]))).toThrow(new TypeError("attention: dtypes differ, float64 and float32"));
  const whole = zeros([2, 2], { dtype: "int32" });
  expect(() => attentionWeights(whole, whole)).toThrow(new TypeError("attention: int32 has no fractions"));
});
//# sourceMappingURL=../.maps/ops/attention.test.ts.map
