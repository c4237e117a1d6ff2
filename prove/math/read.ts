/** The reader of mathematics: LaTeX → expression trees with exact places, or a refusal. It accepts what `accepted` lists, and never guesses. */
import { relations } from "./commands.ts";
import type { Chain, Expression, MathSpan, Names, Refusal, Unread } from "./expression.ts";
import { annotationsDropped } from "./grammar/annotations.ts";
import { readWhole } from "./grammar/grammar.ts";
import { refuseWideSpaces } from "./grammar/wide.ts";
import { namesOf } from "./grammar/mentions.ts";
import type { Notes, Slice } from "./reader.ts";
import { caught, refuse } from "./refusal.ts";
import { chainsOf } from "./rows.ts";
import { tokensOf } from "./tokens.ts";

export { accepted } from "./accepted.ts";
export type { Accepted } from "./reader.ts";

/** The chains of a display, row by row. A side that is refused alone is `unread`; the display is refused if its rows cannot be made out. */
export function readDisplay(latex: string, names: Names): { readonly chains: readonly Chain[] } | { readonly refusal: Refusal } {
  const drafts = caught(whole(latex), () => chainsOf(latex, (text) => names.bound.has(text)));
  if ("refusal" in drafts) return drafts;
  const noted: Notes = { pictures: new Map(), calls: new Map() };
  const chains = drafts.value.map(({ sides, relations }): Chain => ({ relations, expressions: sides.map((side) => readSide(side, names, noted)) }));
  return { chains };
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
