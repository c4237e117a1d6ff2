// Tangled from book/03-backpropagation/03-softmax.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { ledgerOf } from "../ledger/ledger.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, constant, matmul, multiply, normal, variable, vjp, zeros, type Tensor } from "../tensor-core.ts";
import { adjointError, difference, differenceError, secondError } from "../testing/laws.ts";
import { rowsOf } from "./rows.ts";
import { softmax, softmaxBackward } from "./softmax.ts";

const double = { dtype: "float64" } as const;
const rows = fc.record({ n: fc.integer({ min: 1, max: 4 }), V: fc.integer({ min: 1, max: 7 }), scale: fc.double({ min: 0.1, max: 20, noNaN: true }), seed: fc.nat() })
  .map(({ n, V, scale, seed }) => {
    const random = randomFrom(seed);
    return { n, V, random, z: multiply(normal(random, [n, V], double), scale), dp: normal(random, [n, V], double) };
  });
const sums = (x: Tensor, width: number) => Array.from({ length: x.size / width }, (_, i) => Array.from(x.dataSync().slice(i * width, (i + 1) * width)).reduce((sum, each) => sum + each, 0));

test("two scores that differ by log 3 have shares of 1/4 and 3/4", () => {
  const p = softmax(asTensor([0, Math.log(3)], double)).dataSync();
  expect(p[0]).toBeCloseTo(0.25, 15);
  expect(p[1]).toBeCloseTo(0.75, 15);
});

test("the gradient of one probability reaches all logits", () => {
  const p = asTensor([0.5, 0.25, 0.25], double);
  expect(softmaxBackward(p, asTensor([1, 0, 0], double)).toArray()).toEqual([0.25, -0.125, -0.125]);
});

test("shares sum to 1, whatever is added to the scores of a row, and however large they are", () => {
  fc.assert(fc.property(rows, fc.double({ min: -1e4, max: 1e4, noNaN: true }), ({ V, z }, shift) => {
    const moved = asTensor(z.dataSync().map((score) => score + shift), { shape: z.shape });
    for (const sum of sums(softmax(z), V)) expect(sum).toBeCloseTo(1, 12);
    expect(difference([softmax(moved)], [softmax(z)])).toBeLessThan(1e-10);
  }));
});

test("the rows of its pullback sum to zero, and a gradient that is the same for all has no effect", () => {
  fc.assert(fc.property(rows, fc.double({ min: -5, max: 5, noNaN: true }), ({ n, V, z, dp }, level) => {
    const p = softmax(z);
    for (const sum of sums(softmaxBackward(p, dp), V)) expect(Math.abs(sum)).toBeLessThan(1e-14 * V);
    const pulledBack = softmaxBackward(p, asTensor(new Float64Array(n * V).fill(level), { shape: [n, V] }));
    expect(Math.max(...pulledBack.dataSync().map(Math.abs))).toBeLessThan(1e-14);
  }));
});

test("it is the Jacobian diag(p) − p pᵀ, written out", () => {
  fc.assert(fc.property(rows, ({ V, z, dp }) => {
    const p = softmax(z);
    const [shares, cotangents] = [p.toArray(), dp.toArray()] as [number[][], number[][]];
    const written = shares.map((p, row) => {
      const J = p.map((one, i) => p.map((other, j) => one * ((i === j ? 1 : 0) - other)));
      return matmul(asTensor(J, double), asTensor(cotangents[row]!, double)).toArray() as number[];
    });
    expect(rowsOf("test", p).width).toBe(V);
    expect(difference([softmaxBackward(p, dp)], [asTensor(written, double)])).toBeLessThan(1e-14);
  }));
});

test("its derivatives are adjoint, those of differences, and can be differentiated again; so are those of its gradient", () => {
  fc.assert(fc.property(rows, ({ random, z, dp }) => {
    const soft = multiply(z, 0.1);
    for (const [f, operands] of [[softmax, [soft]], [softmaxBackward, [softmax(soft), dp]]] as const) {
      expect(adjointError(f as never, operands, random)).toBeLessThan(1e-12);
      expect(differenceError(f as never, operands, random)).toBeLessThan(1e-6);
      expect(secondError(f as never, operands, random)).toBeLessThan(1e-4);
    }
  }), { numRuns: 30 });
});

test("the tape calls what can be called without it", () => {
  fc.assert(fc.property(rows, ({ z, dp }) => {
    const leaf = variable(z);
    const p = softmax(leaf);
    expect(difference(vjp(p, [leaf], dp), [softmaxBackward(constant(p), dp)])).toBe(0);
  }));
});

test("the ledger has 5 operations for each score there and 4 back: counted one by one", () => {
  fc.assert(fc.property(rows, ({ n, V, z, dp }) => {
    let flops = 0;
    const op = (value: number) => (flops++, value);
    for (const row of z.toArray() as number[][]) {
      let [largest, total] = [-Infinity, 0];
      for (const score of row) largest = op(Math.max(largest, score));
      const powers = row.map((score) => op(Math.exp(op(score - largest))));
      for (const power of powers) total = op(total + power);
      powers.map((power) => op(power / total));
    }
    const p = softmax(z);
    expect(ledgerOf(() => softmax(z))).toEqual({ softmax: { FLOPs: flops, "bytes read": 8 * n * V, "bytes written": 8 * n * V } });
    flops = 0;
    (p.toArray() as number[][]).forEach((shares, i) => {
      const cotangents = (dp.toArray() as number[][])[i]!;
      let mean = 0;
      shares.forEach((share, j) => (mean = op(mean + op(share * cotangents[j]!))));
      shares.forEach((share, j) => op(share * op(cotangents[j]! - mean)));
    });
    expect(ledgerOf(() => softmaxBackward(p, dp))).toEqual({ softmaxBackward: { FLOPs: flops, "bytes read": 16 * n * V, "bytes written": 8 * n * V } });
  }));
});

test("errors name the operation and the shapes", () => {
  expect(() => softmax(zeros([2, 0]))).toThrow(new RangeError("softmax: no numbers along the last axis of [2, 0]"));
  expect(() => softmax(zeros([]))).toThrow(new RangeError("softmax: no numbers along the last axis of []"));
  expect(() => softmaxBackward(zeros([2, 3]), zeros([3, 2]))).toThrow(new RangeError("softmaxBackward: shapes differ, [2, 3] and [3, 2]"));
  expect(() => softmaxBackward(zeros([2]), zeros([2], double))).toThrow(new TypeError("softmaxBackward: dtypes differ, float32 and float64"));
});
//# sourceMappingURL=../.maps/ops/softmax.test.ts.map
