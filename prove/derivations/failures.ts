/** The messages of derivations that do not hold. */
import type { Reason } from "../math/compare.ts";
import type { Trouble } from "../math/trouble.ts";
import { numbersOf } from "../math/value.ts";
import { freeNames } from "../math/walk.ts";
import type { Failure } from "../records/outcome.ts";
import type { Draw } from "./draws.ts";
import { sourceAt, type Link, type Row, type Rows } from "./rows.ts";
import type { Side } from "./sides.ts";
import { notRelated, shownBindings, shownReason } from "./wording.ts";

/** A draw, and of how many it is one. */
export interface Numbered {
  readonly draw: Draw;
  readonly count: number;
}

/** The cell yields more or fewer values than there are expressions, or there is nothing to compare an expression with. */
export function wrongCount({ rows, links }: Rows, { yields }: Draw): readonly Failure[] {
  if (yields === null) {
    const alone = rows.find((_, k) => !links.some((link) => link.left === k || link.left + 1 === k));
    return alone === undefined ? [] : [atRow(alone, "nothing-to-compare", `\`${alone.source}\` stands in no relation, and no cell says what it is`, [])];
  }
  if (yields.length === rows.length) return [];
  const counts = `the cell yields ${counted(yields.length, "value")}, but the display has ${counted(rows.length, "expression")}`;
  const missing = rows[yields.length];
  if (missing === undefined) return [{ code: "too-many-yields", message: counts, where: { kind: "unit" }, notes: [] }];
  return [atRow(missing, "too-few-yields", counts, [`\`${missing.source}\` is the first without a value`])];
}

/** The expression has no value in this draw. */
export function troubled({ row, yielded }: Side, trouble: Trouble, at: Numbered): Failure {
  const isTwice = trouble.code === "not-a-number" && yielded?.kind === "value" && numbersOf(yielded.value).some((number) => Number.isNaN(number.re));
  const source = sourceAt(row.latex, trouble.at);
  const reason = trouble.message.startsWith("this ") ? `\`${source}\` ${trouble.message.slice("this ".length).replace(/^function /, "")}` : trouble.message;
  const message = isTwice ? `\`${row.source}\` is not a number and neither is what the cell yields, which is not equality` : reason;
  const notes = [...(isTwice ? [reason] : []), ...drawNotes([row], at)];
  const where = { kind: "formula", formula: row.formula, at: trouble.at } as const;
  return { code: trouble.code, message, where, notes, ...(trouble.cure !== undefined && { cure: trouble.cure }) };
}

/** The expression is not what the cell yields for it. */
export function unequalYield({ row }: Side, reason: Reason, at: Numbered): Failure {
  const { left, right, place } = shownReason(reason);
  return atRow(row, "unequal", `\`${row.source}\` is ${left}, but the cell yields ${right}${place}`, drawNotes([row], at));
}

/** Two sides are not related as the display says. */
export function apart({ link, left, right }: { readonly link: Link; readonly left: Side; readonly right: Side }, reason: Reason, at: Numbered): Failure {
  const shown = shownReason(reason);
  const message = `\`${left.row.source}\`, which is ${shown.left}, ${notRelated[link.relation]} \`${right.row.source}\`, which is ${shown.right}${shown.place}`;
  const isNaNTwice = reason.kind === "numbers" && Number.isNaN(reason.left) && Number.isNaN(reason.right);
  return atLink(link, isNaNTwice ? "not-a-number" : "unrelated", isNaNTwice ? "not a number on both sides, which is not equality" : message, drawNotes([left.row, right.row], at));
}

/** Without a cell, neither side has a value. */
export function notANumberTwice(link: Link, draw: Draw, count: number): Failure {
  return atLink(link, "not-a-number", "not a number on both sides, which is not equality", drawNotes([], { draw, count }));
}

/** A bound or an approximation that says less than the draws show. */
export function alwaysEqual(link: Link, count: number): Failure {
  const failure = atLink(link, "always-equal", `both sides of \`${link.sign}\` are equal in all of ${count} draws`, []);
  return { ...failure, cure: "write `=`, or draw values for which they differ" };
}

/** `transcribed` is for what cannot be evaluated. */
export function needlessTranscription(row: Row): Failure {
  const failure = atRow(row, "needless-transcription", `\`${row.source}\` is transcribed, but it can be evaluated and is what the cell says`, []);
  return { ...failure, cure: "yield the value without `transcribed`" };
}

function atRow(row: Row, code: string, message: string, notes: readonly string[]): Failure {
  return { code, message, where: { kind: "formula", formula: row.formula, at: row.side.at }, notes };
}

function atLink(link: Link, code: string, message: string, notes: readonly string[]): Failure {
  return { code, message, where: { kind: "formula", formula: link.formula, at: link.at }, notes };
}

function drawNotes(rows: readonly Row[], { draw, count }: Numbered): readonly string[] {
  const names = rows.length === 0 ? draw.setting.bindings.keys() : rows.flatMap(({ side }) => (side.kind === "unread" ? [] : [...freeNames(side)]));
  const values = shownBindings(names, draw.setting.bindings);
  return [`in draw ${draw.number} of ${count}${values === "" ? "" : `: ${values}`}`];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
