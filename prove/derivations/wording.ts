/** Numbers, values and bindings as the messages of derivations show them. */
import type { Reason } from "../math/compare.ts";
import type { Relation } from "../math/expression.ts";
import type { Bindings } from "../math/scope.ts";
import { describe, numbersOf, type Value } from "../math/value.ts";

const longestNote = 200;

/** What the message says of two sides between which a relation fails. */
export const notRelated: Readonly<Record<Relation, string>> = {
  "=": "is not equal to",
  "≠": "is not different from",
  "≤": "is not at most",
  "≥": "is not at least",
  "<": "is not less than",
  ">": "is not greater than",
  "≈": "is not approximately",
};

/** A number to six digits. */
export function shownNumber(x: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? "NaN" : x > 0 ? "∞" : "−∞";
  return String(Number(x.toPrecision(6))).replace(/^-/, "−");
}

/** Two sides that differ, to as many digits as it takes to see it, and at which element. */
export function shownReason(reason: Reason): { readonly left: string; readonly right: string; readonly place: string } {
  if (reason.kind === "shapes") return { left: reason.left, right: reason.right, place: "" };
  const { left, right, path } = reason;
  const same = shownNumber(left) === shownNumber(right) && left !== right;
  const show = (x: number) => (same ? String(x).replace(/^-/, "−") : shownNumber(x));
  return { left: show(left), right: show(right), place: path.length === 0 ? "" : ` at element [${path.join("][")}]` };
}

/** The values of some names, in the order of the alphabet: `c = [3, 4], x = 1`. */
export function shownBindings(names: Iterable<string>, bindings: Bindings): string {
  const shown = [...new Set(names)].sort().flatMap((name) => {
    const value = bindings.get(name);
    return value === undefined || value.kind === "function" ? [] : [`${name} = ${shownValue(value)}`];
  });
  const whole = shown.join(", ");
  return whole.length > longestNote ? `${whole.slice(0, longestNote - 1)}…` : whole;
}

function shownValue(value: Value): string {
  if (value.kind === "number") return shownNumber(value.re);
  const numbers = numbersOf(value);
  if (value.kind !== "array" || numbers.length !== value.items.length || numbers.length > 8) return describe(value).replace(/^an? /, "");
  return `[${numbers.map((number) => shownNumber(number.re)).join(", ")}]`;
}
