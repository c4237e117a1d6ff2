/** Sums, products, quotients and powers of values: numbers, and arrays where their shapes allow it. */
import { dotProduct, eliminated, fromMatrix, mapNumbers, matrixOf, matrixProduct, zipNumbers } from "./arrays.ts";
import type { Expression, MathSpan } from "./expression.ts";
import { added, divided, exactly, multiplied, negated, raised, type Quantity } from "./quantity.ts";
import { stop } from "./trouble.ts";
import { describe, type ArrayValue, type Value } from "./value.ts";

/** How a product was written. */
export type ProductSign = Extract<Expression, { kind: "multiply" }>["sign"];

/** The two sides of an operation. */
export interface Pair {
  readonly left: Value;
  readonly right: Value;
}

/** left + right. */
export function sumOf(pair: Pair, at: MathSpan): Value {
  return zipNumbers(pair, at, added);
}

/** left − right. */
export function differenceOf(pair: Pair, at: MathSpan): Value {
  return zipNumbers(pair, at, (a, b) => added(a, negated(b)));
}

/** A product as it was written: side by side or with a sign between. */
export function productOf({ left, right }: Pair, sign: ProductSign, at: MathSpan): Value {
  if (left.kind === "number") return mapNumbers(right, at, (b) => multiplied(left, b));
  if (right.kind === "number") return mapNumbers(left, at, (a) => multiplied(a, right));
  if (sign === "odot") return zipNumbers({ left, right }, at, multiplied);
  if (left.kind !== "array" || right.kind !== "array") return stop("not-arithmetic", `${describe(left)} and ${describe(right)} have no product`, at);
  if (sign === "times") return stop("shapes-differ", "`\\times` stands between two arrays; only numbers are multiplied so", at);
  if (sign === "dot" && isVector(left) && isVector(right)) return dotProduct(left, right, at);
  return matrixProduct(left, right, at);
}

/** left / right; an array may be divided by a number. */
export function quotientOf({ left, right }: Pair, at: MathSpan): Value {
  if (right.kind !== "number") return stop("not-arithmetic", `${describe(right)} stands below a fraction's line`, at);
  if (left.kind === "number" && left.re === 0 && right.re === 0) return stop("not-a-number", "numerator and denominator are both 0", at);
  return mapNumbers(left, at, (a) => divided(a, right));
}

/** base^exponent; a square matrix may be raised to a whole number, below zero if it has an inverse. */
export function powerOf(base: Value, exponent: Value, at: MathSpan): Value {
  if (exponent.kind !== "number") return stop("not-arithmetic", `${describe(exponent)} stands as an exponent`, at);
  if (base.kind === "number") return raisedNumber(base, exponent, at);
  return matrixPower(base, exponent, at);
}

/** −value. */
export function negative(value: Value, at: MathSpan): Value {
  return mapNumbers(value, at, negated);
}

function raisedNumber(base: Quantity, exponent: Quantity, at: MathSpan): Quantity {
  const result = raised(base, exponent);
  if (Number.isNaN(result.re)) stop("not-a-number", `${base.re} to the power ${exponent.re} is not a real number`, at);
  return result;
}

function matrixPower(base: Value, exponent: Quantity, at: MathSpan): Value {
  const matrix = matrixOf(base, at);
  const n = matrix.length;
  if (matrix.some((row) => row.length !== n)) return stop("shapes-differ", `${describe(base)} is not square, so it has no powers`, at);
  if (!Number.isInteger(exponent.re) || Math.abs(exponent.re) > 1000) return stop("not-arithmetic", `a matrix is raised to ${exponent.re}; only whole numbers up to 1000 can be checked`, at);
  const unit = matrix.map((_, i) => matrix.map((_row, j) => exactly(i === j ? 1 : 0)));
  const factor = exponent.re < 0 ? inverseOf(matrix, unit, at) : fromMatrix(matrix);
  let result: Value = fromMatrix(unit);
  for (let k = 0; k < Math.abs(exponent.re); k++) result = productOf({ left: result, right: factor }, "none", at);
  return result;
}

function inverseOf(matrix: Parameters<typeof eliminated>[0], unit: Parameters<typeof eliminated>[1], at: MathSpan): ArrayValue {
  const { solved, determinant } = eliminated(matrix, unit);
  return determinant.re === 0 ? stop("no-inverse", "the matrix has no inverse", at) : fromMatrix(solved);
}

function isVector(value: ArrayValue): boolean {
  return value.items.every((item) => item.kind === "number");
}
