/** `\log`, `\max`, `\det` and the other functions that formulas know by name. */
import { analytic } from "./analytic.ts";
import { dot, eliminated, fromMatrix, matrixOf, vectorOf } from "./arrays.ts";
import type { FunctionName, MathSpan } from "./expression.ts";
import { added, applied, divided, exactly, multiplied, raised, type Quantity } from "./quantity.ts";
import { stop } from "./trouble.ts";
import { arrayOf, describe, numbersOf, shapeOf, type Value } from "./value.ts";

/** The value of a named function at its arguments; `base` is the logarithm's. */
export function functionOf(name: FunctionName, args: readonly Value[], where: { readonly base: Value | null; readonly at: MathSpan }): Value {
  const { base, at } = where;
  if (name === "max" || name === "min") return extremeOf(name, args, at);
  const [only] = args;
  if (only === undefined || args.length !== 1) return stop("wrong-arguments", `\`\\${name}\` has ${args.length} arguments, not one`, at);
  switch (name) {
    case "det":
      return eliminated(squareOf(only, at), []).determinant;
    case "tr":
      return squareOf(only, at).reduce((sum, row, index) => added(sum, row[index] ?? exactly(0)), exactly(0));
    case "diag":
      return diagonal(only, at);
    case "dim":
      return only.kind === "array" ? exactly(only.items.length) : stop("not-arithmetic", `${describe(only)} has no dimension`, at);
    case "log":
      return base === null ? numberFunction("log", only, at) : logarithm(only, base, at);
    default:
      return numberFunction(name, only, at);
  }
}

/** f of a number; of an array it is refused, since it might be meant by element or of the matrix. */
export function numberFunction(name: string, argument: Value, at: MathSpan): Quantity {
  const f = analytic[name];
  if (f === undefined) throw new Error(`internal: no function ${name}`);
  if (argument.kind !== "number") return stop("not-arithmetic", `\`\\${name}\` is taken of ${describe(argument)}; write it for an element, with an index`, at);
  const result = applied(f, argument);
  return Number.isNaN(result.re) ? stop("not-a-number", `\`\\${name}\` of ${argument.re} is not a number`, at) : result;
}

/** The largest or smallest of some numbers, or of all elements of one array. */
export function extremeOf(name: "max" | "min", args: readonly Value[], at: MathSpan): Quantity {
  const several = args.length > 1 ? args.find(({ kind }) => kind === "array") : undefined;
  if (several) return stop("not-arithmetic", `\`\\${name}\` is taken of ${describe(several)} beside something else; write it for an element, with an index`, at);
  const all = args.flatMap((each) => (each.kind === "number" || each.kind === "array" ? numbersOf(each) : stop("not-arithmetic", `\`\\${name}\` is taken of ${describe(each)}`, at)));
  const [first, ...rest] = all;
  if (first === undefined) return stop("wrong-arguments", `\`\\${name}\` is taken of nothing`, at);
  return rest.reduce((best, each) => ((name === "max" ? each.re > best.re : each.re < best.re) ? each : best), first);
}

/** The Euclidean norm of a vector, or that of another order; of a matrix with `F`, that of all its elements. */
export function normOf(value: Value, order: Value | "F" | null, at: MathSpan): Quantity {
  const entries = value.kind === "number" ? [value] : value.kind === "array" ? numbersOf(value) : stop("not-arithmetic", `${describe(value)} has no norm`, at);
  const isMatrix = (shapeOf(value)?.length ?? 0) > 1;
  if (isMatrix && order === null) {
    return stop("not-arithmetic", `${describe(value)} has a Frobenius and a spectral norm, and it is not said which is meant`, at, "write `_F` below the norm, or bind a function");
  }
  if (order === null || order === "F") return numberFunction("sqrt", dot(entries, entries), at);
  if (order.kind !== "number" || order.re < 1) return stop("not-arithmetic", "a norm's order is a number from 1 to ∞", at);
  if (isMatrix) return stop("not-arithmetic", `${describe(value)} has no norm of order ${order.re} by its elements`, at);
  const sizes = entries.map((each) => numberFunction("abs", each, at));
  if (order.re === Infinity) return extremeOf("max", sizes, at);
  if (order.re === 2) return numberFunction("sqrt", dot(entries, entries), at);
  const sum = sizes.map((each) => raised(each, order)).reduce(added, exactly(0));
  return order.re === 1 ? sum : raised(sum, divided(exactly(1), order));
}

/** ⟨a, b⟩: the sum of products of all their elements. */
export function innerProduct(left: Value, right: Value, at: MathSpan): Quantity {
  if (left.kind === "number" && right.kind === "number") return multiplied(left, right);
  if (shapeOf(left) === null || shapeOf(left)?.join() !== shapeOf(right)?.join()) return stop("shapes-differ", `${describe(left)} and ${describe(right)} have no inner product`, at);
  return dot(numbersOf(left), numbersOf(right));
}

function logarithm(argument: Value, base: Value, at: MathSpan): Quantity {
  const natural = numberFunction("log", argument, at);
  const scale = numberFunction("log", base, at);
  const exact = base.kind === "number" && base.re === 2 ? Math.log2 : base.kind === "number" && base.re === 10 ? Math.log10 : null;
  const result = divided(natural, scale);
  return exact === null || argument.kind !== "number" ? result : { ...result, re: exact(argument.re) };
}

function squareOf(value: Value, at: MathSpan): ReturnType<typeof matrixOf> {
  const matrix = matrixOf(value, at);
  return matrix.every((row) => row.length === matrix.length) ? matrix : stop("shapes-differ", `${describe(value)} is not square`, at);
}

function diagonal(value: Value, at: MathSpan): Value {
  if (shapeOf(value)?.length === 2) return arrayOf(squareOf(value, at).map((row, index) => row[index] ?? exactly(0)));
  const entries = vectorOf(value, at);
  return fromMatrix(entries.map((each, i) => entries.map((_, j) => (i === j ? each : exactly(0)))));
}
