/** Whether two values are related as a formula says: within rounding, a stated tolerance, and the doubt of samples. */
import { trusted } from "./difference.ts";
import type { Relation } from "./expression.ts";
import type { Quantity } from "./quantity.ts";
import { describe, type Value } from "./value.ts";

/** How far two sides may be apart. */
export interface Tolerance {
  /** Relative, for `=`, `≤`, `≥`. */
  readonly equal: number;
  /** Relative, for `≈`. */
  readonly approximate: number;
}

export const defaultTolerance: Tolerance = { equal: 1e-9, approximate: 1e-2 };

/**
 * Where terms cancel, a thousandth of the tolerance of all that was added up is allowed besides: by default 1e-12,
 * a few thousand roundings of a double.
 */
const ofSize = 1e-3;

/** What comparing two values showed. */
export type Comparison =
  | {
      readonly ok: true;
      /** Largest difference, relative to the larger side, of any two numbers; 0 where they are the same. */
      readonly difference: number;
      /** True if the two are equal within the tolerance, and not only because they are in doubt. */
      readonly equal: boolean;
    }
  | { readonly ok: false; readonly reason: Reason };

/** Why the relation does not hold: at which element (path of indices from 0), and what stands there. */
export type Reason =
  | { readonly kind: "numbers"; readonly path: readonly number[]; readonly left: number; readonly right: number }
  | { readonly kind: "shapes"; readonly left: string; readonly right: string };

/**
 * Compares two values by a relation, element by element. NaN is related to nothing, itself included. ∞ equals ∞ and
 * −∞ equals −∞, since both sides then overflow or diverge alike; no finite number is near ∞.
 */
export function compare(left: Value, right: Value, how: { readonly relation: Relation; readonly tolerance: Tolerance }): Comparison {
  return compareAt(left, right, { ...how, path: [] });
}

interface Search {
  readonly relation: Relation;
  readonly tolerance: Tolerance;
  readonly path: readonly number[];
}

function compareAt(left: Value, right: Value, search: Search): Comparison {
  if (left.kind === "number" && right.kind === "number") return compareNumbers(left, right, search);
  if (left.kind !== "array" || right.kind !== "array" || left.items.length !== right.items.length) {
    return { ok: false, reason: { kind: "shapes", left: describe(left), right: describe(right) } };
  }
  const found = left.items.map((item, index) => compareAt(item, right.items[index] ?? item, { ...search, path: [...search.path, index] }));
  // two arrays differ if one of their elements does
  if (search.relation === "≠") return found.find((each) => each.ok) ?? found[0] ?? { ok: false, reason: { kind: "shapes", left: describe(left), right: describe(right) } };
  return found.reduce<Comparison>(joined, { ok: true, difference: 0, equal: true });
}

function joined(one: Comparison, other: Comparison): Comparison {
  if (!one.ok) return one;
  if (!other.ok) return other;
  return { ok: true, difference: Math.max(one.difference, other.difference), equal: one.equal && other.equal };
}

function compareNumbers(a: Quantity, b: Quantity, search: Search): Comparison {
  const { relation, tolerance, path } = search;
  const equal = a.re === b.re || Math.abs(a.re - b.re) <= allowed(a, b, tolerance.equal);
  const near = equal || Math.abs(a.re - b.re) <= Math.max(allowed(a, b, tolerance.equal), finite(tolerance.approximate * Math.max(Math.abs(a.re), Math.abs(b.re))));
  const related = { "=": equal, "≠": !equal && a.re !== b.re, "≤": a.re <= b.re || equal, "≥": a.re >= b.re || equal, "<": a.re < b.re, ">": a.re > b.re, "≈": near };
  const isNumber = !Number.isNaN(a.re) && !Number.isNaN(b.re);
  if (!isNumber || !related[relation]) return { ok: false, reason: { kind: "numbers", path, left: a.re, right: b.re } };
  const difference = relativeDifference(a, b);
  return { ok: true, difference, equal: equal && difference <= Math.max(trusted, tolerance.equal) };
}

/** Nothing where one side is infinite, or its size is: ∞ of tolerance would allow everything. */
function allowed(a: Quantity, b: Quantity, tolerance: number): number {
  const value = Math.max(Math.abs(a.re), Math.abs(b.re));
  if (value === Infinity) return 0;
  const size = Math.max(a.size, b.size);
  return tolerance * value + finite(ofSize * tolerance * size) + finite(a.doubt + b.doubt);
}

function finite(x: number): number {
  return Number.isFinite(x) ? x : 0;
}

/** Relative to the larger side, or to what was added up to make it where terms cancel. */
function relativeDifference(a: Quantity, b: Quantity): number {
  const scale = Math.max(Math.abs(a.re), Math.abs(b.re), ...[a.size, b.size].filter(Number.isFinite));
  return a.re === b.re ? 0 : Math.abs(a.re - b.re) / scale;
}
