// Tangled from book/07-attention/07-the-cost-of-attention.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, concat, normal, slice, type Tensor } from "../tensor-core.ts";
import { adjointError, difference, differenceError } from "../testing/laws.ts";
import { emptyState, extendedState, linearAttention, readState } from "./linear-attention.ts";

const double = { dtype: "float64" } as const;
const drawing = fc.record({ batch: fc.constantFrom([], [2]), T: fc.integer({ min: 1, max: 12 }), d: fc.integer({ min: 1, max: 6 }), m: fc.integer({ min: 1, max: 5 }), seed: fc.nat() });
type Three = readonly [q: Tensor, k: Tensor, v: Tensor];
const drawn = ({ batch, T, d, m, seed }: { batch: readonly number[]; T: number; d: number; m: number; seed: number }): Three => {
  const random = randomFrom(seed);
  return [[T, d], [T, d], [T, m]].map((matrix) => normal(random, [...batch, ...matrix], double)) as unknown as Three;
};

test("position by position it is what it is at once", () => {
  fc.assert(fc.property(drawing, (sizes) => {
    const [q, k, v] = drawn(sizes);
    const at = (x: Tensor, t: number) => slice(x, [...sizes.batch.map(() => [] as const), [t, t + 1]]);
    let state = emptyState(sizes.batch, sizes.d, sizes.m, q);
    const outputs = Array.from({ length: sizes.T }, (_, t) => {
      state = extendedState(state, at(k, t), at(v, t));
      return readState(state, at(q, t));
    });
    expect(difference([concat(outputs, -2)], [linearAttention(q, k, v)])).toBeLessThan(1e-12);
  }));
});

test("an output is a mean of the values so far: within their range, and the first is the first value", () => {
  fc.assert(fc.property(drawing, (sizes) => {
    const [q, k, v] = drawn({ ...sizes, batch: [] });
    const [outputs, values] = [linearAttention(q, k, v).toArray(), v.toArray()] as [number[][], number[][]];
    outputs.forEach((row, t) => row.forEach((each, c) => {
      const seen = values.slice(0, t + 1).map((value) => value[c]!);
      expect(each).toBeGreaterThanOrEqual(Math.min(...seen) - 1e-12);
      expect(each).toBeLessThanOrEqual(Math.max(...seen) + 1e-12);
    }));
    outputs[0]!.forEach((each, c) => expect(each).toBeCloseTo(values[0]![c]!, 12));
  }));
});

test("by hand: keys of 0 have the features 1, so that the output is the plain mean", () => {
  const zero = asTensor([[0], [0], [0]], double);
  expect(linearAttention(zero, zero, asTensor([[1], [3], [8]], double)).toArray()).toEqual([[1], [2], [4]]);
});

test("derivatives are central differences, and both directions agree", () => {
  const xs = drawn({ batch: [2], T: 4, d: 3, m: 2, seed: 5 });
  expect(adjointError(linearAttention as never, xs, randomFrom(1))).toBeLessThan(1e-12);
  expect(differenceError(linearAttention as never, xs, randomFrom(2))).toBeLessThan(1e-7);
});

test("what attention refuses is refused", () => {
  const [q, k] = [normal(randomFrom(1), [3, 4]), normal(randomFrom(2), [2, 4])];
  expect(() => linearAttention(q, k, k)).toThrow(new RangeError("attention: 3 queries for 2 positions, q [3, 4], k [2, 4], v [2, 4]"));
});
//# sourceMappingURL=../.maps/ops/linear-attention.test.ts.map
