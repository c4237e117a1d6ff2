/** The expressions of a derivation's displays in order, and the relations between neighbours. */
import type { Chain, Expression, MathSpan, Names, Refusal, Relation, Unread } from "../math/expression.ts";
import { readDisplay } from "../math/read.ts";
import type { Failure } from "../records/outcome.ts";
import type { DerivationUnit } from "../units/unit.ts";

/** What a derivation claims: all of it that checking needs. */
export type DerivationClaim = Pick<DerivationUnit, "id" | "displays" | "ranges" | "tolerance" | "approx">;

/** One side of a relation. */
export interface Row {
  readonly side: Expression | Unread;
  /** Which display it stands in. */
  readonly formula: number;
  /** Its LaTeX, on one line. */
  readonly source: string;
  /** The LaTeX of the whole display. */
  readonly latex: string;
}

/** A relation between the rows numbered `left` and `left + 1`. */
export interface Link {
  readonly left: number;
  readonly relation: Relation;
  /** From the sign to the end of the right side. */
  readonly at: MathSpan;
  readonly formula: number;
  /** The sign's LaTeX. */
  readonly sign: string;
}

export interface Rows {
  readonly rows: readonly Row[];
  readonly links: readonly Link[];
}

/** What the reason of a row states: relations of its own, whose sides no cell yields. */
export interface StatedReason extends Rows {
  /** The row of its display, from 1. */
  readonly row: number;
}

/** All that the displays state. */
export interface Stated {
  readonly rows: Rows;
  /** Those that state a relation. */
  readonly reasons: readonly StatedReason[];
}

/** Reads the displays with these names; the failures are refusals of whole displays, and of reasons. */
export function statedBy(claim: DerivationClaim, names: Names, hasCell: "cell" | "ranges"): Stated | { readonly failures: readonly Failure[] } {
  const rows: Row[] = [];
  const links: Link[] = [];
  const reasons: StatedReason[] = [];
  const failures: Failure[] = [];
  for (const [formula, { latex }] of claim.displays.entries()) {
    const read = readDisplay(latex, names);
    if ("refusal" in read) {
      failures.push(refusalFailure(read.refusal, formula, hasCell));
      continue;
    }
    const display = rowsOf(read.chains, { formula, latex });
    links.push(...display.links.map((link) => ({ ...link, left: link.left + rows.length })));
    rows.push(...display.rows);
    for (const reason of read.reasons) {
      if ("refusal" in reason) failures.push(inReason(reason.row, inWordsToo(refusalFailure(reason.refusal, formula, hasCell))));
      else reasons.push({ row: reason.row, ...rowsOf(reason.formulas.filter(({ relations }) => relations.length > 0), { formula, latex }) });
    }
  }
  return failures.length > 0 ? { failures } : { rows: { rows, links }, reasons: reasons.filter((each) => each.links.length > 0) };
}

function rowsOf(chains: readonly Chain[], { formula, latex }: { readonly formula: number; readonly latex: string }): Rows {
  const rows: Row[] = [];
  const links: Link[] = [];
  for (const { expressions, relations } of chains) {
    relations.forEach(({ relation, at }, k) => {
      const end = expressions[k + 1]?.at.end ?? at.end;
      links.push({ left: rows.length + k, relation, at: { start: at.start, end }, formula, sign: sourceAt(latex, at) });
    });
    rows.push(...expressions.map((side) => ({ side, formula, source: sourceAt(latex, side.at), latex })));
  }
  return { rows, links };
}

/** What is said of a reason can always be said in words, unless the cure is to write a part of it otherwise. */
function inWordsToo(failure: Failure): Failure {
  return { ...failure, cure: failure.cure === undefined ? "write the reason in words" : `${failure.cure}, or write the reason in words` };
}

/** A failure in the reason of a row says so. */
export function inReason(row: number, failure: Failure): Failure {
  return { ...failure, message: `in the reason of row ${row}: ${failure.message}` };
}

/** Why a formula is not read, as a failure at its place. */
export function refusalFailure(refusal: Refusal, formula: number, hasCell: "cell" | "ranges"): Failure {
  const { message, at, cure, unbound } = refusal;
  const where = { kind: "formula", formula, at } as const;
  if (unbound === undefined) return { code: "unreadable-formula", message, where, notes: [], ...(cure !== undefined && { cure }) };
  const bind = hasCell === "cell" ? (cure ?? `bind it with \`given({ ${unbound} })\``) : `state its range on the container, ${unbound}="0.1..5", or bind it in a verify cell`;
  return { code: "unbound", message: `\`${unbound}\` is not bound`, where, notes: [], cure: bind };
}

/** A part of a formula as a message quotes it: on one line, not too long. */
export function sourceAt(latex: string, at: MathSpan): string {
  const line = latex.slice(at.start, at.end).replace(/\s+/g, " ").trim();
  return line.length > 100 ? `${line.slice(0, 97)}…` : line;
}
