/** Elements of arrays, calls of the cell's functions, and functions with a prime. */
import { NotAnalytic } from "./derivative.ts";
import { isSettled, slopeAt, trusted, type Slope } from "./difference.ts";
import type { Expression, MathSpan } from "./expression.ts";
import { applied, doubtful, type Analytic } from "./quantity.ts";
import type { Evaluate, Scope } from "./scope.ts";
import { stop, Troubled } from "./trouble.ts";
import { describe, numbersOf, toRaw, toValue, type FunctionValue, type Value } from "./value.ts";
import type { NodeOf } from "./walk.ts";

/** The element at the indices, or a row, if there are fewer indices than extents. */
export function elementOf(node: NodeOf<"element">, scope: Scope, evaluate: Evaluate): Value {
  return node.indices.reduce((value, index) => itemAt(value, { index, at: evaluate(index, scope) }), evaluate(node.of, scope));
}

/** f(x, y). `f_i(x)` of a function that gives an array is the i-th of what it gives. */
export function calledValue(node: NodeOf<"call">, scope: Scope, evaluate: Evaluate): Value {
  const { of } = node;
  if (of.kind === "element") {
    const base = evaluate(of.of, scope);
    if (base.kind === "function") {
      const whole = calledValue({ ...node, of: of.of }, scope, evaluate);
      return of.indices.reduce((value, index) => itemAt(value, { index, at: evaluate(index, scope) }), whole);
    }
  }
  const f = evaluate(of, scope);
  if (f.kind !== "function") return stop("not-a-function", `${describe(f)} is called like a function`, of.at);
  return resultOf(f, node.args.map((arg) => evaluate(arg, scope)), node);
}

/** f′, f″, … of a function of one number: exact for those of `Math`, else by differences. */
export function primeOf(node: NodeOf<"prime">, scope: Scope, evaluate: Evaluate): FunctionValue {
  const f = evaluate(node.of, scope);
  if (f.kind !== "function") return stop("not-a-function", `${describe(f)} has no derivative`, node.at);
  let derived = f;
  for (let order = 0; order < node.order; order++) derived = primed(derived, node.at);
  return derived;
}

function itemAt(value: Value, { index, at }: { readonly index: Expression; readonly at: Value }): Value {
  if (value.kind !== "array") return stop("no-elements", `${describe(value)} has no elements`, index.at);
  if (at.kind !== "number" || !Number.isInteger(at.re)) {
    return stop("not-an-index", `an index is ${at.kind === "number" ? String(at.re) : describe(at)}, not a whole number`, index.at);
  }
  const item = value.items[at.re - value.base];
  if (item !== undefined) return item;
  const last = value.items.length - 1 + value.base;
  const fromOne = at.re === last + 1 && value.base === 0 ? "where the mathematics counts from 1, bind the array with `fromOne`" : undefined;
  const cure = at.re === 0 && value.base === 1 ? "where the mathematics counts from 0, bind the array without `fromOne`" : fromOne;
  return stop("index-out-of-range", `the index is ${at.re}, but the elements go from ${value.base} to ${last}`, index.at, cure);
}

function resultOf(f: FunctionValue, args: readonly Value[], node: NodeOf<"call">): Value {
  const [only] = args;
  if (f.analytic !== undefined && args.length === 1 && only?.kind === "number") return applied(f.analytic, only);
  if (args.some((arg) => numbersOf(arg).some((a) => a.im !== 0))) throw new NotAnalytic();
  const result = returned(f, args.map(toRaw), node.at);
  if (f.errorAt !== undefined && only?.kind === "number" && result.kind === "number") return doubtful(result.re, f.errorAt(only.re) + only.doubt);
  return args.some((arg) => numbersOf(arg).some((a) => a.doubt > 0)) ? inDoubt(f, { args, result }, node.at) : result;
}

function returned(f: FunctionValue, args: readonly unknown[], at: MathSpan): Value {
  let raw: unknown;
  try {
    raw = f.call(...args);
  } catch (error) {
    if (error instanceof Troubled) throw error;
    return stop("function-throws", `this function throws ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`, at);
  }
  const value = toValue(raw);
  return value ?? stop("not-a-value", `this function gives ${raw === null ? "null" : `a value of type ${typeof raw}`}, neither a number nor an array of numbers`, at);
}

/** How far the result moves when an argument moves by its doubt. */
function inDoubt(f: FunctionValue, call: { readonly args: readonly Value[]; readonly result: Value }, at: MathSpan): Value {
  const { args, result } = call;
  const [only] = args;
  if (args.length !== 1 || only?.kind !== "number" || result.kind !== "number") {
    return stop("sampled-argument", "an argument is known by sampling only; only functions of one number can be followed then", at);
  }
  const moved = [-only.doubt, only.doubt].map((step) => returned(f, [only.re + step], at));
  return doubtful(result.re, Math.max(...moved.map((each) => (each.kind === "number" ? Math.abs(each.re - result.re) : Infinity))));
}

function primed(f: FunctionValue, at: MathSpan): FunctionValue {
  const { analytic: known } = f;
  if (known !== undefined) {
    const derived: Analytic = { value: known.slope, slope: known.bend, bend: (x) => slopeAt(known.bend, x)?.slope ?? NaN };
    return { kind: "function", raw: known.slope, call: (x) => known.slope(Number(x)), analytic: derived };
  }
  const slope = (x: unknown) => settledSlope(f, x, at);
  const call = (x: unknown) => slope(x).slope;
  return { kind: "function", raw: call, call, errorAt: (x) => Math.max(2 * slope(x).error, trusted * Math.abs(slope(x).slope)) };
}

function settledSlope(f: FunctionValue, x: unknown, at: MathSpan): Slope {
  if (typeof x !== "number") return stop("not-arithmetic", "a prime stands at a function of one number, but this is not a number", at);
  const slope = slopeAt((to) => Number(f.call(to)), x);
  return slope !== undefined && isSettled(slope, { value: Number(f.call(x)), x }) ? slope : stop("no-derivative", "no derivative is found here by differences: the quotients do not settle", at);
}
