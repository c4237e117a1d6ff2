/** A derivation as someone who doubts it sees it: the prover's verdict on some draws, and what each of its lines came to. */
import { drawsFor, type Draw, type VerifyCell } from "../derivations/check.ts";
import { checkRows, namesOf } from "../derivations/rowsAgree.ts";
import { statedBy, type DerivationClaim, type Link, type Row, type Stated } from "../derivations/rows.ts";
import { sideOf, type Side } from "../derivations/sides.ts";
import { compare, defaultTolerance, type Comparison } from "../math/compare.ts";
import type { MathSpan, Relation } from "../math/expression.ts";
import { formulaChanges } from "../mutate/formulas.ts";
import type { Failure } from "../records/outcome.ts";

/** What there is to say of a derivation on its draws. */
export interface DoubtedDerivation {
  readonly kind: "derivation";
  readonly failures: readonly Failure[];
  /** On how many draws it was to be judged. */
  readonly draws: number;
  /** The draw in which it broke, from 1; null where it holds, where that shows in all draws together, and where it is not read. */
  readonly brokenIn: number | null;
  /** None where it is not read. */
  readonly lines: readonly DoubtedLine[];
}

/** One expression, with the sign before it. */
export interface DoubtedLine {
  /** Which display it stands in. */
  readonly formula: number;
  readonly at: MathSpan;
  readonly state: "holds" | "breaks" | "transcribed" | "unchecked";
  /** The largest relative difference, in the draw in which it broke or else in all: from what its cell says, and from the line above if they are equal. Null where nothing was compared. */
  readonly difference: number | null;
  /** Why it is transcribed or unchecked. */
  readonly why: string | null;
}

/** One change of a display's LaTeX. */
export interface Slip {
  readonly change: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Draws, or what keeps the cell from it. */
export type Drawn = ReturnType<typeof drawsFor>;

/** Draws values for a claim. With another salt they are others; with none they are those of the book itself. */
export function drawnFor(claim: DerivationClaim, cell: VerifyCell | null, salt: string): Drawn {
  return drawsFor(salt === "" ? claim : { ...claim, id: `${claim.id} ${salt}` }, cell);
}

/** Milliseconds of judging between two pauses, and of the first draw alone: what is wrong shows in it, as a rule. */
const atOnce = 40;

/**
 * Judges a claim, whose displays may have been changed since, on draws that were made for it: draw by draw, as the prover does, up to the
 * first in which something is wrong. Now and then it pauses; null where that says that nobody waits for the verdict any more.
 */
export async function doubtedDerivation(claim: DerivationClaim, draws: readonly Draw[], pause: () => Promise<"go on" | "stop">): Promise<DoubtedDerivation | null> {
  const stated = statedOn(claim, draws);
  const said = (failures: readonly Failure[], brokenIn: number | null, lines: readonly Seen[]): DoubtedDerivation =>
    ({ kind: "derivation", failures, draws: draws.length, brokenIn, lines: lines.map((line) => line.said(failures)) });
  const lines = linesOf(stated);
  let [from, count] = [0, 1];
  while (from < draws.length) {
    const since = performance.now();
    const some = draws.slice(from, from + count);
    const broken = brokenOn(claim, some);
    if (broken !== null) return said(broken.failures, broken.draw?.number ?? null, seen(linesOf(stated), broken.draw === null ? [] : [broken.draw], claim));
    seen(lines, some, claim);
    from += some.length;
    count = Math.max(1, Math.floor((some.length * atOnce) / Math.max(1, performance.now() - since)));
    if (from < draws.length && (await pause()) === "stop") return null;
  }
  const outcome = stated !== null && saysMoreOfAll(stated, draws) ? checkRows(claim, draws) : null;
  return said(outcome === null || outcome.ok ? [] : outcome.failures, null, lines);
}

/** The ways in which a slip of the pen would change each display, signs first. */
export function slipsOf({ displays }: DerivationClaim, [first]: readonly Draw[]): readonly (readonly Slip[])[] {
  const bound = new Set(first?.setting.bindings.keys());
  return displays.map(({ latex }) => {
    const slips = formulaChanges(latex, bound).flatMap(({ change, edits: [edit], matters, reason }) => (edit === undefined || !matters || reason !== null ? [] : [{ change, ...edit }]));
    return [...slips.filter(({ change }) => change === "sign"), ...slips.filter(({ change }) => change !== "sign")];
  });
}

/** What can be said of a relation or a transcription only when all draws are seen. */
const ofAllDraws: ReadonlySet<string> = new Set(["always-equal", "needless-transcription"]);

/** Whether the prover can have one of these to say. */
function saysMoreOfAll({ rows, reasons }: Stated, [first]: readonly Draw[]): boolean {
  const relations = [rows, ...reasons].flatMap(({ links }) => links.map(({ relation }) => relation));
  return relations.some((relation) => relation !== "=") || (first?.yields ?? []).some(({ kind }) => kind === "transcribed");
}

/** What is said before any draw is looked at. */
const ofNoDraw: ReadonlySet<string> = new Set(["unreadable-formula", "unbound", "too-few-yields", "too-many-yields", "nothing-to-compare"]);

/** What is wrong in the first of the draws in which anything is; null where all is right. The draw is null where the displays are not read. */
function brokenOn(claim: DerivationClaim, draws: readonly Draw[]): { readonly failures: readonly Failure[]; readonly draw: Draw | null } | null {
  const failures = failuresOn(claim, draws);
  if (failures.length === 0) return null;
  if (failures.every(({ code }) => ofNoDraw.has(code))) return { failures, draw: null };
  return { failures, draw: draws.length === 1 ? (draws[0] ?? null) : (draws.find((draw) => failuresOn(claim, [draw]).length > 0) ?? null) };
}

function failuresOn(claim: DerivationClaim, draws: readonly Draw[]): readonly Failure[] {
  const outcome = checkRows(claim, draws);
  return outcome.ok ? [] : outcome.failures.filter(({ code }) => !ofAllDraws.has(code));
}

/** The displays as the judge reads them; null where it does not. */
function statedOn(claim: DerivationClaim, [first]: readonly Draw[]): Stated | null {
  const stated = first === undefined ? null : statedBy(claim, namesOf(first), first.yields === null ? "ranges" : "cell");
  return stated === null || "failures" in stated ? null : stated;
}

function linesOf(stated: Stated | null): readonly Seen[] {
  const { rows, links } = stated?.rows ?? { rows: [], links: [] };
  return rows.map((row, k) => new Seen(row, links.find(({ left }) => left + 1 === k) ?? null));
}

/** The lines, with what they came to in some draws taken into account. */
function seen(lines: readonly Seen[], draws: readonly Draw[], claim: DerivationClaim): readonly Seen[] {
  for (const draw of draws) {
    let above: Side | null = null;
    for (const [k, line] of lines.entries()) above = line.see(sideOf(line.row, draw, draw.yields?.[k] ?? null), above, claim);
  }
  return lines;
}

/** A line, and what was seen of it so far. */
class Seen {
  readonly row: Row;
  readonly #link: Link | null;
  #first: Side | null = null;
  #difference: number | null = null;

  constructor(row: Row, link: Link | null) {
    this.row = row;
    this.#link = link;
  }

  /** Takes a draw's values into account: its own, its cell's, those of the line above. Gives its own. */
  see(side: Side, above: Side | null, claim: DerivationClaim): Side {
    this.#first ??= side;
    const { evaluated, yielded } = side;
    if (evaluated !== null && yielded?.kind === "value") this.#note(compare(evaluated, yielded.value, howFor("=", claim)));
    if (this.#link?.relation === "=" && above?.value && side.value) this.#note(compare(above.value, side.value, howFor("=", claim)));
    return side;
  }

  said(failures: readonly Failure[]): DoubtedLine {
    const { formula, side } = this.row;
    const link = this.#link;
    const at = link?.formula === formula ? { start: link.at.start, end: side.at.end } : side.at;
    const yielded = this.#first?.yielded ?? null;
    const state = failures.some(({ where }) => where.kind === "formula" && where.formula === formula && within(where.at, at)) ? "breaks" : yielded === null || yielded.kind === "value" ? "holds" : yielded.kind;
    return { formula, at, state, difference: this.#difference, why: yielded === null || yielded.kind === "value" ? null : yielded.why };
  }

  #note(comparison: Comparison): void {
    const difference = comparison.ok ? comparison.difference : apart(comparison.reason);
    this.#difference = Math.max(this.#difference ?? 0, difference);
  }
}

/** Relative to the larger of two numbers that are not what they should be. */
function apart(reason: Extract<Comparison, { ok: false }>["reason"]): number {
  if (reason.kind === "shapes") return Infinity;
  const difference = Math.abs(reason.left - reason.right) / Math.max(Math.abs(reason.left), Math.abs(reason.right));
  return Number.isNaN(difference) ? Infinity : difference;
}

function howFor(relation: Relation, { tolerance, approx }: DerivationClaim): Parameters<typeof compare>[2] {
  return { relation, tolerance: { equal: tolerance ?? defaultTolerance.equal, approximate: approx ?? defaultTolerance.approximate } };
}

function within(inner: MathSpan, outer: MathSpan): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
