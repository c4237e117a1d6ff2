// Tangled from book/03-backpropagation/07-vanishing-gradients.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { normal } from "../random/normal.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { rmsSingularValue, singularValues } from "./singular-values.ts";

const matrices = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 2 ** 40 })).map(([n, d, seed]) => {
  const random = randomFrom(seed);
  return Array.from({ length: n }, () => Array.from({ length: d }, () => normal(random)));
});
const turned = (A: readonly (readonly number[])[]) => A[0]!.map((_, j) => A.map((row) => row[j]!));
const total = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0);

test("the squares of the singular values sum to the squares of all elements, and those of the transpose are the same", () => {
  fc.assert(fc.property(matrices, (A) => {
    const s = singularValues(A);
    expect(s).toHaveLength(Math.min(A.length, A[0]!.length));
    expect(total(s.map((each) => each * each))).toBeCloseTo(total(A.flat().map((each) => each * each)), 9);
    const other = singularValues(turned(A));
    s.forEach((each, i) => expect(other[i]).toBeCloseTo(each, 7));
    if (A.length === A[0]!.length) expect(rmsSingularValue(A) ** 2 * A.length).toBeCloseTo(total(s.map((each) => each * each)), 9);
  }));
});

test("no direction is stretched by more than the first, nor by less than the last", () => {
  fc.assert(fc.property(matrices, fc.integer(), (A, seed) => {
    const random = randomFrom(seed);
    const v = A[0]!.map(() => normal(random));
    const stretched = Math.hypot(...A.map((row) => total(row.map((each, j) => each * v[j]!)))) / Math.hypot(...v);
    const s = singularValues(A);
    expect(stretched).toBeLessThanOrEqual(s[0]! * (1 + 1e-12));
    if (A.length >= v.length) expect(stretched).toBeGreaterThanOrEqual(s.at(-1)! * (1 - 1e-12) - 1e-12);
  }));
});

test("the singular values of a few matrices are known", () => {
  expect(singularValues([[3, 0], [0, -4]])).toEqual([4, 3]);
  expect(singularValues([[0, 100], [0, 0]])).toEqual([100, 0]);
  expect(singularValues([[1, 1], [1, 1]]).map((each) => each.toFixed(12))).toEqual(["2.000000000000", "0.000000000000"]);
  expect(() => singularValues([[1, 2], [3]])).toThrow(new RangeError("singularValues: rows of 2 and of 1 numbers"));
});

test("matrices of very large and very small numbers have singular values, and a power of two multiplies them to the last bit", () => {
  expect(singularValues([[1e200]])).toEqual([1e200]);
  expect(singularValues([[1e-200]])).toEqual([1e-200]);
  expect(singularValues([[3e-320, 0], [0, 0]])).toEqual([3e-320, 0]);
  expect(singularValues([[0, 0], [0, 0]])).toEqual([0, 0]);
  fc.assert(fc.property(matrices, fc.integer({ min: -900, max: 900 }), (A, power) => {
    const scaled = A.map((row) => row.map((each) => each * 2 ** power));
    expect(singularValues(scaled)).toEqual(singularValues(A).map((each) => each * 2 ** power));
  }));
});
//# sourceMappingURL=../.maps/linear-algebra/singular-values.test.ts.map
