/** Judges the reasons of rows on a draw: each relation that they state, with the bindings of the derivation. */
import { compare, type Tolerance } from "../math/compare.ts";
import type { Failure } from "../records/outcome.ts";
import { apart, troubled, type Numbered } from "./failures.ts";
import { inReason, type StatedReason } from "./rows.ts";
import { sideOf } from "./sides.ts";
import { note, type Tally } from "./tally.ts";

/** A draw on which reasons are judged. */
export interface Judging extends Numbered {
  readonly tolerance: Tolerance;
}

/** What does not hold in these reasons on a draw. */
export function reasonFailures(reasons: readonly StatedReason[], judging: Judging, seen: Tally): readonly Failure[] {
  return reasons.flatMap((reason) => failuresOf(reason, judging, seen).map((failure) => inReason(reason.row, failure)));
}

function failuresOf({ rows, links }: StatedReason, judging: Judging, seen: Tally): readonly Failure[] {
  const sides = rows.map((row) => sideOf(row, judging.draw, null));
  const failures = sides.flatMap((side) => (side.trouble === null ? [] : [troubled(side, side.trouble, judging)]));
  for (const link of links) {
    const [left, right] = [sides[link.left], sides[link.left + 1]];
    if (!left?.value || !right?.value) continue;
    const comparison = compare(left.value, right.value, { relation: link.relation, tolerance: judging.tolerance });
    note(comparison, link, seen);
    if (!comparison.ok) failures.push(apart({ link, left, right }, comparison.reason, judging));
  }
  return failures;
}
