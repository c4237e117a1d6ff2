// Tangled from book/09-position/01-learned-positions.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { attention } from "../../ops/attention.ts";
import { embedding } from "../../ops/embedding.ts";
import { fusedAttention } from "../../ops/fused-attention.ts";
import { softmax } from "../../ops/softmax.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { add, asTensor, normal, reshape, slice, variable, vjp, type Tensor } from "../../tensor-core.ts";
import { adjointError, difference, differenceError } from "../../testing/laws.ts";
import { multiHeadAttention, multiHeadWeights } from "../multi-head-attention.ts";
import { alibiSlopes } from "./alibi.ts";
import { frequencies } from "./frequencies.ts";
import { bucketOf } from "./relative-bias.ts";
import { positionsOf, type PositionConfig } from "./schemes.ts";
import { sinusoids } from "./sinusoidal.ts";

const double = { dtype: "float64" } as const;
const some = (seed: number, ...shape: readonly number[]) => normal(randomFrom(seed), shape, double);
const sizes = { context: 12, width: 8, heads: 2 };
const layer = { qkv: { weight: some(1, 8, 24) }, output: { weight: some(2, 8, 8) } };

/** The attention weights of a sequence that is everywhere the same token. */
function weightsOf(config: PositionConfig): number[][][] {
  const scheme = positionsOf(config, sizes);
  const learned = some(3, ...scheme.shape);
  const x = embedding(some(4, 1, 8), asTensor(new Int32Array(12), { shape: [1, 12] }));
  return (multiHeadWeights(layer, scheme.embed(x, learned), 2, { causal: true, ...scheme.attend(x, learned) }).toArray() as number[][][][])[0]!;
}

/** How far the log-ratio of the weights of two keys is from depending on their distances alone. */
function variation(config: PositionConfig): number {
  return Math.max(...weightsOf(config).flatMap((P) => Array.from({ length: 10 }, (_, t) => Math.abs(Math.log(P[t + 2]![t]! / P[t + 2]![t + 1]!) - Math.log(P[11]![9]! / P[11]![10]!)))));
}

test.each<PositionConfig>([{ scheme: "none" }, { scheme: "relative", buckets: 4, maxDistance: 6 }, { scheme: "alibi" }, { scheme: "rotary" }, { scheme: "rotary", layout: "interleaved" }])("the scores of %j depend on the distance alone", (config) => {
  expect(variation(config)).toBeLessThan(1e-12);
});

test.each<PositionConfig>([{ scheme: "learned" }, { scheme: "sinusoidal", amplitude: 1 }])("the scores of %j depend on both positions", (config) => {
  expect(variation(config)).toBeGreaterThan(0.01);
});

test.each<PositionConfig>([{ scheme: "none" }, { scheme: "relative", buckets: 4, maxDistance: 6 }, { scheme: "alibi" }, { scheme: "rotary" }])("of equal tokens attention gives the same at every position, where positions act on the scores: $scheme", (config) => {
  const scheme = positionsOf(config, sizes);
  const learned = some(3, ...scheme.shape);
  const x = embedding(some(4, 1, 8), asTensor(new Int32Array(12), { shape: [1, 12] }));
  const [first, ...others] = (multiHeadAttention(layer, x, 2, { causal: true, ...scheme.attend(x, learned) }).toArray() as number[][][])[0]!;
  for (const other of others) other.forEach((each, j) => expect(each).toBeCloseTo(first![j]!, 12));
});

test("ALiBi subtracts the slope times the distance from each score", () => {
  expect(alibiSlopes(8)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((h) => 2 ** -h));
  const { bias } = positionsOf({ scheme: "alibi" }, sizes).attend(some(1, 1, 5, 8), some(1, 0));
  const distances = Float64Array.from({ length: 50 }, (_, k) => -[1 / 16, 1 / 256][Math.floor(k / 25)]! * Math.abs(Math.floor((k % 25) / 5) - (k % 5)));
  const S = some(2, 2, 5, 5);
  // up to the diagonal, as the mask leaves it
  const masked = (scores: Tensor) => Float64Array.from(scores.dataSync(), (each, k) => (k % 5 <= Math.floor(k / 5) % 5 ? each : -1e300));
  const weights = (scores: Tensor) => softmax(asTensor(masked(scores), { shape: [2, 5, 5] }));
  expect(difference([weights(add(S, bias!))], [weights(add(S, asTensor(distances, { shape: [2, 5, 5] })))])).toBeLessThan(1e-14);
});

test("buckets of T5 are exact below half their number, geometric up to the limit, and one beyond", () => {
  expect([0, 1, 15, 16, 17, 18, 19, 20, 23, 27, 31, 45, 64, 90, 91, 112, 113, 127, 128, 5000].map((n) => bucketOf(n, 32, 128))).toEqual([0, 1, 15, 16, 16, 16, 17, 17, 18, 20, 21, 23, 26, 29, 29, 30, 31, 31, 31, 31]);
  expect(bucketOf(-3, 32, 128)).toBe(0);
  fc.assert(fc.property(fc.nat({ max: 9999 }), fc.integer({ min: 2, max: 64 }), (n, buckets) => {
    const [one, next] = [n, n + 1].map((each) => bucketOf(each, buckets, 4 * buckets)) as [number, number];
    expect(next === one || next === one + 1).toBe(true);
    expect(one).toBeLessThan(buckets);
  }));
});

test("the bias of a bucket has the sum of the gradients of its scores", () => {
  const scheme = positionsOf({ scheme: "relative", buckets: 4, maxDistance: 6 }, sizes);
  const x = some(5, 2, 6, 8);
  const f = (table: Tensor) => multiHeadAttention(layer, x, 2, { causal: true, ...scheme.attend(x, table) });
  expect(adjointError(f, [some(6, 4, 2)], randomFrom(1))).toBeLessThan(1e-12);
  expect(differenceError(f, [some(6, 4, 2)], randomFrom(2))).toBeLessThan(1e-7);
});

test("attention with a bias is softmax of scores plus bias, in one kernel or not", () => {
  const [q, k, v, bias] = [some(1, 3, 5, 4), some(2, 3, 5, 4), some(3, 3, 5, 2), some(4, 3, 1, 5)];
  const whole = add(reshape(bias, [3, 1, 5]), some(5, 3, 5, 5));
  for (const each of [bias, whole]) {
    for (const attend of [attention, fusedAttention]) {
      const leaf = variable(each);
      const O = attend(q, k, v, { causal: true, bias: leaf });
      const [gradient] = vjp(O, [leaf], some(6, 3, 5, 2));
      expect(gradient!.shape).toEqual(each.shape);
      const perturbed = (step: number) => attend(q, k, v, { causal: true, bias: add(each, asTensor(Float64Array.from({ length: each.size }, (_, i) => (i === 2 ? step : 0)), { shape: each.shape })) });
      const along = (O1: Tensor) => [...O1.dataSync()].reduce((sum, y, i) => sum + y * some(6, 3, 5, 2).dataSync()[i]!, 0);
      expect((along(perturbed(1e-5)) - along(perturbed(-1e-5))) / 2e-5).toBeCloseTo(gradient!.dataSync()[2]!, 7);
    }
  }
  expect(difference([slice(attention(q, k, v, { bias: whole }), [0])], [attention(slice(q, [0]), slice(k, [0]), slice(v, [0]), { bias: slice(whole, [0]) })])).toBe(0);
});

test("sinusoids are sines and cosines of the same angles", () => {
  const table = sinusoids(5, 6, { base: 100 });
  frequencies(6, 100).forEach((omega, i) => {
    expect(omega).toBeCloseTo(100 ** (-i / 3), 14);
    for (let p = 0; p < 5; p++) expect([...table.slice(6 * p + 2 * i, 6 * p + 2 * i + 2)]).toEqual([Math.sin(p * omega), Math.cos(p * omega)]);
  });
});

test("what cannot be is refused", () => {
  expect(() => frequencies(5, 10)).toThrow(new RangeError("frequencies: pairs need an even width, not 5"));
  expect(() => frequencies(0, 10)).toThrow(new RangeError("frequencies: pairs need an even width, not 0"));
  for (const base of [0, -1, NaN, Infinity]) expect(() => frequencies(4, base)).toThrow(new RangeError(`frequencies: the base is ${base}, and not a positive number`));
  expect(() => positionsOf({ scheme: "relative", buckets: 1 }, sizes)).toThrow(new RangeError("relativeBias: 1 buckets, and not a whole number from 2"));
  expect(() => positionsOf({ scheme: "relative", buckets: 8, maxDistance: 4 }, sizes)).toThrow(new RangeError("relativeBias: maxDistance is 4, and not above 4"));
  expect(() => positionsOf({ scheme: "rotary" }, { ...sizes, width: 6 })).toThrow(new RangeError("frequencies: pairs need an even width, not 3"));
});
//# sourceMappingURL=../../.maps/nn/position/positions.test.ts.map
