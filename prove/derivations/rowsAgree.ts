/** Judges a derivation on draws: each expression against its yield, each side of a relation against the other, each reason. */
import { compare, defaultTolerance, type Tolerance } from "../math/compare.ts";
import type { Names, Relation } from "../math/expression.ts";
import type { Value } from "../math/value.ts";
import type { Failure, Outcome } from "../records/outcome.ts";
import type { DerivationResult } from "../records/record.ts";
import type { Draw, Yielded } from "./draws.ts";
import { alwaysEqual, apart, needlessTranscription, notANumberTwice, troubled, unequalYield, wrongCount } from "./failures.ts";
import { reasonFailures, type Judging } from "./reasonsAgree.ts";
import { inReason, refusalFailure, statedBy, type DerivationClaim, type Link, type Row, type Stated } from "./rows.ts";
import { sideOf, type Side } from "./sides.ts";
import { newTally, note, type Tally } from "./tally.ts";

/** A claim on draws that were made for it, or for another whose display is tried on the same cell. */
export function checkRows(claim: DerivationClaim, draws: readonly Draw[]): Outcome {
  const [first] = draws;
  if (first === undefined) throw new Error("internal: a derivation is judged on no draw");
  const stated = statedBy(claim, namesOf(first), first.yields === null ? "ranges" : "cell");
  if ("failures" in stated) return { ok: false, failures: stated.failures };
  const { rows } = stated;
  const wrong = [...wrongCount(rows, first), ...unreadRows(rows.rows, first)];
  if (wrong.length > 0) return { ok: false, failures: wrong };
  return judged({ ...stated, draws, tolerance: toleranceOf(claim) }, first);
}

/** What is needed to judge, once the displays are read. */
interface Case extends Stated {
  readonly draws: readonly Draw[];
  readonly tolerance: Tolerance;
}

/** Draw by draw, up to the first in which something is wrong. */
function judged(trial: Case, first: Draw): Outcome {
  const seen = newTally();
  for (const draw of trial.draws) {
    const failures = [...wrongCount(trial.rows, draw), ...failuresIn(draw, trial, seen)];
    if (failures.length > 0) return { ok: false, failures };
  }
  const failures = [...needlessLinks(trial, seen), ...needlessTranscriptions(trial, first, seen)];
  return failures.length > 0 ? { ok: false, failures } : { ok: true, result: resultOf(trial, first, seen) };
}

function failuresIn(draw: Draw, { rows, reasons, draws, tolerance }: Case, seen: Tally): readonly Failure[] {
  const judging: Judging = { draw, count: draws.length, tolerance };
  const sides = rows.rows.map((row, k) => sideOf(row, draw, draw.yields?.[k] ?? null));
  const failures: Failure[] = [];
  const failed = new Set<number>();
  for (const [k, side] of sides.entries()) {
    const failure = rowFailure(side, judging, seen);
    if (failure !== null) failures.push(failure), failed.add(k);
  }
  for (const link of rows.links) {
    const [left, right] = [sides[link.left], sides[link.left + 1]];
    if (left === undefined || right === undefined) throw new Error("internal: a relation without sides");
    if (draw.yields === null && left.trouble?.code === "not-a-number" && right.trouble?.code === "not-a-number") return [notANumberTwice(link, draw, draws.length)];
    if (failed.has(link.left) || failed.has(link.left + 1) || left.value === null || right.value === null) continue;
    const comparison = compare(left.value, right.value, { relation: link.relation, tolerance });
    note(comparison, link, seen);
    if (!comparison.ok) failures.push(apart({ link, left, right }, comparison.reason, judging));
  }
  return [...failures, ...reasonFailures(reasons, judging, seen)];
}

function rowFailure(side: Side, { draw, count, tolerance }: Judging, seen: Tally): Failure | null {
  const { row, yielded, evaluated, trouble } = side;
  if (yielded?.kind === "unchecked") return null;
  if (yielded?.kind === "transcribed") {
    if (evaluated === null || !compare(evaluated, yielded.value, { relation: "=", tolerance }).ok) seen.untrue.add(row);
    return null;
  }
  if (evaluated === null) return trouble === null ? null : troubled(side, trouble, { draw, count });
  if (yielded === null) return null;
  const comparison = compare(evaluated, yielded.value, { relation: "=", tolerance });
  if (comparison.ok) seen.difference = Math.max(seen.difference, comparison.difference);
  return comparison.ok ? null : unequalYield(side, comparison.reason, { draw, count });
}

const bounding: ReadonlySet<Relation> = new Set(["≤", "≥", "≈"]);

/** With fewer draws that both sides are equal may be chance. */
const enoughDraws = 20;

function needlessLinks({ rows, reasons, draws }: Case, seen: Tally): readonly Failure[] {
  if (draws.length < enoughDraws) return [];
  const checked = (k: number) => draws[0]?.yields?.[k]?.kind !== "unchecked";
  const isEqual = (link: Link) => bounding.has(link.relation) && !seen.unequal.has(link);
  const equal = rows.links.filter((link) => isEqual(link) && checked(link.left) && checked(link.left + 1));
  const inReasons = reasons.flatMap(({ row, links }) => links.filter(isEqual).map((link) => inReason(row, alwaysEqual(link, draws.length))));
  return [...equal.map((link) => alwaysEqual(link, draws.length)), ...inReasons];
}

function needlessTranscriptions({ rows }: Case, first: Draw, seen: Tally): readonly Failure[] {
  return rows.rows.filter((row, k) => first.yields?.[k]?.kind === "transcribed" && row.side.kind !== "unread" && !seen.untrue.has(row)).map(needlessTranscription);
}

function unreadRows(rows: readonly Row[], first: Draw): readonly Failure[] {
  return rows.flatMap((row, k) => {
    const isValue = (first.yields?.[k]?.kind ?? "value") === "value";
    return row.side.kind === "unread" && isValue ? [refusalFailure(row.side.refusal, row.formula, first.yields === null ? "ranges" : "cell")] : [];
  });
}

function resultOf({ rows, reasons, draws }: Case, first: Draw, seen: Tally): DerivationResult {
  const kinds = rows.rows.map((_, k): Yielded | null => first.yields?.[k] ?? null);
  const withReason = (kind: "transcribed" | "unchecked") => kinds.flatMap((each, k) => (each?.kind === kind ? [{ row: k + 1, why: each.why }] : []));
  const unchecked = withReason("unchecked");
  return {
    kind: "derivation",
    draws: draws.length,
    rows: rows.rows.length - unchecked.length,
    reasons: reasons.length,
    difference: seen.difference === 0 ? null : Math.ceil(Math.log10(seen.difference)),
    transcribed: withReason("transcribed"),
    unchecked,
  };
}

/** The names that a draw binds, as a display is read with them. */
export function namesOf(draw: Draw): Names {
  const entries = [...draw.setting.bindings];
  const isFunction = (value: Value): boolean => value.kind === "function" || (value.kind === "array" && value.items.length > 0 && value.items.every(isFunction));
  const isVector = (value: Value): boolean => value.kind === "array" && value.items.every(({ kind }) => kind !== "array");
  const namesWith = (holds: (value: Value) => boolean): ReadonlySet<string> => new Set(entries.filter(([, value]) => holds(value)).map(([name]) => name));
  return { bound: namesWith(() => true), functions: namesWith(isFunction), vectors: namesWith(isVector) };
}

function toleranceOf(claim: DerivationClaim): Tolerance {
  return { equal: claim.tolerance ?? defaultTolerance.equal, approximate: claim.approx ?? defaultTolerance.approximate };
}
