/** Arithmetic of arrays: sums by element, products of matrices, transposes, inverses, determinants. */
import type { MathSpan } from "./expression.ts";
import { added, divided, exactly, multiplied, negated, type Quantity } from "./quantity.ts";
import { stop } from "./trouble.ts";
import { arrayOf, describe, shapeOf, type ArrayValue, type Value } from "./value.ts";

/** A matrix of numbers, in which every row is as long as the first. */
export type Matrix = readonly (readonly Quantity[])[];

/** Applies `f` to each number of a value. */
export function mapNumbers(value: Value, at: MathSpan, f: (a: Quantity) => Quantity): Value {
  if (value.kind === "number") return f(value);
  if (value.kind !== "array") return stop("not-arithmetic", `${describe(value)} stands where a number is needed`, at);
  const { raw: _, ...computed } = value;
  return { ...computed, items: value.items.map((item) => mapNumbers(item, at, f)) };
}

/** Applies `f` to the numbers of two values of one shape. */
export function zipNumbers(pair: { readonly left: Value; readonly right: Value }, at: MathSpan, f: (a: Quantity, b: Quantity) => Quantity): Value {
  return zipped(pair.left, pair.right);

  function zipped(left: Value, right: Value): Value {
    if (left.kind === "number" && right.kind === "number") return f(left, right);
    if (left.kind !== "array" || right.kind !== "array" || left.items.length !== right.items.length || left.row !== right.row || left.base !== right.base) {
      return stop("shapes-differ", `${inWords(pair.left)} and ${inWords(pair.right)} cannot be taken element by element`, at, cureOf(pair));
    }
    const items = left.items.map((item, index) => zipped(item, right.items[index] ?? item));
    return { kind: "array", items, base: left.base, row: left.row };
  }
}

function cureOf({ left, right }: { readonly left: Value; readonly right: Value }): string | undefined {
  return (left.kind === "number") === (right.kind === "number") ? undefined : "write the number times `\\mathbf{1}`, or an element with its index";
}

/** A juxtaposed product of two arrays: of matrices, of a matrix and a vector, of a transposed vector and a vector. */
export function matrixProduct(left: ArrayValue, right: ArrayValue, at: MathSpan): Value {
  const isVector = (value: ArrayValue) => shapeOf(value)?.length === 1;
  if (isVector(left) && isVector(right)) return vectorProduct(left, right, at);
  if (isVector(left)) return left.row ? transposed(matrixProduct(transposedMatrix(right, at), { ...left, row: false }, at), at) : doNotFit(left, right, at);
  if (isVector(right) && right.row) return doNotFit(left, right, at);
  const rows = matrixOf(left, at);
  const columns = isVector(right) ? [vectorOf(right, at)] : columnsOf(matrixOf(right, at));
  if ((rows[0]?.length ?? 0) !== (columns[0]?.length ?? 0)) return doNotFit(left, right, at);
  const product = rows.map((row) => columns.map((column) => dot(row, column)));
  return isVector(right) ? arrayOf(product.map(([only]) => only ?? exactly(0)), left.base) : fromMatrix(product, left.base);
}

/** a · b of two vectors. */
export function dotProduct(left: ArrayValue, right: ArrayValue, at: MathSpan): Quantity {
  if (left.items.length !== right.items.length) return doNotFit(left, right, at);
  return dot(vectorOf(left, at), vectorOf(right, at));
}

/** X^⊤; of a vector, the row. */
export function transposed(value: Value, at: MathSpan): Value {
  if (value.kind === "number") return value;
  if (value.kind !== "array") return stop("not-arithmetic", `${describe(value)} has no transpose`, at);
  const { raw: _, ...computed } = value;
  return shapeOf(value)?.length === 1 ? { ...computed, row: !value.row } : transposedMatrix(value, at);
}

/** The numbers of a matrix, its rows as long as each other. */
export function matrixOf(value: Value, at: MathSpan): Matrix {
  if (value.kind !== "array" || shapeOf(value)?.length !== 2) return stop("shapes-differ", `${describe(value)} stands where a matrix is needed`, at);
  return value.items.map((row) => vectorOf(row, at));
}

/** The numbers of a vector. */
export function vectorOf(value: Value, at: MathSpan): readonly Quantity[] {
  if (value.kind !== "array") return stop("shapes-differ", `${describe(value)} stands where a vector is needed`, at);
  return value.items.map((item) => (item.kind === "number" ? item : stop("shapes-differ", `${describe(value)} stands where a vector is needed`, at)));
}

/** A matrix as a value. */
export function fromMatrix(matrix: Matrix, base: 0 | 1 = 0): ArrayValue {
  return arrayOf(matrix.map((row) => arrayOf(row, base)), base);
}

/** A matrix from its elements; one column is a vector, one row a transposed vector. */
export function matrixOfElements(rows: readonly (readonly Value[])[], at: MathSpan): ArrayValue {
  const numbers = rows.map((row) => row.map((each) => (each.kind === "number" ? each : stop("not-arithmetic", `${describe(each)} stands where an element of a matrix is needed`, at))));
  const [first = []] = numbers;
  if (first.length === 1) return arrayOf(numbers.flat());
  return numbers.length === 1 ? { ...arrayOf(first), row: true } : fromMatrix(numbers);
}

/** Columns as rows. */
export function columnsOf(matrix: Matrix): Matrix {
  return (matrix[0] ?? []).map((_, column) => matrix.map((row) => row[column] ?? exactly(0)));
}

/** The sum of products of numbers, in order. */
export function dot(left: readonly Quantity[], right: readonly Quantity[]): Quantity {
  return left.reduce((sum, a, index) => added(sum, multiplied(a, right[index] ?? exactly(0))), exactly(0));
}

/** Gauss's elimination with the largest pivot: [A | B] becomes [I | A⁻¹B]. The determinant of A comes with it; 0 where there is no inverse. */
export function eliminated(matrix: Matrix, beside: Matrix): { readonly solved: Matrix; readonly determinant: Quantity } {
  const rows = matrix.map((row, index) => [...row, ...(beside[index] ?? [])]);
  let determinant = exactly(1);
  for (let column = 0; column < matrix.length; column++) {
    const pivot = largestPivot(rows, column);
    const [top] = rows.splice(pivot, 1);
    const lead = top?.[column];
    if (top === undefined || lead === undefined || lead.re === 0) return { solved: beside, determinant: exactly(0) };
    if ((pivot - column) % 2 !== 0) determinant = negated(determinant);
    determinant = multiplied(determinant, lead);
    const scaled = top.map((each) => divided(each, lead));
    rows.forEach((row, index) => {
      const factor = row[column];
      if (factor !== undefined) rows[index] = row.map((each, k) => added(each, negated(multiplied(factor, scaled[k] ?? exactly(0)))));
    });
    rows.splice(column, 0, scaled);
  }
  return { solved: rows.map((row) => row.slice(matrix.length)), determinant };
}

// taking row `pivot` out and putting it in at `column` moves it past pivot - column others: so many changes of sign
function largestPivot(rows: readonly (readonly Quantity[])[], column: number): number {
  const size = (row: number) => Math.abs(rows[row]?.[column]?.re ?? 0);
  let best = column;
  for (let row = column + 1; row < rows.length; row++) if (size(row) > size(best)) best = row;
  return best;
}

function vectorProduct(left: ArrayValue, right: ArrayValue, at: MathSpan): Value {
  if (left.row && !right.row) return dotProduct(left, right, at);
  if (left.row || !right.row) return doNotFit(left, right, at);
  const column = vectorOf(left, at);
  return fromMatrix(column.map((a) => vectorOf(right, at).map((b) => multiplied(a, b))), left.base);
}

function transposedMatrix(value: ArrayValue, at: MathSpan): ArrayValue {
  return fromMatrix(columnsOf(matrixOf(value, at)), value.base);
}

function doNotFit(left: ArrayValue, right: ArrayValue, at: MathSpan): never {
  const message = `${inWords(left)} and ${inWords(right)} have no product`;
  return stop("shapes-differ", message, at, "write `a \\cdot b` or `a^\\top b` for the sum of products, `a b^\\top` for all products, `a \\odot b` for products by element");
}

function inWords(value: Value): string {
  const from = value.kind === "array" && value.base === 1 ? " counted from 1" : "";
  return `${describe(value)}${value.kind === "array" && value.row ? " (a row)" : ""}${from}`;
}
