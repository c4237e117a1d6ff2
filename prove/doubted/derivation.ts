/** A derivation as someone who doubts it sees it: the prover's verdict on some draws, and what each of its lines came to. */
import { drawsFor, type Draw, type VerifyCell } from "../derivations/check.ts";
import { checkRows, namesOf } from "../derivations/rowsAgree.ts";
import { statedBy, type DerivationClaim, type Link, type Row } from "../derivations/rows.ts";
import { sideOf, type Side } from "../derivations/sides.ts";
import { compare, defaultTolerance, type Comparison } from "../math/compare.ts";
import type { MathSpan, Relation } from "../math/expression.ts";
import { caught } from "../math/refusal.ts";
import { numbersOf } from "../math/value.ts";
import { formulaChanges } from "../mutate/formulas.ts";
import type { Failure, Outcome } from "../records/outcome.ts";

/** What there is to say of a derivation on its draws. */
export interface DoubtedDerivation {
  readonly kind: "derivation";
  readonly failures: readonly Failure[];
  /** On how many draws it was to be judged. */
  readonly draws: number;
  /** The draw in which it broke, from 1; null where it holds, or is not read at all. */
  readonly brokenIn: number | null;
  /** None where it is not read. */
  readonly lines: readonly DoubtedLine[];
  /** For each display the ways in which a slip of the pen would change it, signs first. */
  readonly slips: readonly (readonly Slip[])[];
}

/** One expression, with the sign before it. */
export interface DoubtedLine {
  /** Which display it stands in. */
  readonly formula: number;
  readonly at: MathSpan;
  readonly state: "holds" | "breaks" | "transcribed" | "unchecked";
  /** The largest relative difference: from what its cell says, and from the line above if they are equal. Null where nothing was compared. */
  readonly difference: number | null;
  /** Why it is transcribed or unchecked. */
  readonly why: string | null;
  /** How many numbers it is in a draw. */
  readonly size: number;
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

/** Judges a claim, whose displays may have been changed since, on draws that were made for it. */
export function doubtedDerivation(claim: DerivationClaim, draws: readonly Draw[]): DoubtedDerivation {
  const outcome = checkRows(claim, draws);
  const [first] = draws;
  const stated = first === undefined ? null : statedBy(claim, namesOf(first), first.yields === null ? "ranges" : "cell");
  const read = stated === null || "failures" in stated ? null : stated.rows;
  const failures = outcome.ok ? [] : outcome.failures;
  const seen = read === null ? [] : read.rows.map((row, k) => new Seen(row, read.links.find((link) => link.left + 1 === k) ?? null));
  const brokenIn = read === null ? null : judgedUpTo(seen, { claim, draws, outcome });
  return { kind: "derivation", failures, draws: draws.length, brokenIn, lines: seen.map((each, k) => each.line(k, failures)), slips: claim.displays.map(({ latex }) => slipsIn(latex, first)) };
}

/** Compares every line, draw by draw, up to the one in which the verdict fell; its number, or null. */
function judgedUpTo(lines: readonly Seen[], { claim, draws, outcome }: { readonly claim: DerivationClaim; readonly draws: readonly Draw[]; readonly outcome: Outcome }): number | null {
  const isFirst = (draw: Draw): boolean => !outcome.ok && failuresOn(draw, claim).length > 0;
  for (const draw of draws) {
    let above: Side | null = null;
    for (const [k, each] of lines.entries()) above = each.see(sideOf(each.row, draw, draw.yields?.[k] ?? null), above, claim);
    if (isFirst(draw)) return draw.number;
  }
  return null;
}

/** What can be said of a relation or a transcription only when all draws are seen. */
const ofAllDraws: ReadonlySet<string> = new Set(["always-equal", "needless-transcription"]);

function failuresOn(draw: Draw, claim: DerivationClaim): readonly Failure[] {
  const outcome = checkRows(claim, [draw]);
  return outcome.ok ? [] : outcome.failures.filter(({ code }) => !ofAllDraws.has(code));
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

  line(index: number, failures: readonly Failure[]): DoubtedLine {
    const { formula, side } = this.row;
    const link = this.#link;
    const at = link?.formula === formula ? { start: link.at.start, end: side.at.end } : side.at;
    const yielded = this.#first?.yielded ?? null;
    const state = failures.some(({ where }) => where.kind === "formula" && where.formula === formula && within(where.at, at)) ? "breaks" : yielded === null || yielded.kind === "value" ? "holds" : yielded.kind;
    const value = this.#first?.value ?? null;
    return { formula, at, state, difference: this.#difference, why: yielded === null || yielded.kind === "value" ? null : yielded.why, size: value === null ? 0 : numbersOf(value).length };
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

function slipsIn(latex: string, first: Draw | undefined): readonly Slip[] {
  const changes = caught({ start: 0, end: latex.length }, () => formulaChanges(latex, new Set(first?.setting.bindings.keys())));
  if ("refusal" in changes) return [];
  const slips = changes.value.flatMap(({ change, edits: [edit], matters, reason }) => (edit === undefined || !matters || reason !== null ? [] : [{ change, ...edit }]));
  return [...slips.filter(({ change }) => change === "sign"), ...slips.filter(({ change }) => change !== "sign")];
}
