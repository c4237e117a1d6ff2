/** A display → chains of sides and relations: rows, `&`, reasons, environments. */
import { draftOf, sidesOf, type ChainDraft, type Sides } from "./chains.ts";
import { relations } from "./commands.ts";
import { annotationsDropped, type Wording } from "./grammar/annotations.ts";
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
    "`aligned`, `align`, `gathered`, `gather`, `split`, `equation`, and plain rows. `&&` and what follows it in a row is a reason. " +
    "`\\text{…}` and a full stop or comma at a row's end are passed over; a single word right behind a factor is " +
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

/** A display before its sides are read. */
export interface DisplayDraft {
  readonly chains: readonly ChainDraft[];
  readonly reasons: readonly ReasonDraft[];
}

/** The reason of a row, which is counted from 1. */
export interface ReasonDraft {
  readonly row: number;
  readonly slice: Slice;
}

/** The chains of a display and the reasons of its rows. Throws `Refused` if its rows cannot be made out. */
export function displayOf(wording: Wording): DisplayDraft {
  const { latex } = wording;
  const rows = splitAt(unwrapped(bodyOf(wording)), "row").map(cellsOf);
  const formulas = rows.map(({ formula }) => annotationsDropped(formula, wording));
  formulas.forEach((tokens) => refuseWideSpaces(latex, tokens));
  const chains: Sides[] = [];
  for (const tokens of formulas) {
    if (tokens.length > 0) place(chains, sidesOf(tokens));
  }
  const whole = { start: 0, end: latex.length };
  if (chains.length === 0) refuse("nothing stands in this formula", whole);
  return {
    chains: chains.map((chain) => draftOf(chain, whole)),
    reasons: rows.flatMap(({ reason }, k) => (reason === null ? [] : [{ row: k + 1, slice: reason }])),
  };
}

/** All tokens, without the remarks behind an environment. */
function bodyOf(wording: Wording): Slice {
  const all = tokensOf(wording.latex).slice(0, -1);
  const isEnvironment = all[0]?.kind === "begin";
  return { tokens: isEnvironment ? annotationsDropped(all, wording) : all, start: 0, end: wording.latex.length };
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

/** What stands before `&&`, without its `&`, and what stands behind; null without `&&`. */
interface Cells {
  readonly formula: readonly Token[];
  readonly reason: Slice | null;
}

function cellsOf(row: Slice): Cells {
  const cells = splitAt(row, "align");
  const empty = cells.findIndex(({ tokens }, k) => k > 0 && k < cells.length - 1 && tokens.length === 0);
  const read = empty < 0 ? cells : cells.slice(0, empty);
  const reason = empty < 0 ? null : reasonFrom(row, cells[empty + 1]?.start ?? row.end);
  const third = read[2]?.tokens;
  if (third?.[0]) {
    refuse(
      "a second formula stands in this row",
      { start: third[0].start, end: third.at(-1)?.end ?? 0 },
      "write `&&` before a reason, and one formula a row",
    );
  }
  return { formula: read.flatMap(({ tokens }) => tokens), reason };
}

/** What stands from `start` on, with its `&`. */
function reasonFrom({ tokens, end }: Slice, start: number): Slice {
  const behind = tokens.filter((token) => token.start >= start);
  const first = behind.find(({ kind }) => kind !== "align");
  if (first && relations.has(first.text)) {
    refuse("a relation stands behind `&&`, where reasons stand", first, "write a single `&` before it");
  }
  return { tokens: behind, start, end };
}

/** Adds a row to the last chain, or begins a new one with it. */
function place(chains: Sides[], row: Sides): void {
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
    chains[chains.length - 1] = { sides: [...chain.sides.slice(0, -1), [...side, ...first], ...others], relations: [...chain.relations, ...row.relations] };
    return;
  }
  const [start] = first;
  if (chain && start && row.relations.length === 0) refuse("this row neither continues the one above nor states a relation", start);
  chains.push(row);
}

/** True if a row goes on with a side: after a relation or an operator at the end of the row above, or with an operator of its own. */
function continues(side: readonly Token[], row: readonly Token[]): boolean {
  const isOperator = (token: Token | undefined): boolean => token !== undefined && /^(?:[-+/]|\\(?:cdot|times|odot))$/.test(token.text);
  return side.length === 0 || isOperator(side.at(-1)) || isOperator(row[0]);
}
