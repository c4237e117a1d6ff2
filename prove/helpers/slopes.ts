/** Helpers for derivatives of a cell's own functions, taken by central differences. */
import { isSettled, slopesAt, trusted, type Slope } from "../math/difference.ts";
import { numbersOf, toValue, type Value } from "../math/value.ts";
import { mistrust } from "./attempt.ts";

/** A function of one number or of one array that gives a number or an array. */
export type Differentiable = (x: never) => unknown;

/**
 * ∂f/∂x_j at `x`: f takes the whole vector; `j` is an index, or a list of indices for a matrix. For a function of one
 * number, `partial(f, x)`.
 */
export function partial(f: Differentiable, x: unknown, j: number | readonly number[] = []): unknown {
  const path = typeof j === "number" ? [j] : j;
  const at = numberAt(x, path);
  if (at === undefined) throw new RangeError(`partial: there is no number at ${path.length === 0 ? "that place" : `[${path.join("][")}]`}`);
  const numbersAt = (to: number) => numbersOf(valueOf(Reflect.apply(f, undefined, [withNumber(x, path, to)]))).map((each) => each.re);
  const here = valueOf(Reflect.apply(f, undefined, [x]));
  const numbers = numbersOf(here);
  const slopes = slopesAt((to) => unlessOutside(() => numbersAt(to)), at);
  if (slopes === undefined || !slopes.every((slope, k) => isSettled(slope, { value: numbers[k]?.re ?? NaN, x: at }))) {
    throw new RangeError("partial: no derivative is found by differences: the quotients do not settle");
  }
  // errors of a few times what the table shows have been seen where rounding rules
  mistrust({ relative: trusted, absolute: 10 * Math.max(0, ...slopes.map((slope) => slope.error)) });
  return inShapeOf(here, slopes);
}

/** ∇f at `x`: a number for each number of `x`, in its shape. */
export function gradient(f: Differentiable, x: unknown): unknown {
  const by = (part: unknown, path: readonly number[]): unknown =>
    typeof part === "number" ? partial(f, x, path) : listOf(part).map((item, index) => by(item, [...path, index]));
  return by(x, []);
}

/** The Jacobian of f at the vector `x`: row i holds the derivatives of the i-th number that f gives. */
export function jacobian(f: Differentiable, x: ArrayLike<number>): readonly (readonly number[])[] {
  const columns = Array.from(x, (_, j) => partial(f, x, j));
  const [first] = columns;
  if (!Array.isArray(first)) throw new TypeError("jacobian: the function gives no array; use gradient");
  return first.map((_, i) => columns.map((column) => (Array.isArray(column) ? Number(column[i]) : NaN)));
}

function valueOf(result: unknown): Value {
  const value = toValue(result);
  if (value === undefined || value.kind === "function") throw new TypeError("partial: the function gives neither a number nor an array of numbers");
  return value;
}

/** A function may throw for arguments beside its domain, as others give NaN. */
function unlessOutside(numbers: () => readonly number[]): readonly number[] {
  try {
    return numbers();
  } catch {
    return [NaN];
  }
}

function inShapeOf(value: Value, slopes: readonly Slope[]): unknown {
  let index = 0;
  const fill = (part: Value): unknown => (part.kind === "array" ? part.items.map(fill) : slopes[index++]?.slope);
  return fill(value);
}

function numberAt(x: unknown, path: readonly number[]): number | undefined {
  const [index, ...rest] = path;
  if (index === undefined) return typeof x === "number" ? x : undefined;
  return typeof x === "number" ? undefined : numberAt(listOf(x)[index], rest);
}

/** Typed arrays stay typed, since the function may ask for one, but of 64 bits: a step must not be rounded away. */
function withNumber(x: unknown, path: readonly number[], to: number): unknown {
  const [index, ...rest] = path;
  if (index === undefined) return to;
  const items = listOf(x).map((item, k) => (k === index ? withNumber(item, rest, to) : item));
  return ArrayBuffer.isView(x) ? Float64Array.from(items, Number) : items;
}

function listOf(x: unknown): readonly unknown[] {
  if (Array.isArray(x)) return x;
  if (ArrayBuffer.isView(x) && !(x instanceof DataView)) return Array.from(x as unknown as ArrayLike<unknown>);
  throw new TypeError("partial: neither a number nor an array of numbers");
}
