// Tangled from book/03-backpropagation/04-softmax-cross-entropy.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { ledgerOf } from "../ledger/ledger.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { add, asTensor, constant, gradient, hessianVector, jvp, multiply, normal, reshape, slice, takeAlongAxis, variable, zeros, type Tensor } from "../tensor-core.ts";
import { adjointError, difference, differenceError, secondError } from "../testing/laws.ts";
import { crossEntropy, crossEntropyBackward } from "./cross-entropy.ts";
import { logSoftmax, logSoftmaxBackward } from "./log-softmax.ts";
import { softmax } from "./softmax.ts";

const double = { dtype: "float64" } as const;
const batches = fc.record({ V: fc.integer({ min: 1, max: 6 }), picks: fc.array(fc.nat(), { minLength: 1, maxLength: 9 }), seed: fc.nat() })
  .map(({ V, picks, seed }) => {
    const random = randomFrom(seed);
    // at least the first row is counted
    const targets = asTensor(Int32Array.from(picks, (pick, i) => (i > 0 && pick % 3 === 0 ? -1 : pick % V)));
    return { n: picks.length, V, random, targets, z: normal(random, [picks.length, V], double), counted: targets.dataSync().filter((target) => target >= 0).length };
  });

test("equal logits have the loss log V", () => {
  expect(crossEntropy(zeros([3, 27], double), asTensor(Int32Array.of(1, 2, 26))).item()).toBeCloseTo(Math.log(27), 14);
});

test("the gradient at the logits is p − y, over the number of rows", () => {
  const dz = crossEntropyBackward(asTensor([[0, Math.log(3)], [0, 0]], double), asTensor(Int32Array.of(0, 1)));
  expect(difference([dz], [asTensor([[-0.375, 0.375], [0.25, -0.25]], double)])).toBeLessThan(1e-15);
});

test("a row that is not counted has a zero gradient, and is not in the mean", () => {
  const [z, targets] = [asTensor([[0, 0], [5, -5]], double), asTensor(Int32Array.of(0, -1))];
  expect(crossEntropy(z, targets).item()).toBeCloseTo(Math.LN2, 15);
  expect(crossEntropyBackward(z, targets).toArray()).toEqual([[-0.5, 0.5], [0, 0]]);
});

test("it is the mean of what logSoftmax says, which is the logarithm of softmax", () => {
  fc.assert(fc.property(batches, ({ z, targets }) => {
    const rows = [...targets.dataSync().keys()].filter((i) => targets.dataSync()[i]! >= 0);
    const logs = rows.map((i) => (takeAlongAxis(slice(logSoftmax(z), [[i, i + 1]]), reshape(slice(targets, [[i, i + 1]]), [1, 1]), 1)).item());
    expect(crossEntropy(z, targets).item()).toBeCloseTo(-logs.reduce((sum, each) => sum + each, 0) / rows.length, 12);
    expect(difference([logSoftmax(z)], [asTensor(softmax(z).dataSync().map(Math.log), { shape: z.shape })])).toBeLessThan(1e-14);
  }));
});

test("their derivatives are adjoint, those of differences, and can be differentiated again; so are those of their gradients", () => {
  fc.assert(fc.property(batches, ({ z, targets, random }) => {
    const dy = normal(random, z.shape, double);
    const fused = (z: Tensor) => crossEntropy(z, targets, { divisor: 3 });
    const backward = (z: Tensor) => gradient(fused(z), [z], { createGraph: true })[0]!;
    for (const [f, operands] of [[fused, [z]], [backward, [z]], [logSoftmax, [z]], [logSoftmaxBackward, [logSoftmax(z), dy]]] as const) {
      if (f !== backward) {
        expect(adjointError(f as never, operands, random)).toBeLessThan(1e-12);
        expect(differenceError(f as never, operands, random)).toBeLessThan(1e-6);
      }
      expect(secondError(f as never, operands, random)).toBeLessThan(1e-4);
    }
  }), { numRuns: 30 });
});

test("the tape calls what can be called without it", () => {
  fc.assert(fc.property(batches, ({ z, targets }) => {
    const leaf = variable(z);
    expect(difference(gradient(crossEntropy(leaf, targets), [leaf]), [crossEntropyBackward(z, targets)])).toBe(0);
  }));
});

test("any split of a batch gives the same loss and the same gradient, also with unequal numbers of counted rows", () => {
  fc.assert(fc.property(batches, fc.nat(), ({ n, z, targets, counted }, cut) => {
    const at = cut % (n + 1);
    const whole = variable(z);
    const parts = [[0, at], [at, n]].filter(([from, to]) => from! < to!).map(([from, to]) => {
      const leaf = variable(constant(slice(z, [[from!, to!]])));
      return { leaf, loss: crossEntropy(leaf, slice(targets, [[from!, to!]]), { divisor: counted }) };
    });
    const total = parts.map(({ loss }) => loss).reduce(add);
    expect(total.item()).toBeCloseTo(crossEntropy(whole, targets).item(), 12);
    const pieces = gradient(total, parts.map(({ leaf }) => leaf)).flatMap((each) => [...each.dataSync()]);
    expect(difference(gradient(crossEntropy(whole, targets), [whole]), [asTensor(pieces.flat(), { ...double, shape: z.shape })])).toBeLessThan(1e-15);
  }));
});

test("far from zero, in single precision: no logit overflows, and no loss is infinite", () => {
  const z = variable(asTensor([[1000, 0, -1000], [0, 200, 0]]));
  const targets = asTensor(Int32Array.of(2, 0));
  const loss = crossEntropy(z, targets);
  expect(loss.item()).toBe(1100);
  expect(gradient(loss, [z])[0]!.toArray()).toEqual([[0.5, 0, -0.5], [-0.5, 0.5, 0]]);
});

test("a small loss has its digits in single precision", () => {
  const loss = crossEntropy(asTensor([[0, -18]]), asTensor(Int32Array.of(0))).item();
  expect(loss / Math.log1p(Math.exp(-18))).toBeCloseTo(1, 6);
});

test("the ledger has 4 V + 4 operations for each counted row there and 3 V + 1 back, and one for each loss: counted one by one", () => {
  fc.assert(fc.property(batches, ({ n, V, z, targets, counted }) => {
    let flops = 0;
    const op = (value: number) => (flops++, value);
    let total = 0;
    const sums = (z.toArray() as number[][]).map((row, i) => {
      const target = targets.dataSync()[i]!;
      if (target < 0) return 0;
      let [largest, sum] = [-Infinity, 0];
      for (const logit of row) largest = op(Math.max(largest, logit));
      for (const logit of row) sum = op(sum + op(Math.exp(op(logit - largest))));
      const lse = op(largest + op(Math.log(sum)));
      total = op(total + op(lse - row[target]!));
      return lse;
    });
    op(total / counted);
    expect(ledgerOf(() => crossEntropy(z, targets))).toEqual({ crossEntropy: { FLOPs: flops, "bytes read": 8 * n * V + 4 * n, "bytes written": 8 * n + 8 } });
    flops = 0;
    const weight = op(1 / counted);
    (z.toArray() as number[][]).forEach((row, i) => {
      const target = targets.dataSync()[i]!;
      if (target < 0) return;
      row.forEach((logit, j) => {
        const p = op(Math.exp(op(logit - sums[i]!)));
        op(weight * (j === target ? op(p - 1) : p));
      });
    });
    expect(ledgerOf(() => crossEntropyBackward(z, targets))["crossEntropyBackward"]).toEqual({ FLOPs: flops, "bytes read": 8 * n * V + 4 * n + 8 * n + 8, "bytes written": 8 * n * V });
    const y = logSoftmax(z);
    expect([ledgerOf(() => logSoftmax(z)), ledgerOf(() => logSoftmaxBackward(y, multiply(y, 2)))].map((sums) => (sums["logSoftmax"] ?? sums["logSoftmaxBackward"])!["FLOPs"])).toEqual([5 * n * V + n, 4 * n * V]);
  }));
});

test("errors name the operation and the shapes", () => {
  const targets = asTensor(Int32Array.of(0, 1));
  expect(() => crossEntropy(zeros([3, 4]), targets)).toThrow(new RangeError("crossEntropy: targets [2] for logits [3, 4]"));
  expect(() => crossEntropy(zeros([2, 1]), targets)).toThrow(new RangeError("crossEntropy: no class 1 among 1"));
  expect(() => crossEntropy(zeros([2, 4]), zeros([2]))).toThrow(new TypeError("crossEntropy: targets must be int32, not float32"));
  expect(() => crossEntropy(zeros([2, 4]), asTensor(Int32Array.of(-1, -1)))).toThrow(new RangeError("crossEntropy: no row is counted"));
  expect(() => crossEntropy(zeros([2, 4]), targets, { divisor: 0 })).toThrow(new RangeError("crossEntropy: a sum cannot be divided by 0"));
  expect(() => logSoftmaxBackward(zeros([2, 3]), zeros([3]))).toThrow(new RangeError("logSoftmaxBackward: shapes differ, [2, 3] and [3]"));
});

test("what stands in a row that is not counted is left out of the loss and of all derivatives", () => {
  const targets = asTensor(Int32Array.of(1, -1));
  const rows = (odd: number) => variable(asTensor([[0.5, -1], [odd, odd]], double));
  const direction = (odd: number) => asTensor([[1, 2], [odd, odd]], double);
  for (const odd of [NaN, Infinity]) {
    const [z, clean] = [rows(odd), rows(0)];
    const [loss, right] = [crossEntropy(z, targets), crossEntropy(clean, targets)];
    expect(loss.item()).toBe(right.item());
    expect(gradient(loss, [z])[0]!.toArray()).toEqual(gradient(right, [clean])[0]!.toArray());
    expect(jvp([loss], [z], [direction(odd)])[0]!.item()).toBe(jvp([right], [clean], [direction(0)])[0]!.item());
    expect(hessianVector(loss, [z], [direction(odd)])[0]!.toArray()).toEqual(hessianVector(right, [clean], [direction(0)])[0]!.toArray());
  }
});
//# sourceMappingURL=../.maps/ops/cross-entropy.test.ts.map
