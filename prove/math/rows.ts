/** A display → chains of sides and relations: rows, `&`, reasons, environments. */
import { relations } from "./commands.ts";
import type { MathSpan, Relation } from "./expression.ts";
import { annotationsDropped } from "./grammar/annotations.ts";
import { refuseWideSpaces } from "./grammar/wide.ts";
import { splitAt } from "./grammar/split.ts";
import type { Accepted, Slice } from "./reader.ts";
import { refuse } from "./refusal.ts";
import { tokensOf, type Token } from "./tokens.ts";

export const rowsAccepted: Accepted = {
  name: "rows",
  latex: [
    "\\begin{aligned} x &= y && \\text{why} \\\\ &\\le 2 \\end{aligned}", "\\begin{gathered} x = y \\\\ y = 2 \\end{gathered}",
    "\\begin{aligned} x &= y \\\\ &\\quad + 2 \\end{aligned}",
  ],
  meaning:
    "`aligned`, `align`, `gathered`, `gather`, `split`, `equation`, and plain rows. `&&` and what follows it in a row is a reason " +
    "and is passed over, as is `\\text{…}` and a full stop or comma at a row's end; a single word right behind a factor is " +
    "a name (`\\lambda \\text{reg}`), and `\\quad` between factors is refused. " +
    "A row that begins with a relation continues the chain of the row above; a row that begins with an operator and has no " +
    "relation continues its last side; a row with a relation and something before it begins a new chain.",
};

export const relationsAccepted: Accepted = {
  name: "relations",
  latex: ["x = y", "x \\ne y", "x \\le y", "x \\ge y", "x < y < 2", "x \\approx y"],
  meaning:
    "Also `:=`, `\\coloneqq`, `\\neq`, `\\leq`, `\\leqslant`, `\\geq`, `\\geqslant`, `\\lt`, `\\gt`. Others, implications among " +
    "them, are refused.",
};

/** A chain before its sides are read: `relations[k]` stands between `sides[k]` and `sides[k + 1]`. */
export interface ChainDraft {
  readonly sides: readonly Slice[];
  readonly relations: readonly RelationAt[];
}

interface RelationAt {
  readonly relation: Relation;
  readonly at: MathSpan;
}

interface Row {
  readonly sides: readonly (readonly Token[])[];
  readonly relations: readonly RelationAt[];
}

/** The chains of a display. `isName` says which texts are bound names, and no remarks. Throws `Refused`. */
export function chainsOf(latex: string, isName: (text: string) => boolean): readonly ChainDraft[] {
  const tokens = tokensOf(latex).slice(0, -1);
  const wording = { latex, isName };
  const body = unwrapped({ tokens: annotationsDropped(tokens, wording), start: 0, end: latex.length });
  const rows = splitAt(body, "row").map((row) => annotationsDropped(withoutReason(row), wording));
  rows.forEach((row) => refuseWideSpaces(latex, row));
  const chains: { sides: Token[][]; relations: RelationAt[] }[] = [];
  for (const tokens of rows) {
    if (tokens.length > 0) place(chains, rowOf(tokens));
  }
  if (chains.length === 0) refuse("nothing stands in this formula", { start: 0, end: latex.length });
  return chains.map((chain) => ({
    relations: chain.relations,
    sides: chain.sides.map((side, k): Slice => {
      const [first] = side;
      const around = chain.relations[Math.max(0, k - 1)]?.at ?? { start: 0, end: latex.length };
      if (!first) refuse(`this relation has nothing on its ${k === 0 ? "left" : "right"}`, around);
      return { tokens: side, start: first.start, end: side.at(-1)?.end ?? first.end };
    }),
  }));
}

const environments = ["aligned", "align", "align*", "gathered", "gather", "gather*", "split", "equation", "equation*"];

/** What stands in the environment that is the whole formula. */
function unwrapped(slice: Slice): Slice {
  const { tokens } = slice;
  const [first] = tokens;
  const last = tokens.at(-1);
  if (first?.kind !== "begin" || !environments.includes(first.text)) return slice;
  if (last?.kind !== "end" || last.text !== first.text) {
    refuse(`\`${first.text}\` is not the whole of the formula`, first, "let the environment hold all of it");
  }
  return unwrapped({ tokens: tokens.slice(1, -1), start: first.end, end: last.start });
}

/** A row without `&&` and what follows, and without its `&`. */
function withoutReason(row: Slice): readonly Token[] {
  const cells = splitAt(row, "align");
  const empty = cells.findIndex(({ tokens }, k) => k > 0 && k < cells.length - 1 && tokens.length === 0);
  const read = empty < 0 ? cells : cells.slice(0, empty);
  const [first] = empty < 0 ? [] : (cells[empty + 1]?.tokens ?? []);
  if (first && relations.has(first.text)) {
    refuse("a relation stands behind `&&`, where reasons stand", first, "write a single `&` before it");
  }
  const third = read[2]?.tokens;
  if (third?.[0]) {
    refuse(
      "a second formula stands in this row",
      { start: third[0].start, end: third.at(-1)?.end ?? 0 },
      "write `&&` before a reason, and one formula a row",
    );
  }
  return read.flatMap(({ tokens }) => tokens);
}

/** A row's sides and relations, split where no brace or parenthesis is open. */
function rowOf(tokens: readonly Token[]): Row {
  const sides: Token[][] = [[]];
  const found: RelationAt[] = [];
  let depth = 0;
  for (const token of tokens) {
    const { kind, side, text, start, end } = token;
    if (kind === "open" || kind === "begin" || (kind === "delimiter" && side === "open")) depth += 1;
    if (kind === "close" || kind === "end" || (kind === "delimiter" && side === "close")) depth = Math.max(0, depth - 1);
    if (depth === 0 && kind === "sign" && (text === "," || text === ";")) {
      refuse("a second formula stands in this row", token, "write one formula a row");
    }
    const relation = depth === 0 && (kind === "sign" || kind === "command") ? relations.get(text) : undefined;
    if (relation) {
      found.push({ relation, at: { start, end } });
      sides.push([]);
    } else {
      sides.at(-1)?.push(token);
    }
  }
  return { sides, relations: found };
}

/** Adds a row to the last chain, or begins a new one with it. */
function place(chains: { sides: Token[][]; relations: RelationAt[] }[], row: Row): void {
  const [first = [], ...others] = row.sides;
  const chain = chains.at(-1);
  const side = chain?.sides.at(-1);
  if (chain && side && (first.length === 0 || continues(side, first))) {
    if (first.length > 0 && side.length > 0 && row.relations.length > 0) {
      refuse(
        "whether this row continues the one above or begins anew cannot be seen",
        first[0] ?? { start: 0, end: 0 },
        "write the relation in a row of its own",
      );
    }
    side.push(...first);
    chain.sides.push(...others.map((each) => [...each]));
    chain.relations.push(...row.relations);
    return;
  }
  const [start] = first;
  if (chain && start && row.relations.length === 0) refuse("this row neither continues the one above nor states a relation", start);
  chains.push({ sides: row.sides.map((each) => [...each]), relations: [...row.relations] });
}

/** True if a row goes on with a side: after a relation or an operator at the end of the row above, or with an operator of its own. */
function continues(side: readonly Token[], row: readonly Token[]): boolean {
  const isOperator = (token: Token | undefined): boolean => token !== undefined && /^(?:[-+/]|\\(?:cdot|times|odot))$/.test(token.text);
  return side.length === 0 || isOperator(side.at(-1)) || isOperator(row[0]);
}
