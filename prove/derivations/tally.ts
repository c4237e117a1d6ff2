/** What judging a derivation has seen over all its draws. */
import type { Comparison } from "../math/compare.ts";
import type { Link, Row } from "./rows.ts";

/** Grows from draw to draw. */
export interface Tally {
  /** Largest relative difference of the sides of an equality. */
  difference: number;
  /** Links whose sides differed in some draw. */
  readonly unequal: Set<Link>;
  /** Rows whose expression was not what the cell gives for it in some draw. */
  readonly untrue: Set<Row>;
}

/** Nothing is seen yet. */
export function newTally(): Tally {
  return { difference: 0, unequal: new Set(), untrue: new Set() };
}

/** Counts a relation that holds. */
export function note(comparison: Comparison, link: Link, seen: Tally): void {
  if (!comparison.ok) return;
  if (!comparison.equal) seen.unequal.add(link);
  if (link.relation === "=") seen.difference = Math.max(seen.difference, comparison.difference);
}
