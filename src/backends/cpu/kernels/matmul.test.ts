// Tangled from book/interlude-a-tensors/05-matrix-multiplication.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "../../../random/xoshiro128.ts";
import { asTensor, matmul, normal } from "../../../tensor-core.ts";
import { unrolled, independentAccumulators, blocked, interchanged, naive } from "./speeds.ts";

const sizes = fc.record({ m: fc.integer({ min: 1, max: 20 }), k: fc.integer({ min: 1, max: 150 }), n: fc.integer({ min: 1, max: 80 }) });

test("all products sum in the order of k, and agree to the last bit in double precision", () => {
  fc.assert(
    fc.property(sizes, fc.integer(), ({ m, k, n }, seed) => {
      const random = randomFrom(seed);
      const [a, b] = [normal(random, [m, k], { dtype: "float64" }), normal(random, [k, n], { dtype: "float64" })];
      const expected = matmul(a, b).dataSync();
      for (const product of [naive, interchanged, blocked]) {
        const c = new Float64Array(m * n).fill(NaN);
        product(a.dataSync(), b.dataSync(), c, { m, k, n });
        expect(c).toEqual(expected);
      }
    }),
  );
});

test("four products at a time give the same element, with one sum to the last bit", () => {
  const random = randomFrom(1851);
  for (const [m, k, n] of [[3, 8, 5], [1, 4, 1], [7, 64, 9]] as const) {
    const [a, b] = [normal(random, [m, k], { dtype: "float64" }), normal(random, [k, n], { dtype: "float64" })];
    const expected = matmul(a, b).dataSync();
    const [one, four] = [unrolled, independentAccumulators].map((product) => {
      const c = new Float64Array(m * n).fill(NaN);
      product(a.dataSync(), b.dataSync(), c, { m, k, n });
      return c;
    });
    expect(one).toEqual(expected);
    four!.forEach((each, i) => expect(each).toBeCloseTo(expected[i]!, 12));
  }
});

test("in single precision a product is the exact sum of exact products, rounded once, but for the double’s own rounding", () => {
  const [a, b] = [asTensor([[2 ** 24, 1, 1]]), asTensor([[1], [1], [1]])];
  expect(matmul(a, b).toArray()).toEqual([[2 ** 24 + 2]]);
});
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/matmul.test.ts.map
