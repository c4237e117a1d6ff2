/** What an expression evaluates to, and the way from the numbers, arrays and functions of a cell and back. */
import { analyticMath } from "./analytic.ts";
import { exactly, type Analytic, type Quantity } from "./quantity.ts";
import { RandomVariable } from "./random.ts";

export type Value = Quantity | ArrayValue | FunctionValue | RandomValue;

/** A vector; a matrix is a vector of its rows. */
export interface ArrayValue {
  readonly kind: "array";
  readonly items: readonly Value[];
  /** The index of the first item: 0 as in code, 1 if it was bound with `fromOne`. */
  readonly base: 0 | 1;
  /** True for a vector that was transposed. */
  readonly row: boolean;
  /** What the cell bound, to be handed on to the cell's own functions; undefined if it was computed. */
  readonly raw?: unknown;
}

/** A function of the cell. */
export interface FunctionValue {
  readonly kind: "function";
  /** The very function that was bound. */
  readonly raw: { readonly length: number };
  readonly call: (...args: readonly unknown[]) => unknown;
  /** Its derivatives, if it is one of `Math`'s. */
  readonly analytic?: Analytic;
  /** How far a result may be off, if it is itself a derivative by differences. */
  readonly errorAt?: (x: number) => number;
}

export interface RandomValue {
  readonly kind: "random";
  readonly variable: RandomVariable;
}

/** An array whose indices count from one, as `fromOne` marks it. */
export class FromOne {
  readonly array: unknown;

  constructor(array: unknown) {
    this.array = array;
  }
}

/** An array of values; indices count from 0. */
export function arrayOf(items: readonly Value[], base: 0 | 1 = 0): ArrayValue {
  return { kind: "array", items, base, row: false };
}

/** The value that a cell bound, returned or yielded; undefined if it is none (a string, `undefined`, …). */
export function toValue(raw: unknown): Value | undefined {
  if (typeof raw === "number") return exactly(raw);
  if (typeof raw === "function") return functionValue(raw);
  if (raw instanceof RandomVariable) return { kind: "random", variable: raw };
  if (raw instanceof FromOne) return fromOneValue(raw.array);
  const list = listOf(raw);
  if (list === undefined) return undefined;
  const items = list.map(toValue);
  return items.every((item) => item !== undefined) ? { kind: "array", items, base: 0, row: false, raw } : undefined;
}

/** A value as the cell's own functions take it; arrays as they were bound, if they were. */
export function toRaw(value: Value): unknown {
  switch (value.kind) {
    case "number":
      return value.re;
    case "array":
      return value.raw ?? value.items.map(toRaw);
    case "function":
      return value.raw;
    case "random":
      return value.variable;
    default:
      return value satisfies never;
  }
}

/** The extents, outermost first: [] for a number; null where rows differ in shape. */
export function shapeOf(value: Value): readonly number[] | null {
  if (value.kind !== "array") return [];
  const shapes = value.items.map(shapeOf);
  const [first = []] = shapes;
  if (first === null || shapes.some((shape) => shape === null || shape.join() !== first.join())) return null;
  return [value.items.length, ...first];
}

/** All numbers of a value in order. */
export function numbersOf(value: Value): readonly Quantity[] {
  return value.kind === "array" ? value.items.flatMap(numbersOf) : value.kind === "number" ? [value] : [];
}

/** In words, for a message: `a number`, `an array of 3 × 4`, `a function`. */
export function describe(value: Value): string {
  if (value.kind === "number") return "a number";
  if (value.kind === "function") return "a function";
  if (value.kind === "random") return "a random variable";
  const shape = shapeOf(value);
  return shape === null ? "an array of rows that differ in length" : shape.length === 1 ? `a vector of ${shape[0]}` : `an array of ${shape.join(" × ")}`;
}

function functionValue(raw: Function): FunctionValue {
  const analytic = analyticMath.get(raw);
  return { kind: "function", raw, call: (...args) => Reflect.apply(raw, undefined, args), ...(analytic && { analytic }) };
}

function fromOneValue(array: unknown): Value | undefined {
  const value = toValue(array);
  return value?.kind === "array" ? countedFromOne(value) : value;
}

function countedFromOne(value: ArrayValue): ArrayValue {
  return { ...value, base: 1, items: value.items.map((item) => (item.kind === "array" ? countedFromOne(item) : item)) };
}

/** Arrays, typed arrays, sets, and what can turn itself into an array (a tensor of the program). */
function listOf(raw: unknown): readonly unknown[] | undefined {
  if (Array.isArray(raw)) return raw;
  if (ArrayBuffer.isView(raw) && !(raw instanceof DataView)) return Array.from(raw as unknown as ArrayLike<unknown>);
  if (raw instanceof Set) return [...raw];
  if (typeof raw === "object" && raw !== null && "toArray" in raw && typeof raw.toArray === "function") return listOf(Reflect.apply(raw.toArray, raw, []));
  return undefined;
}
