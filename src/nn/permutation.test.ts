// Tangled from book/07-attention/08-permutation-equivariance.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attention, type AttentionOptions } from "../ops/attention.ts";
import { fusedAttention } from "../ops/fused-attention.ts";
import { linearAttention } from "../ops/linear-attention.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, normal, slice, take, type Tensor } from "../tensor-core.ts";
import { difference } from "../testing/laws.ts";

/** Three operands of T positions, and an order of these. */
const drawing = fc.integer({ min: 1, max: 12 }).chain((T) => fc.record({ seed: fc.nat(), order: fc.shuffledSubarray(Array.from({ length: T }, (_, t) => t), { minLength: T }) }));
type Three = readonly [q: Tensor, k: Tensor, v: Tensor];
const drawn = (seed: number, T: number): Three => [4, 4, 3].map((width, i) => normal(randomFrom(seed + i), [T, width], { dtype: "float64" })) as unknown as Three;
const reordered = (x: Tensor, order: readonly number[]) => take(x, asTensor(Int32Array.from(order)), 0);

describe.each([["attention", attention], ["attention in one kernel", fusedAttention]] as const)("%s", (_, attend) => {
  test("without a mask reorders its outputs as its inputs are reordered", () => {
    fc.assert(fc.property(drawing, ({ seed, order }) => {
      const xs = drawn(seed, order.length);
      const [q, k, v] = xs.map((x) => reordered(x, order)) as unknown as Three;
      expect(difference([attend(q, k, v)], [reordered(attend(...xs), order)])).toBeLessThan(1e-13);
    }));
  });

  test("with a causal mask has the same last output in every order of the positions before, and with a window in every order of those that it reads", () => {
    fc.assert(fc.property(drawing, fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }), ({ seed, order }, window) => {
      const T = order.length;
      const readFrom = Math.max(0, T - (window ?? T));
      // the last stays, and so do those that it does not read
      const kept = [...Array.from({ length: readFrom }, (_, t) => t), ...order.filter((t) => t >= readFrom && t < T - 1), T - 1];
      const options: AttentionOptions = { causal: true, ...(window !== undefined && { window }) };
      const xs = drawn(seed, T);
      const [q, k, v] = xs.map((x) => reordered(x, kept)) as unknown as Three;
      const last = (x: Tensor) => slice(x, [[T - 1, T]]);
      expect(difference([last(attend(q, k, v, options))], [last(attend(...xs, options))])).toBeLessThan(1e-13);
    }));
  });
});

test("a causal mask is not equivariant: of two positions the first reads only itself", () => {
  const xs = drawn(1, 2);
  const [q, k, v] = xs.map((x) => reordered(x, [1, 0])) as unknown as Three;
  expect(difference([attention(q, k, v, { causal: true })], [reordered(attention(...xs, { causal: true }), [1, 0])])).toBeGreaterThan(0.1);
});

test("the state of linear attention does not depend on the order in which it was filled", () => {
  fc.assert(fc.property(drawing, ({ seed, order }) => {
    const T = order.length;
    const kept = [...order.filter((t) => t < T - 1), T - 1];
    const xs = drawn(seed, T);
    const [q, k, v] = xs.map((x) => reordered(x, kept)) as unknown as Three;
    const last = (x: Tensor) => slice(x, [[T - 1, T]]);
    expect(difference([last(linearAttention(q, k, v))], [last(linearAttention(...xs))])).toBeLessThan(1e-12);
  }));
});
//# sourceMappingURL=../.maps/nn/permutation.test.ts.map
