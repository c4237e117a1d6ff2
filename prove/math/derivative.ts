/** Partial derivatives and gradients of expressions: by complex step, by differences where a function of the cell is met. */
import { mapNumbers } from "./arrays.ts";
import { isSettled, slopesAt, trusted } from "./difference.ts";
import type { Expression, MathSpan } from "./expression.ts";
import { doubtful, exactly, stepped, type Quantity } from "./quantity.ts";
import { isLocal, lookUp, withBindings, withName, type Evaluate, type Scope } from "./scope.ts";
import { stop, Troubled } from "./trouble.ts";
import { describe, numbersOf, type Value } from "./value.ts";
import { freeNames, type NodeOf } from "./walk.ts";

/** Thrown where a complex step cannot be carried on; the derivative is then taken by differences. */
export class NotAnalytic extends Error {}

/** What is differentiated, and by which number: the one at `path` of the bound `name`. */
interface Question {
  readonly of: Expression;
  readonly name: string;
  readonly path: readonly number[];
  /** What else changes with that number changes too, as under a `d`. */
  readonly total: boolean;
  readonly at: MathSpan;
}

/** ∂^n of / ∂ by_1 … ∂ by_n, the first of `by` outermost. */
export function derivativeOf(node: NodeOf<"derivative">, scope: Scope, evaluate: Evaluate): Value {
  if (scope.slope === "step") throw new NotAnalytic();
  const [by, ...others] = node.by;
  if (by === undefined) throw new Error("internal: a derivative by nothing");
  const body = called(node.of, by, scope);
  const of: Expression = others.length === 0 ? body : { ...node, by: others };
  const { name, path } = placeOf(by, scope, evaluate);
  const bound = lookUp(scope, name);
  const total = node.total === true;
  const target = bound === undefined ? undefined : itemAt(bound, path);
  if (target?.kind === "array") return gradientBy({ of, name, path, total, at: node.at }, target, { scope, evaluate });
  return partialDerivative({ of, name, path, total, at: node.at }, scope, evaluate);
}

/** ∇_by of: as many numbers as `by` has, in its shape. */
export function gradientOf(node: NodeOf<"gradient">, scope: Scope, evaluate: Evaluate): Value {
  if (scope.slope === "step") throw new NotAnalytic();
  if (node.by !== null) return derivativeOf({ kind: "derivative", of: node.of, by: [node.by], at: node.at }, scope, evaluate);
  if (node.of.kind !== "call" || node.of.args.length !== 1 || node.of.args[0] === undefined) {
    return stop("no-variable", "it is not said by what this gradient is taken", node.at, "write \\nabla_x, or \\nabla f(x) of a function of one argument");
  }
  const [argument] = node.of.args;
  const by: Expression = { kind: "symbol", name: " argument", at: argument.at };
  const inner = withName(scope, by.name, evaluate(argument, scope));
  return derivativeOf({ kind: "derivative", of: { ...node.of, args: [by] }, by: [by], at: node.at }, inner, evaluate);
}

/** `∂f/∂x` of a bare function of one argument is that of f(x). */
function called(of: Expression, by: Expression, scope: Scope): Expression {
  if (of.kind !== "symbol") return of;
  const value = lookUp(scope, of.name);
  if (value?.kind !== "function") return of;
  if (value.raw.length !== 1) return stop("no-arguments", `\`${of.name}\` is a function; it is not said at which arguments it is differentiated`, of.at);
  return { kind: "call", of, args: [by.kind === "element" ? by.of : by], at: of.at };
}

function placeOf(by: Expression, scope: Scope, evaluate: Evaluate): { readonly name: string; readonly path: readonly number[] } {
  if (by.kind === "symbol") return { name: by.name, path: [] };
  if (by.kind !== "element" || by.of.kind !== "symbol") return stop("no-variable", "a derivative is taken by a bound name or one of its elements", by.at);
  let value = lookUp(scope, by.of.name);
  const path: number[] = [];
  for (const index of by.indices) {
    const at = evaluate(index, scope);
    if (value?.kind !== "array" || at.kind !== "number" || value.items[at.re - value.base] === undefined) {
      return stop("index-out-of-range", `\`${by.of.name}\` has no such element`, by.at);
    }
    path.push(at.re - value.base);
    value = value.items[at.re - value.base];
  }
  return { name: by.of.name, path };
}

function gradientBy(question: Question, target: Value, means: { readonly scope: Scope; readonly evaluate: Evaluate }): Value {
  if (target.kind !== "array") return partialDerivative(question, means.scope, means.evaluate);
  const items = target.items.map((item, index) => gradientBy({ ...question, path: [...question.path, index] }, item, means));
  if (items.some((item, index) => item.kind === "array" && target.items[index]?.kind === "number")) {
    return stop("not-arithmetic", "an array is differentiated by an array; write it for an element of each, with indices", question.at);
  }
  return { kind: "array", items, base: target.base, row: false };
}

function partialDerivative(question: Question, scope: Scope, evaluate: Evaluate): Value {
  const names = freeNames(question.of);
  const replay = isLocal(scope, question.name) ? null : scope.setting.replay;
  const followers = replay?.followers(question.name) ?? null;
  if (replay !== null && followers === null) refuseComputed(question);
  const follows = followers !== null && [...names].some((name) => name !== question.name && !isLocal(scope, name) && followers.has(name));
  if (!follows && !names.has(question.name)) {
    const cure = `draw \`${question.name}\` itself and compute the others from it in the cell`;
    return stop("does-not-depend", `nothing here depends on \`${question.name}\` by which it is differentiated`, question.at, cure);
  }
  if (!question.total && followers !== null) refuseHeld(question, followers);
  const moved = { ...scope, slope: "difference" } as const;
  if (replay !== null && follows) {
    return byDifferences(question, scope, (to) => {
      const replayed = replay.moved(question, to);
      return replayed === null ? exactly(NaN) : evaluate(question.of, withBindings(moved, replayed));
    });
  }
  try {
    return byStep(question, scope, evaluate);
  } catch (error) {
    if (!(error instanceof NotAnalytic)) throw error;
    return byDifferences(question, scope, (to) => evaluate(question.of, withName(moved, question.name, changed(question, scope, () => exactly(to)))));
  }
}

/** `\partial x_2 / \partial x_0` of a vector that was not drawn: `x_2` may have been computed from `x_0`. */
function refuseComputed({ of, name, at }: Question): void {
  if (of.kind !== "element" || of.of.kind !== "symbol" || of.of.name !== name) return;
  const cure = "bind what is drawn by a name of its own, and differentiate by that";
  stop("ambiguous", `the elements of \`${name}\` were computed, so whether one depends on another cannot be seen`, at, cure);
}

/** `\partial f(x, y) / \partial x` where `y` was computed from `x` may be of the first argument alone, or of both. */
function refuseHeld({ of, name, at }: Question, followers: ReadonlySet<string>): void {
  if (of.kind !== "call") return;
  const names = of.args.flatMap((arg) => (arg.kind === "element" ? arg.of : arg)).flatMap((arg) => (arg.kind === "symbol" ? [arg.name] : []));
  const held = names.find((other) => other !== name && followers.has(other));
  if (held === undefined || !names.includes(name)) return;
  const cure = `write \`\\frac{d}{d${name}}\` if it is not; to hold it, let the cell compute \`${name}\` from what it draws`;
  stop("ambiguous", `whether \`${held}\`, which is computed from \`${name}\`, is held fixed here cannot be seen`, at, cure);
}

function byStep(question: Question, scope: Scope, evaluate: Evaluate): Value {
  const away = withName({ ...scope, slope: "step" }, question.name, changed(question, scope, stepped));
  return mapNumbers(evaluate(question.of, away), question.at, (a) => ({ kind: "number", re: a.im, im: 0, size: a.imSize, imSize: 0, doubt: 0 }));
}

function byDifferences(question: Question, scope: Scope, f: (to: number) => Value): Value {
  const target = numberAt(question, scope);
  const here = f(target);
  const slopes = slopesAt((to) => numbersWithin(() => f(to)), target);
  let index = 0;
  return mapNumbers(here, question.at, (value) => {
    const slope = slopes?.[index++];
    if (slope === undefined || !isSettled(slope, { value: value.re, x: target })) {
      return stop("no-derivative", `no derivative by \`${question.name}\` is found here by differences: the quotients do not settle`, question.at);
    }
    return doubtful(slope.slope, Math.max(10 * slope.error, trusted * Math.abs(slope.slope)));
  });
}

const outside: ReadonlySet<string> = new Set(["not-a-number", "function-throws"]);

/** Outside of the domain there are no numbers: NaN, so that smaller steps are tried. */
function numbersWithin(f: () => Value): readonly number[] {
  try {
    return numbersOf(f()).map((each) => each.re);
  } catch (error) {
    if (error instanceof Troubled && outside.has(error.trouble.code)) return [NaN];
    throw error;
  }
}

function numberAt(question: Question, scope: Scope): number {
  let found = NaN;
  changed(question, scope, (a) => ((found = a.re), a));
  return found;
}

/** The bound value of the question's name, the number at its path replaced. */
function changed({ name, path, at }: Question, scope: Scope, change: (a: Quantity) => Quantity): Value {
  const value = lookUp(scope, name);
  return value === undefined ? stop("unbound", `\`${name}\` is not bound`, at) : replaced(value, path);

  function replaced(part: Value, way: readonly number[]): Value {
    const [index, ...rest] = way;
    if (index === undefined) return part.kind === "number" ? change(part) : stop("no-variable", `\`${name}\` is ${describe(part)}, by which nothing is differentiated`, at);
    if (part.kind !== "array") throw new Error("internal: no element at this path");
    const items = part.items.map((item, k) => (k === index ? replaced(item, rest) : item));
    const { raw, ...computed } = part;
    return ArrayBuffer.isView(raw) ? { ...computed, items, raw: Float64Array.from(items, (item) => (item.kind === "number" ? item.re : NaN)) } : { ...computed, items };
  }
}

function itemAt(value: Value, path: readonly number[]): Value | undefined {
  return path.reduce<Value | undefined>((at, index) => (at?.kind === "array" ? at.items[index] : undefined), value);
}
