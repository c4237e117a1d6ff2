import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eliminated, fromMatrix, matrixOf, matrixOfElements, matrixProduct, transposed } from "./arrays.ts";
import { exactly } from "./quantity.ts";
import { toRaw, toValue, type ArrayValue, type Value } from "./value.ts";

const at = { start: 0, end: 0 };
const array = (raw: unknown): ArrayValue => {
  const value = toValue(raw);
  if (value?.kind !== "array") throw new Error("not an array");
  return value;
};
const row = (raw: readonly number[]): ArrayValue => {
  const value = transposed(array(raw), at);
  if (value.kind !== "array") throw new Error("not an array");
  return value;
};
const numbers = (value: Value) => toRaw(value.kind === "array" ? { ...value, raw: undefined } : value);
const matrix = (rows: number, columns: number) =>
  fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows });

// a plain triple loop
function reference(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  return a.map((left) => (b[0] ?? []).map((_, j) => left.reduce((sum, value, k) => sum + value * (b[k]?.[j] ?? NaN), 0)));
}

test.each([
  ["two by two", [[1, 2], [3, 4]], [[1, 2], [3, 4]], false],
  ["a column is a vector", [[1], [2]], [1, 2], false],
  ["a row is a transposed vector", [[1, 2]], [1, 2], true],
])("a matrix of elements: %s", (_, rows, expected, isRow) => {
  const value = matrixOfElements(rows.map((each) => each.map(exactly)), at);
  expect([numbers(value), value.row]).toEqual([expected, isRow]);
});

describe("products", () => {
  test("a product of matrices is that of the triple loop", () => {
    fc.assert(fc.property(matrix(2, 3), matrix(3, 4), (a, b) => void expect(numbers(matrixProduct(array(a), array(b), at))).toEqual(reference(a, b))));
  });

  test("a transposed product is the product of the transposes, in the other order", () => {
    fc.assert(
      fc.property(matrix(2, 3), matrix(3, 4), (a, b) => {
        const whole = transposed(matrixProduct(array(a), array(b), at), at);
        const [left, right] = [transposed(array(b), at), transposed(array(a), at)];
        expect(numbers(whole)).toEqual(numbers(matrixProduct(array(toRaw(left)), array(toRaw(right)), at)));
      }),
    );
  });

  test.each([
    ["a matrix and a vector", array([[1, 2], [3, 4]]), array([5, 6]), [17, 39]],
    ["a row and a vector: the sum of products", row([1, 2]), array([5, 6]), 17],
    ["a vector and a row: all products", array([1, 2]), row([5, 6]), [[5, 6], [10, 12]]],
    ["a row and a matrix", row([1, 2]), array([[1, 2], [3, 4]]), [7, 10]],
  ])("%s", (_, left, right, product) => expect(numbers(matrixProduct(left, right, at))).toEqual(product));

  test.each([
    ["two vectors", array([1, 2]), array([3, 4]), "a vector of 2 and a vector of 2 have no product"],
    ["inner extents that differ", array([[1, 2]]), array([[1, 2]]), "an array of 1 × 2 and an array of 1 × 2 have no product"],
    ["a matrix and a row", array([[1, 2]]), row([1, 2]), "an array of 1 × 2 and a vector of 2 (a row) have no product"],
  ])("%s are refused", (_, left, right, message) => expect(() => matrixProduct(left, right, at)).toThrow(message));
});

describe("elimination", () => {
  test("a determinant is that of the expansion by minors", () => {
    const minors = (m: readonly (readonly number[])[]): number =>
      m.length === 0 ? 1 : (m[0] ?? []).reduce((sum, value, j) => sum + (-1) ** j * value * minors(m.slice(1).map((each) => each.filter((_, k) => k !== j))), 0);
    fc.assert(
      fc.property(matrix(4, 4), (m) => void expect(Math.abs(eliminated(matrixOf(array(m), at), []).determinant.re - minors(m))).toBeLessThan(1e-9)),
    );
  });

  test("a matrix times its inverse is the unit matrix", () => {
    fc.assert(
      fc.property(matrix(3, 3), (m) => {
        const unit = [0, 1, 2].map((i) => [0, 1, 2].map((j) => exactly(i === j ? 1 : 0)));
        const { solved, determinant } = eliminated(matrixOf(array(m), at), unit);
        fc.pre(Math.abs(determinant.re) > 1e-6);
        const product = numbers(matrixProduct(array(m), fromMatrix(solved), at));
        expect((product as number[][]).flat().every((value, k) => Math.abs(value - (k % 4 === 0 ? 1 : 0)) < 1e-9)).toBe(true);
      }),
    );
  });
});
