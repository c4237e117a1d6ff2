/** What names mean while an expression is evaluated: the cell's bindings, and over them the indices of sums. */
import type { Expression } from "./expression.ts";
import type { Sighting } from "./sightings.ts";
import type { Value } from "./value.ts";
import type { NodeOf } from "./walk.ts";

/** What a cell bound, by name. */
export type Bindings = ReadonlyMap<string, Value>;

/** A number among the bindings: at `path` of the value of `name`. */
export interface NumberPlace {
  readonly name: string;
  readonly path: readonly number[];
}

/** Runs a cell once more on the same draw, with one of its drawn numbers moved. */
export interface Replay {
  /** Names of bindings that move when the numbers that are bound to `name` do; null if they were not drawn directly. */
  readonly followers: (name: string) => ReadonlySet<string> | null;
  /** What would be bound if the number at the place had been drawn as `to`; null if the cell fails then. */
  readonly moved: (place: NumberPlace, to: number) => Moved | null;
}

/** The bindings of a replay, and how to move another number besides: a derivative may be taken of a derivative. */
export interface Moved {
  readonly bindings: Bindings;
  readonly replay: Replay;
}

/** One draw, in which expressions are evaluated. */
export interface Setting {
  readonly bindings: Bindings;
  readonly replay: Replay | null;
  /** Seeds what is sampled. */
  readonly seed: string;
  /** Counts what was evaluated, so that slow formulas can be tried on fewer draws. */
  readonly effort: { nodes: number };
  /** Where the indices of a sum stand, once it was looked for. */
  readonly sightings: Map<NodeOf<"over">, ReadonlyMap<string, readonly Sighting[]>>;
}

/** A draw in which nothing has been evaluated yet. */
export function settingOf(bindings: Bindings, seed: string, replay: Replay | null = null): Setting {
  return { bindings, replay, seed, effort: { nodes: 0 }, sightings: new Map() };
}

export interface Scope {
  readonly setting: Setting;
  /** Whether a derivative is being taken around here, and how. */
  readonly slope: "none" | "step" | "difference";
  readonly local: Local | null;
}

interface Local {
  readonly name: string;
  readonly value: Value;
  readonly outer: Local | null;
  /** True for a value that an expectation gives to a bound random variable: an expectation inside takes the variable itself. */
  readonly isOutcome: boolean;
}

/** Evaluates an expression; the evaluator hands itself to its rules. */
export type Evaluate = (expression: Expression, scope: Scope) => Value;

/** The scope of a draw, with nothing local. */
export function scopeOf(setting: Setting): Scope {
  return { setting, slope: "none", local: null };
}

/** The scope in which `name` is `value`. */
export function withName(scope: Scope, name: string, value: Value): Scope {
  return { ...scope, local: { name, value, outer: scope.local, isOutcome: false } };
}

/** The scope in which the bound random variable `name` has come out as `value`. */
export function withOutcome(scope: Scope, name: string, value: Value): Scope {
  return { ...scope, local: { name, value, outer: scope.local, isOutcome: true } };
}

/** The same indices over other bindings. */
export function withBindings(scope: Scope, { bindings, replay }: Moved): Scope {
  return { ...scope, setting: { ...scope.setting, bindings, replay } };
}

/** The value of a name; undefined if nothing is bound to it. */
export function lookUp(scope: Scope, name: string): Value | undefined {
  for (let local = scope.local; local !== null; local = local.outer) if (local.name === name) return local.value;
  return scope.setting.bindings.get(name);
}

/** What is bound to a name, if it is random, whatever it has come out as in an expectation around here. */
export function randomAt(scope: Scope, name: string): Value | undefined {
  for (let local = scope.local; local !== null; local = local.outer) if (local.name === name && !local.isOutcome) return undefined;
  const value = scope.setting.bindings.get(name);
  return value !== undefined && isRandom(value) ? value : undefined;
}

function isRandom(value: Value): boolean {
  return value.kind === "random" || (value.kind === "array" && value.items.some(isRandom));
}

/** True if the name is an index, not one of the cell's bindings. */
export function isLocal(scope: Scope, name: string): boolean {
  for (let local = scope.local; local !== null; local = local.outer) if (local.name === name) return true;
  return false;
}
