/** The reader of mathematics: LaTeX → expression trees with exact places, or a refusal. It accepts what `accepted` lists, and never guesses. */
import { relations } from "./commands.ts";
import type { Chain, Expression, MathSpan, Names, Refusal, RowReason, StatedChain, Unread } from "./expression.ts";
import { annotationsDropped, type Wording } from "./grammar/annotations.ts";
import { readWhole } from "./grammar/grammar.ts";
import { refuseWideSpaces } from "./grammar/wide.ts";
import { namesOf } from "./grammar/mentions.ts";
import type { Notes, Slice } from "./reader.ts";
import { formulasOf } from "./reasons.ts";
import { caught, refuse } from "./refusal.ts";
import { displayOf, type ReasonDraft } from "./rows.ts";
import { tokensOf } from "./tokens.ts";

export { accepted } from "./accepted.ts";
export type { Accepted } from "./reader.ts";

/** What stands in a display. */
export interface Display {
  readonly chains: readonly Chain[];
  /** Those of its rows that have one, words alone included. */
  readonly reasons: readonly RowReason[];
}

/** The chains of a display, row by row. A side that is refused alone is `unread`; the display is refused if its rows cannot be made out. */
export function readDisplay(latex: string, names: Names): Display | { readonly refusal: Refusal } {
  const wording: Wording = { latex, isName: (text) => names.bound.has(text) };
  const drafts = caught(whole(latex), () => displayOf(wording));
  if ("refusal" in drafts) return drafts;
  const noted: Notes = { pictures: new Map(), calls: new Map() };
  const chains = drafts.value.chains.map(({ sides, relations }): Chain => ({ relations, expressions: sides.map((side) => readSide(side, names, noted)) }));
  const indices = new Set(chains.flatMap(({ expressions }) => expressions.flatMap((side) => (side.kind === "unread" ? [] : [...namesOf(side).indices]))));
  return { chains, reasons: drafts.value.reasons.map((reason) => readReason(reason, { wording, names, noted, indices })) };
}

/** What the rows of a display say to the reasons beside them. */
interface Around {
  readonly wording: Wording;
  readonly names: Names;
  readonly noted: Notes;
  /** Of the display's sums. */
  readonly indices: ReadonlySet<string>;
}

function readReason({ row, slice }: ReasonDraft, { wording, names, noted, indices }: Around): RowReason {
  const mentioned: Names = { ...names, bound: new Set([...names.bound, ...indices]) };
  const read = caught(slice, () => formulasOf(slice, wording).map(({ sides, relations }): StatedChain => {
    const known = relations.length === 0 ? mentioned : names;
    return { relations, expressions: sides.map((side) => expressionIn(side, known, noted)) };
  }));
  return "refusal" in read ? { row, refusal: inReason(read.refusal, indices) } : { row, formulas: read.value };
}

/** A name that is missing because it is an index of the display's sums. */
function inReason(refusal: Refusal, indices: ReadonlySet<string>): Refusal {
  const { at, unbound } = refusal;
  if (unbound === undefined || !indices.has(unbound)) return refusal;
  return {
    message: `\`${unbound}\` is an index of the display's sums, and bound nowhere else`,
    at,
    cure: `write the reason with its sum, bind \`${unbound}\` to one index of it, drawn with \`index(n)\``,
  };
}

/** One expression, without a relation. */
export function readFormula(latex: string, names: Names): { readonly expression: Expression } | { readonly refusal: Refusal } {
  const read = caught(whole(latex), () => expressionIn(wholeOf(latex, names), names, { pictures: new Map(), calls: new Map() }));
  return "refusal" in read ? read : { expression: read.value };
}

/** An entry of a cost table: an expression, with `\le` before it if it is a bound and `\approx` if it is an expectation. */
export function readEntry(
  latex: string,
  names: Names,
): { readonly relation: "=" | "≤" | "≈"; readonly expression: Expression } | { readonly refusal: Refusal } {
  const read = caught(whole(latex), () => {
    const all = wholeOf(latex, names);
    const [first, ...rest] = all.tokens;
    const relation = first && relations.get(first.text);
    if (first && relation && relation !== "=" && relation !== "≤" && relation !== "≈") {
      refuse(`\`${first.text}\` says nothing that can be counted`, first, "write the formula alone, or `\\le` or `\\approx` before it");
    }
    const slice: Slice = relation ? { ...all, tokens: rest } : all;
    return { relation: asEntry(relation), expression: expressionIn(slice, names, { pictures: new Map(), calls: new Map() }) };
  });
  return "refusal" in read ? read : read.value;
}

function asEntry(relation: string | undefined): "=" | "≤" | "≈" {
  return relation === "≤" || relation === "≈" ? relation : "=";
}

function whole(latex: string): MathSpan {
  return { start: 0, end: latex.length };
}

function wholeOf(latex: string, names: Names): Slice {
  const tokens = annotationsDropped(tokensOf(latex).slice(0, -1), { latex, isName: (text) => names.bound.has(text) });
  refuseWideSpaces(latex, tokens);
  const slice: Slice = { tokens, ...whole(latex) };
  if (tokens.length === 0) refuse("nothing stands in this formula", slice);
  return slice;
}

function readSide(side: Slice, names: Names, noted: Notes): Expression | Unread {
  const read = caught(side, () => expressionIn(side, names, noted));
  const at: MathSpan = { start: side.start, end: side.end };
  return "refusal" in read ? { kind: "unread", refusal: read.refusal, at } : read.value;
}

function expressionIn(slice: Slice, names: Names, noted: Notes): Expression {
  const expression = readWhole(slice, names, noted, (reader) => reader.grammar.expression(reader));
  const { free, indices } = namesOf(expression);
  for (const [name, at] of free) {
    if (indices.has(name)) refuse(`\`${name}\` is an index here and stands outside of its sum as well`, at, "name one of them differently");
  }
  return expression;
}
