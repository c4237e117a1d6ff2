// Tangled from book/09-position/04-rotary-embedding.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backendNames, backendOrReason } from "../backends/choose.ts";
import { hiddenBackend } from "../backends/conformance/hidden.ts";
import { data } from "../data/files.ts";
import { ledgerOf } from "../ledger/ledger.ts";
import { frequencies } from "../nn/position/frequencies.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, gradient, matrixTranspose, multiply, normal, Pool, cpu, slice, sum, take, toBackend, variable, vjp, zeros, type Tensor } from "../tensor-core.ts";
import { adjointError, difference, differenceError, inner, norm, secondError } from "../testing/laws.ts";
import { tensorOf, type Row } from "../testing/tensor-oracle.ts";
import { rotary, rotaryAngles, rotaryOfPacked, type RotaryLayout } from "./rotary.ts";

interface Recorded {
  readonly layout: RotaryLayout;
  readonly base: number;
  readonly first: number;
  readonly x: Row;
  readonly weights: Row;
  readonly y: Row;
  readonly gradient: Row;
}
const { cases } = JSON.parse(data("rotary-oracle.json")) as { readonly cases: readonly Recorded[] };
const double = { dtype: "float64" } as const;
const layouts = ["half", "interleaved"] as const;
const some = (seed: number, ...shape: readonly number[]) => normal(randomFrom(seed), shape, double);
/** The table for rows like those of x. */
const anglesFor = (x: Tensor, { base = 10_000, first = 0 } = {}) => rotaryAngles(frequencies(x.shape.at(-1)!, base), { length: x.shape.at(-2)!, first }, x);
const turned = (x: Tensor, layout: RotaryLayout, first = 0) => rotary(x, anglesFor(x, { first }), layout);

const available = [...backendNames.map((name) => backendOrReason(name)).filter((found) => typeof found !== "string"), hiddenBackend()];

describe.each(available.map((backend) => [backend.name, backend] as const))("on %s", (_, backend) => {
  test.each(cases.map((each) => [`${each.layout} [${each.x.shape.join(", ")}] from ${each.first}`, each] as const))("values and gradients are PyTorch’s: %s", async (_, { layout, base, first, x, weights, y, gradient: dx }) => {
    for (const [dtype, most] of [["float64", 1e-12], ["float32", 2e-6]] as const) {
      const [at, w] = [x, weights].map((each) => toBackend(tensorOf(each, dtype), backend)) as [Tensor, Tensor];
      const leaf = variable(at);
      const ours = rotary(leaf, anglesFor(at, { base, first }), layout);
      const [dX] = gradient(sum(multiply(ours, w)), [leaf]);
      const here = async (each: Tensor) => asTensor(await each.data(), { shape: each.shape });
      expect(difference([await here(ours), await here(dX!)], [tensorOf(y, dtype), tensorOf(dx, dtype)])).toBeLessThan(most);
    }
  });

  test.each(layouts)("queries and keys of a packed tensor are rotated, and values are as they were, forward and backward: %s", async (layout) => {
    const here = async (each: Tensor) => asTensor(await each.data(), { shape: each.shape });
    const [qkv, dY] = [some(1, 3, 2, 2, 5, 6), some(2, 3, 2, 2, 5, 6)];
    const leaf = variable(toBackend(qkv, backend));
    const ours = rotaryOfPacked(leaf, toBackend(anglesFor(qkv), backend), layout);
    const [dX] = vjp(ours, [leaf], toBackend(dY, backend));
    const wanted = (x: Tensor, sign: 1 | -1) => [0, 1].map((i) => rotary(slice(x, [i]), rotaryAngles(frequencies(6, 10_000).map((each) => sign * each), { length: 5 }, x), layout));
    expect(difference(await Promise.all([0, 1, 2].map((i) => here(slice(ours, [i])))), [...wanted(qkv, 1), slice(qkv, [2])])).toBeLessThan(1e-13);
    expect(difference(await Promise.all([0, 1, 2].map((i) => here(slice(dX!, [i])))), [...wanted(dY, -1), slice(dY, [2])])).toBeLessThan(1e-13);
  });
});

describe.each(layouts)("the layout %s", (layout) => {
  const drawing = fc.record({ seed: fc.nat({ max: 9999 }), half: fc.integer({ min: 1, max: 6 }), m: fc.nat({ max: 5000 }), n: fc.nat({ max: 5000 }), shift: fc.nat({ max: 5000 }) });
  const at = (x: Tensor, position: number) => turned(x, layout, position);

  test("keeps the norm of every row", () => {
    fc.assert(fc.property(drawing, ({ seed, half, m }) => {
      const x = some(seed, 1, 2 * half);
      expect(Math.abs(norm(at(x, m)) / norm(x) - 1)).toBeLessThan(1e-13);
    }));
  });

  test("gives scores that depend on the distance alone: RₘᵀRₙ = Rₙ₋ₘ", () => {
    fc.assert(fc.property(drawing, ({ seed, half, m, n, shift }) => {
      const [q, k] = [some(seed, 1, 2 * half), some(seed + 1, 1, 2 * half)];
      const score = (one: number, other: number) => inner(at(q, one), at(k, other));
      const scale = norm(q) * norm(k);
      expect(Math.abs(score(m, n) - score(m + shift, n + shift)) / scale).toBeLessThan(1e-11);
      expect(Math.abs(score(m, n) - inner(q, at(k, n - m))) / scale).toBeLessThan(1e-11);
    }));
  });

  test("has a VJP that rotates by the opposite angles, and so undoes it", () => {
    fc.assert(fc.property(drawing, ({ seed, half, m }) => {
      const [x, dY] = [variable(some(seed, 3, 2 * half)), some(seed + 1, 3, 2 * half)];
      const [dX] = vjp(at(x, m), [x], dY);
      const opposite = rotaryAngles(frequencies(2 * half, 10_000).map((omega) => -omega), { length: 3, first: m }, dY);
      expect(difference([dX!], [rotary(dY, opposite, layout)])).toBeLessThan(1e-13);
      expect(difference([at(dX!, m)], [dY])).toBeLessThan(1e-13);
    }));
  });

  test("has derivatives of both directions and of the second order", () => {
    const f = (x: Tensor) => multiply(turned(x, layout, 3), turned(x, layout, 7));
    expect(adjointError(f, [some(1, 2, 4, 6)], randomFrom(1))).toBeLessThan(1e-12);
    expect(differenceError(f, [some(1, 2, 4, 6)], randomFrom(2))).toBeLessThan(1e-7);
    expect(secondError(f, [some(1, 2, 4, 6)], randomFrom(3))).toBeLessThan(1e-6);
  });

  test("of a sequence, and of its last positions with an offset, are the same numbers", () => {
    const x = some(4, 2, 9, 6);
    expect(difference([slice(turned(x, layout), [[], [6]])], [turned(slice(x, [[], [6]]), layout, 6)])).toBe(0);
  });

  test("reads views as they are, and leaves what is empty", () => {
    const x = some(5, 6, 4, 2);
    const view = matrixTranspose(some(6, 2, 6, 4));
    expect(difference([turned(view, layout)], [turned(asTensor(Float64Array.from(view.dataSync()), { shape: view.shape }), layout)])).toBe(0);
    expect(turned(slice(x, [[0, 0]]), layout).shape).toEqual([0, 4, 2]);
  });
});

test("one layout is the other with its columns in another order, before the rotation and after it", () => {
  fc.assert(fc.property(fc.nat({ max: 9999 }), fc.integer({ min: 1, max: 6 }), (seed, half) => {
    const x = some(seed, 3, 2 * half);
    // column 2i of the interleaved layout is column i of the other, and 2i + 1 is i + d/2
    const order = asTensor(Int32Array.from({ length: 2 * half }, (_, j) => (j % 2) * half + Math.floor(j / 2)));
    expect(difference([take(turned(x, "half"), order, 1)], [turned(take(x, order, 1), "interleaved")])).toBe(0);
  }));
});

test("it costs three FLOPs for each number that is rotated, and none for a value", () => {
  const x = some(1, 3, 2, 5, 4);
  expect(ledgerOf(() => rotaryOfPacked(x, anglesFor(x)))["rotary"]).toEqual({ FLOPs: 3 * 80, "bytes read": 8 * (120 + 20), "bytes written": 8 * 120 });
});

test("on a pool a step leaves nothing but its result", () => {
  const pool = new Pool(cpu);
  const x = toBackend(some(1, 3, 2, 5, 4), pool);
  const before = pool.liveBytes;
  const y = pool.scope(() => {
    const leaf = variable(x);
    return vjp(rotaryOfPacked(leaf, anglesFor(x)), [leaf], x)[0]!;
  });
  expect(pool.liveBytes - before).toBe(8 * y.size);
});

test("what does not fit is refused", () => {
  const x = some(1, 3, 4);
  expect(() => rotary(x, some(1, 2, 4))).toThrow(new RangeError("rotary: rows [3, 4] and angles [2, 4] do not fit"));
  expect(() => rotary(x, some(1, 3, 6))).toThrow(new RangeError("rotary: rows [3, 4] and angles [3, 6] do not fit"));
  expect(() => rotary(some(1, 3, 3), some(1, 3, 3))).toThrow(new RangeError("rotary: rows [3, 3] and angles [3, 3] do not fit"));
  expect(() => rotary(x, zeros([3, 4]))).toThrow(TypeError);
  expect(() => rotaryOfPacked(some(1, 2, 3, 4), some(1, 3, 4))).toThrow(new RangeError("rotaryOfPacked: queries, keys and values are [3, …, T, d], not [2, 3, 4]"));
});
//# sourceMappingURL=../.maps/ops/rotary.test.ts.map
