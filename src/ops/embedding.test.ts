// Tangled from book/03-backpropagation/02-gather-and-scatter.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { ledgerOf } from "../ledger/ledger.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, constant, matmul, matrixTranspose, normal, reshape, variable, vjp, zeros } from "../tensor-core.ts";
import { adjointError, difference, differenceError, secondError } from "../testing/laws.ts";
import { embedding, embeddingBackward } from "./embedding.ts";

const double = { dtype: "float64" } as const;
const lookups = fc.record({ V: fc.integer({ min: 1, max: 6 }), d: fc.integer({ min: 1, max: 4 }), seed: fc.nat(), picks: fc.array(fc.nat(), { minLength: 1, maxLength: 9 }) })
  .map(({ V, d, seed, picks }) => ({ V, d, random: randomFrom(seed), ids: asTensor(Int32Array.from(picks, (pick) => pick % V)) }));
const oneHot = (ids: { dataSync(): ArrayLike<number> }, V: number) => {
  const list = Array.from(ids.dataSync());
  return asTensor(list.map((id) => Array.from({ length: V }, (_, v) => (v === id ? 1 : 0))), double);
};

test("a row that is read three times gets the sum of three gradients", () => {
  const dX = asTensor([[1], [2], [4], [8]]);
  const ids = asTensor(Int32Array.of(2, 0, 2, 2));
  expect(embeddingBackward(dX, ids, 4).toArray()).toEqual([[2], [0], [13], [0]]);
});

test("the lookup is the product with a one-hot matrix, its gradient that with its transpose", () => {
  fc.assert(fc.property(lookups, ({ V, d, random, ids }) => {
    const [E, dX, hot] = [normal(random, [V, d], double), normal(random, [ids.size, d], double), oneHot(ids, V)];
    expect(difference([embedding(E, ids)], [matmul(hot, E)])).toBe(0);
    expect(difference([embeddingBackward(dX, ids, V)], [matmul(matrixTranspose(hot), dX)])).toBeLessThan(1e-15);
  }));
});

test("its derivatives are adjoint, those of differences, and can be differentiated again; so are those of its gradient", () => {
  fc.assert(fc.property(lookups, ({ V, d, random, ids }) => {
    for (const [f, x] of [[(E: never) => embedding(E, ids), normal(random, [V, d], double)], [(dX: never) => embeddingBackward(dX, ids, V), normal(random, [ids.size, d], double)]] as const) {
      expect(adjointError(f as never, [x], random)).toBeLessThan(1e-12);
      expect(differenceError(f as never, [x], random)).toBeLessThan(1e-6);
      expect(secondError(f as never, [x], random)).toBeLessThan(1e-4);
    }
  }), { numRuns: 30 });
});

test("indices of any shape; the tape calls what can be called without it", () => {
  const E = variable(normal(randomFrom(1), [5, 3], double));
  const ids = asTensor([[0, 4], [4, 1]], { dtype: "int32" });
  const X = embedding(E, ids);
  expect(X.shape).toEqual([2, 2, 3]);
  const dX = normal(randomFrom(2), [2, 2, 3], double);
  expect(difference(vjp(X, [E], dX), [embeddingBackward(dX, ids, 5)])).toBe(0);
  expect(difference([reshape(constant(X), [4, 3])], [embedding(constant(E), reshape(ids, [4]))])).toBe(0);
});

test("ten thousand gradients of a tenth sum to a thousand, in single precision too", () => {
  const dX = asTensor(new Float32Array(10_000).fill(0.1), { shape: [10_000, 1] });
  expect(embeddingBackward(dX, asTensor(new Int32Array(10_000)), 1).item()).toBeCloseTo(1000, 4);
});

test("the ledger: nothing is computed to look up, one addition for each number to add back", () => {
  fc.assert(fc.property(lookups, ({ V, d, random, ids }) => {
    const [n, E] = [ids.size, normal(random, [V, d], double)];
    expect(ledgerOf(() => embedding(E, ids))).toEqual({ embedding: { FLOPs: 0, "bytes read": 4 * n + 8 * n * d, "bytes written": 8 * n * d } });
    expect(ledgerOf(() => embeddingBackward(embedding(E, ids), ids, V))["embeddingBackward"]).toEqual({ FLOPs: n * d, "bytes read": 4 * n + 8 * n * d, "bytes written": 8 * V * d });
  }));
});

test("errors name the operation and the shapes", () => {
  const ids = asTensor(Int32Array.of(0, 7));
  expect(() => embedding(zeros([5, 3]), ids)).toThrow(new RangeError("embedding: no row 7 in a table of 5"));
  expect(() => embedding(zeros([5]), ids)).toThrow(new RangeError("embedding: a table has two axes, not [5]"));
  expect(() => embedding(zeros([5, 3]), zeros([2]))).toThrow(new TypeError("embedding: indices must be int32, not float32"));
  expect(() => embeddingBackward(zeros([3, 2]), ids, 8)).toThrow(new RangeError("embeddingBackward: gradients [3, 2] for indices [2]"));
});
//# sourceMappingURL=../.maps/ops/embedding.test.ts.map
