// Tangled from book/03-backpropagation/10-exercises.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ledgerOf } from "../ledger/ledger.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { add, asTensor, gradient, hessianVector, jvp, multiply, normal, ones, permuteDims, slice, sum, variable, vjp, zeros, type Tensor } from "../tensor-core.ts";
import { difference, inner } from "../testing/laws.ts";
import { savedBytes } from "./saved-bytes.ts";
import { biasBackward, gainBackward, layerNorm, layerNormBackward, layerNormOfPrimitives, statisticsOf } from "./layer-norm.ts";

const double = { dtype: "float64" } as const;
const seeds = fc.integer({ min: 0, max: 2 ** 40 });
const lengths = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 7 }));
/** Rows, gain, bias and an adjoint, at random; no row is nearly level, because rounding comes back from it multiplied by 1 / σ². */
function draw(seed: number, [n, d]: readonly [number, number]) {
  const random = randomFrom(seed);
  const some = (...shape: readonly number[]) => normal(random, shape, double);
  let x = some(n, d);
  while (nearlyLevel(x)) x = some(n, d);
  return { x, gain: some(d), bias: some(d), dY: some(n, d), random };
}
const nearlyLevel = (x: Tensor) => slice(statisticsOf(x, 0), [[], 1]).dataSync().some((r) => r > 10);
const backward = (dY: Tensor, x: Tensor, gain: Tensor, epsilon: number) => layerNormBackward(dY, { x, gain, statistics: statisticsOf(x, epsilon) });

test("the variance of a row of 1, 2, 3, 4 is divided by d, not by d − 1", () => {
  const y = layerNorm(asTensor([[1, 2, 3, 4]], double), ones([4], double), zeros([4], double), 0);
  expect([...y.dataSync()].map((each) => each.toFixed(6))).toEqual(["-1.341641", "-0.447214", "0.447214", "1.341641"]);
});

test("epsilon is under the root: the gradient of a constant row is multiplied by 316, and not by 100,000", () => {
  const dX = backward(asTensor([[1, -1]], double), asTensor([[3, 3]], double), ones([2], double), 1e-5);
  expect([...dX.dataSync()].map(Math.round)).toEqual([316, -316]);
});

test("a gradient along the row becomes zero", () => {
  const dX = backward(asTensor([[-3, -1, 1, 3]], double), asTensor([[1, 2, 3, 4]], double), ones([4], double), 0);
  expect([...dX.dataSync()].map((each) => Math.abs(each).toFixed(3))).toEqual(["0.000", "0.000", "0.000", "0.000"]);
});

test("what comes back has no mean", () => {
  fc.assert(fc.property(seeds, lengths, (seed, shape) => {
    const { x, gain, dY } = draw(seed, shape);
    const dX = backward(dY, x, gain, 1e-5);
    const size = Math.sqrt(inner(dX, dX));
    for (const each of sum(dX, 1).dataSync()) expect(Math.abs(each)).toBeLessThan(1e-12 * (1 + size));
  }));
});

test("what comes back has nothing along the row, with ε = 0", () => {
  fc.assert(fc.property(seeds, lengths, (seed, shape) => {
    const { x, gain, dY } = draw(seed, shape);
    const dX = backward(dY, x, gain, 0);
    const xHat = layerNorm(x, ones(gain.shape, double), zeros(gain.shape, double), 0);
    const size = Math.sqrt(inner(dX, dX) + inner(dY, dY));
    for (const each of sum(multiply(dX, xHat), 1).dataSync()) expect(Math.abs(each)).toBeLessThan(1e-10 * (1 + size));
  }));
});

test("to shift and to stretch a row changes nothing but the size of its gradient", () => {
  fc.assert(fc.property(seeds, lengths, fc.double({ min: 0.1, max: 10, noNaN: true }), (seed, shape, factor) => {
    const { x, gain, bias, dY } = draw(seed, shape);
    const other = add(multiply(x, factor), 3);
    expect(difference([layerNorm(other, gain, bias, 0)], [layerNorm(x, gain, bias, 0)])).toBeLessThan(1e-9);
    expect(difference([multiply(backward(dY, other, gain, 0), factor)], [backward(dY, x, gain, 0)])).toBeLessThan(1e-8);
  }));
});

describe("beside the same of primitives", () => {
  const both = (seed: number, shape: readonly [number, number]) => {
    const { x, gain, bias, dY, random } = draw(seed, shape);
    const leaves = [x, gain, bias].map(variable) as [Tensor, Tensor, Tensor];
    const tangents = leaves.map((leaf) => normal(random, leaf.shape, double));
    return { leaves, tangents, dY, hand: layerNorm(...leaves), composed: layerNormOfPrimitives(...leaves) };
  };

  test("value, both derivatives and the second are the same", () => {
    fc.assert(fc.property(seeds, lengths, (seed, shape) => {
      const { leaves, tangents, dY, hand, composed } = both(seed, shape);
      expect(difference([hand], [composed])).toBeLessThan(1e-11);
      expect(difference(vjp(hand, leaves, dY), vjp(composed, leaves, dY))).toBeLessThan(1e-10);
      expect(difference(jvp([hand], leaves, tangents), jvp([composed], leaves, tangents))).toBeLessThan(1e-10);
      const bent = (y: Tensor) => sum(multiply(dY, multiply(y, y)));
      expect(difference(hessianVector(bent(hand), leaves, tangents), hessianVector(bent(composed), leaves, tangents))).toBeLessThan(1e-7);
    }), { numRuns: 25 });
  });

  test("the two directions are adjoint", () => {
    fc.assert(fc.property(seeds, lengths, (seed, shape) => {
      const { leaves, tangents, dY, hand } = both(seed, shape);
      const forwards = inner(dY, jvp([hand], leaves, tangents)[0]!);
      const backwards = vjp(hand, leaves, dY).reduce((total, each, i) => total + inner(each, tangents[i]!), 0);
      expect(Math.abs(forwards - backwards)).toBeLessThan(1e-9 * (1 + Math.abs(forwards)));
    }));
  });
});

test("the gradients of gain and bias are sums over the rows", () => {
  const { x, gain, bias, dY } = draw(1, [5, 3]);
  const leaves = [gain, bias].map(variable) as [Tensor, Tensor];
  const [dGain, dBias] = vjp(layerNorm(x, ...leaves), leaves, dY);
  const statistics = statisticsOf(x, 1e-5);
  expect(difference([gainBackward(dY, { x, gain, statistics }), biasBackward(dY)], [dGain!, dBias!])).toBe(0);
  expect(difference([dBias!], [sum(dY, 0)])).toBe(0);
});

test("rows need not stand side by side, nor be two-dimensional", () => {
  const random = randomFrom(3);
  const whole = normal(random, [3, 2, 4], double);
  const [gain, bias] = [normal(random, [3], double), normal(random, [6], double)];
  const turned = permuteDims(whole, [2, 1, 0]);
  expect(difference([layerNorm(turned, gain, slice(bias, [[0, null, 2]]))], [layerNormOfPrimitives(turned, gain, slice(bias, [[0, null, 2]]))])).toBeLessThan(1e-12);
});

test("single precision is rounded once", () => {
  const random = randomFrom(4);
  const [x, gain, bias] = [normal(random, [8, 16]), normal(random, [16]), normal(random, [16])] as const;
  const exact = layerNorm(...([x, gain, bias].map((each) => asTensor(Float64Array.from(each.dataSync()), { shape: each.shape })) as [Tensor, Tensor, Tensor]));
  expect([...layerNorm(x, gain, bias).dataSync()]).toEqual([...exact.dataSync()].map(Math.fround));
});

test("what does not match is refused", () => {
  const one = ones([6]);
  expect(() => layerNorm(ones([4, 6]), ones([5]), one)).toThrow(new RangeError("layerNorm: the rows of [4, 6] and a gain of [5] do not match"));
  expect(() => layerNorm(ones([4, 6]), one, ones([1, 6]))).toThrow(new RangeError("layerNorm: the rows of [4, 6] and a bias of [1, 6] do not match"));
  expect(() => layerNorm(ones([]), one, one)).toThrow(new RangeError("layerNorm: the rows of [] and a gain of [6] do not match"));
  expect(() => layerNorm(ones([4, 6]), ones([6], double), one)).toThrow(new TypeError("layerNorm: dtypes differ, float32 and float64"));
});

test("the record keeps the rows, the gain and two numbers for each row", () => {
  const leaves = [ones([4, 6]), ones([6]), ones([6])].map(variable) as [Tensor, Tensor, Tensor];
  expect(savedBytes(layerNorm(...leaves))).toBe(4 * 24 + 4 * 6 + 16 * 4);
  expect(savedBytes(sum(layerNorm(...leaves)))).toBe(4 * 24 + 4 * 6 + 16 * 4);
  expect(savedBytes(ones([2]))).toBe(0);
});

// The scalar reference: every operation is a call that counts itself.
test("the ledger has what a slow count of every operation has", () => {
  fc.assert(fc.property(seeds, lengths, (seed, shape) => {
    const [n, d] = shape;
    const { x, gain, bias, dY } = draw(seed, shape);
    let flops = 0;
    const op = (value: number) => (flops++, value);
    const total = (numbers: readonly number[]) => numbers.reduce((held, each) => op(held + each), 0);
    const counted = () => { const now = flops; flops = 0; return now; };
    const [X, g, b, cotangent] = [x, gain, bias, dY].map((each) => [...each.dataSync()]) as [number[], number[], number[], number[]];
    const rows = Array.from({ length: n }, (_, row) => X.slice(row * d, (row + 1) * d));
    const cotangents = rows.map((_, row) => cotangent.slice(row * d, (row + 1) * d));
    const statistics = rows.map((row) => {
      const mean = op(total(row) / d);
      const squares = row.map((each) => { const from = op(each - mean); return op(from * from); });
      return { mean, r: op(1 / op(Math.sqrt(op(op(total(squares) / d) + 1e-5)))) };
    });
    const ofStatistics = counted();
    const xHat = (row: number, j: number) => op(statistics[row]!.r * op(rows[row]![j]! - statistics[row]!.mean));
    const Y = rows.flatMap((row, i) => row.map((_, j) => op(op(g[j]! * xHat(i, j)) + b[j]!)));
    const ofValue = counted();
    const dX = cotangents.flatMap((row, i) => {
      const shares = row.map((each, j) => op(g[j]! * each));
      const level = op(total(shares) / d);
      const along = op(total(shares.map((share, j) => op(share * xHat(i, j)))) / d);
      return row.map((each, j) => op(statistics[i]!.r * op(op(op(g[j]! * each) - level) - op(xHat(i, j) * along))));
    });
    const ofRows = counted();
    const dGain = g.map((_, j) => total(cotangents.map((row, i) => op(row[j]! * xHat(i, j)))));
    const ofGain = counted();
    const leaves = [x, gain, bias].map(variable) as [Tensor, Tensor, Tensor];
    let results: readonly Tensor[] = [];
    const sums = ledgerOf(() => {
      const y = layerNorm(...leaves);
      results = [y, ...vjp(y, leaves, dY)];
    });
    expect(difference(results, [...[[Y, [n, d]], [dX, [n, d]], [dGain, [d]]] as const].map(([numbers, shape]) => asTensor(Float64Array.from(numbers), { shape })).concat(sum(dY, 0)))).toBeLessThan(1e-10);
    expect(sums["statistics"]!["FLOPs"]).toBe(ofStatistics);
    expect(sums["layerNorm"]!["FLOPs"]).toBe(ofValue);
    expect(sums["layerNormBackward"]!["FLOPs"]).toBe(ofRows);
    expect(sums["gainBackward"]!["FLOPs"]).toBe(ofGain);
    expect(sums["sum"]!["FLOPs"]).toBe(n * d);
  }));
});

test("its gradient trains as that of the tape does", () => {
  const { x, gain, bias } = draw(7, [6, 5]);
  const leaves = [x, gain, bias].map(variable) as [Tensor, Tensor, Tensor];
  const loss = (y: Tensor) => sum(multiply(y, multiply(y, y)));
  expect(difference(gradient(loss(layerNorm(...leaves)), leaves), gradient(loss(layerNormOfPrimitives(...leaves)), leaves))).toBeLessThan(1e-11);
});
//# sourceMappingURL=../.maps/ops/layer-norm.test.ts.map
