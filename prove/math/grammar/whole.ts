/** Letters with their scripts → the name that is bound, and the scripts that are left. */
import { letters } from "../commands.ts";
import type { MathSpan } from "../expression.ts";
import type { Reader } from "../reader.ts";
import { isBound, suffixOf, type Item } from "./names.ts";
import type { Scripts } from "./scripts.ts";

export interface WholeName {
  readonly name: string;
  /** The number that an unbound `e` or `\pi` is; null for a bound name. */
  readonly constant: number | null;
  /** Scripts that are no part of the name. */
  readonly rest: Scripts;
  readonly at: MathSpan;
}

/** The longest bound name that letters and scripts make; null if not even the letters are bound. */
export function wholeName(reader: Reader, items: readonly Item[], scripts: Scripts): WholeName | null {
  const base = items.map(({ name }) => name).join("");
  const start = items[0]?.start ?? 0;
  const end = items.at(-1)?.end ?? 0;
  // `x` and `i` side by side are never `\xi`
  if (items.length > 1 && letters.has(`\\${base}`)) return null;
  const found = candidates(base, scripts).find(({ name }) => isBound(reader, name));
  if (found) {
    const taken = Math.max(end, ...(["sub", "sup"] as const).map((key) => (scripts[key] && !found.rest[key] ? scripts[key].end : 0)));
    const allTaken = !found.rest.sub && !found.rest.sup && found.rest.primes === 0 && !found.rest.star;
    return { ...found, constant: null, at: { start, end: allTaken ? scripts.end : taken } };
  }
  const constant = items.some(({ word }) => word) ? undefined : new Map([["e", Math.E], ["pi", Math.PI]]).get(base);
  return constant === undefined ? null : { name: base, constant, rest: scripts, at: { start, end } };
}

/** Names that may be meant, the longest first: `x'_0`, `x_0`, `x'`, `x`. */
function candidates(base: string, scripts: Scripts): readonly { readonly name: string; readonly rest: Scripts }[] {
  const suffix = scripts.sub ? suffixOf(scripts.sub.slice) : null;
  const above = "'".repeat(scripts.primes) + (scripts.star ? "_star" : "");
  const bare: Scripts = { ...scripts, primes: 0, star: false };
  const both = suffix !== null && above !== "" ? [`${base}${above}_${suffix}`, `${base}_${suffix}${above}`] : [];
  return [
    ...both.map((name) => ({ name, rest: { ...bare, sub: null } })),
    ...(suffix !== null ? [{ name: `${base}_${suffix}`, rest: { ...scripts, sub: null } }] : []),
    ...(above !== "" ? [{ name: `${base}${above}`, rest: bare }] : []),
    { name: base, rest: scripts },
  ];
}
