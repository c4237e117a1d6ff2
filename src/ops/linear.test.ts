// Tangled from book/03-backpropagation/01-linear-layer.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { ledgerOf } from "../ledger/ledger.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { add, arange, asTensor, matmul, normal, reshape, sum, variable, vjp, zeros } from "../tensor-core.ts";
import { adjointError, difference, differenceError, secondError } from "../testing/laws.ts";
import { linear, linearBackward } from "./linear.ts";

const double = { dtype: "float64" } as const;
const sizes = fc.record({ n: fc.integer({ min: 1, max: 5 }), d: fc.integer({ min: 1, max: 5 }), m: fc.integer({ min: 1, max: 5 }), seed: fc.nat() });
const drawn = ({ n, d, m, seed }: { n: number; d: number; m: number; seed: number }) => {
  const random = randomFrom(seed);
  return { random, operands: [[n, d], [d, m], [m]].map((shape) => normal(random, shape, double)) };
};

test("the gradient of the bias is the sum over the rows", () => {
  const dY = asTensor([[1, 2], [3, 4]]);
  expect(linearBackward(dY, zeros([2, 2]), zeros([2, 2])).db.toArray()).toEqual([4, 6]);
});

test("by hand: one row, two inputs, three outputs", () => {
  const [X, W, b] = [asTensor([[1, 2]]), asTensor([[1, 2, 3], [4, 5, 6]]), asTensor([10, 20, 30])];
  expect(linear(X, W, b).toArray()).toEqual([[19, 32, 45]]);
  const { dX, dW, db } = linearBackward(asTensor([[1, 0, -1]]), X, W);
  expect([dX, dW, db].map((each) => each.toArray())).toEqual([[[-2, -2]], [[1, 0, -1], [2, 0, -2]], [1, 0, -1]]);
});

test("it is the product and the sum of the tensor library, to the last bit in double precision", () => {
  fc.assert(fc.property(sizes, (size) => {
    const [X, W, b] = drawn(size).operands as [never, never, never];
    expect(difference([linear(X, W, b)], [add(matmul(X, W), b)])).toBe(0);
  }));
});

test("its derivatives are adjoint, those of differences, and can be differentiated again", () => {
  fc.assert(fc.property(sizes, (size) => {
    const { random, operands } = drawn(size);
    const f = linear as never;
    expect(adjointError(f, operands, random)).toBeLessThan(1e-12);
    expect(differenceError(f, operands, random)).toBeLessThan(1e-6);
    expect(secondError(f, operands, random)).toBeLessThan(1e-4);
  }), { numRuns: 30 });
});

test("the tape calls what can be called without it", () => {
  fc.assert(fc.property(sizes, (size) => {
    const { random, operands } = drawn(size);
    const [X, W, b] = operands.map(variable) as [never, never, never];
    const Y = linear(X, W, b);
    const dY = normal(random, Y.shape, double);
    const { dX, dW, db } = linearBackward(dY, X, W);
    expect(difference(vjp(Y, [X, W, b], dY), [dX, dW, db])).toBe(0);
  }));
});

test("axes before the last are rows", () => {
  const [X, W, b] = [reshape(arange(12, undefined, double), [2, 2, 3]), normal(randomFrom(1), [3, 4], double), normal(randomFrom(2), [4], double)];
  const flat = linear(reshape(X, [4, 3]), W, b);
  expect(difference([linear(X, W, b)], [reshape(flat, [2, 2, 4])])).toBe(0);
  expect(sum(linear(X, W, b)).shape).toEqual([]);
});

test("the ledger has 2 d + 1 operations for each number of the result: counted one by one", () => {
  fc.assert(fc.property(sizes, ({ n, d, m, seed }) => {
    const { operands: [X, W, b] } = drawn({ n, d, m, seed });
    let flops = 0;
    for (let i = 0; i < n * m; i++) for (let k = 0; k <= d; k++) flops += k < d ? 2 : 1;
    expect(ledgerOf(() => linear(X!, W!, b!))).toEqual({ linear: { FLOPs: flops, "bytes read": 8 * (n * d + d * m + m), "bytes written": 8 * n * m } });
  }));
});

test("errors name the operation and the shapes", () => {
  expect(() => linear(zeros([2, 3]), zeros([4, 5]), zeros([5]))).toThrow(new RangeError("linear: shapes do not fit, [2, 3] × [4, 5] + [5]"));
  expect(() => linear(zeros([2, 3]), zeros([3, 5]), zeros([3]))).toThrow(new RangeError("linear: shapes do not fit, [2, 3] × [3, 5] + [3]"));
  expect(() => linear(zeros([2, 3]), zeros([3, 5], double), zeros([5]))).toThrow(new TypeError("linear: dtypes differ, float32 and float64"));
  expect(() => linearBackward(zeros([2, 4]), zeros([2, 3]), zeros([3, 5]))).toThrow(new RangeError("matmul: inner dimensions differ, [2, 4] × [5, 3]"));
});
//# sourceMappingURL=../.maps/ops/linear.test.ts.map
