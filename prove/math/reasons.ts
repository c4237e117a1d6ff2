/** The reason of a row → the formulas among its words, before they are read. */
import { draftOf, isEnclosed, sidesOf, statesRelation, withDepth, type ChainDraft, type RelationAt } from "./chains.ts";
import { relations } from "./commands.ts";
import { isFunctionCommand } from "./constructions/functions.ts";
import { isRemark, refuseTouching, type Wording } from "./grammar/annotations.ts";
import { refuseWideSpaces } from "./grammar/wide.ts";
import { refuseFormulaIn } from "./grammar/words.ts";
import type { Accepted, Slice } from "./reader.ts";
import { refuse } from "./refusal.ts";
import type { Token } from "./tokens.ts";

export const reasonsAccepted: Accepted = {
  name: "reasons",
  latex: [
    "x &= y && \\text{since } \\sum_i p_i = 1, \\; x > 0", "x &= y && n = 2 \\text{ and } 0 < x \\le y", "x &= y && \\text{by } \\eqref{softmax}, \\text{ times } p_i",
  ],
  meaning:
    "Words, in `\\text{…}`, and formulas between them or between commas. A formula with relations must hold, each relation of a chain on its own, whatever the " +
    "words around it say; one without is read and states nothing. Every letter of a relation must be bound; the others may be indices of the " +
    "display's sums as well. A formula in words (`\\text{since p = 1}`, `\\text{since $p$}`), a list before or behind a relation " +
    "(`x, y > 0`) and a comma between bounds that may be one (`0 < x, y < 1`) are refused.",
};

type Piece = { readonly kind: "words" } | { readonly kind: "joint"; readonly isComma: boolean } | { readonly kind: "formula"; readonly draft: ChainDraft };

/** The formulas of a reason in order, those without a relation among them. Throws `Refused` where they cannot be told apart. */
export function formulasOf(reason: Slice, wording: Wording): readonly ChainDraft[] {
  const pieces = piecesOf(reason.tokens, wording);
  refuseLists(pieces);
  return pieces.flatMap((piece) => (piece.kind === "formula" ? [piece.draft] : []));
}

function piecesOf(tokens: readonly Token[], wording: Wording): readonly Piece[] {
  const pieces: Piece[] = [];
  let formula: Token[] = [];
  const separate = (by: readonly Piece[]): void => {
    pieces.push(...formulaIn(formula, wording), ...by);
    formula = [];
  };
  const all = withoutReferences(tokens);
  for (const [k, { token, isOutside }] of [...withDepth(all)].entries()) {
    if (isOutside && isRemark(token, wording)) separate([wordsIn(token, { before: all[k - 1], after: all[k + 1] }, wording)]);
    else if (isOutside && isSeparator(token, all[k + 1])) separate([{ kind: "joint", isComma: true }]);
    else if (token.kind !== "align" || !isOutside) formula.push(token);
  }
  separate([]);
  return pieces;
}

/** True for a comma, a semicolon, a full stop, and for `&` unless a relation goes on behind it. */
function isSeparator({ kind, text }: Token, next: Token | undefined): boolean {
  return (kind === "sign" && /^[,;.]$/.test(text)) || (kind === "align" && !(next && relations.has(next.text)));
}

/** `\eqref{…}` and `\ref{…}` as words. */
function withoutReferences(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ kind, text }, k) => kind === "command" && /^\\(?:eq)?ref$/.test(text) && tokens[k + 1]?.kind === "open");
  const reference = tokens[at];
  const close = tokens.findIndex(({ kind }, k) => k > at && kind === "close");
  if (reference === undefined || close < 0) return tokens;
  const words: Token = { kind: "text", text: "a reference", side: "any", start: reference.start, end: tokens[close]?.end ?? reference.end };
  return [...tokens.slice(0, at), words, ...withoutReferences(tokens.slice(close + 1))];
}

function wordsIn(token: Token, beside: Parameters<typeof refuseTouching>[1], wording: Wording): Piece {
  refuseFormulaIn(token);
  refuseTouching(token, beside, wording);
  return /^[\s,;.]*(?:and|or)?[\s,;.]*$/.test(token.text) ? { kind: "joint", isComma: !/[a-z]/.test(token.text) } : { kind: "words" };
}

/** The formula that these tokens are, or what stands in the parentheses around words and relations. */
function formulaIn(tokens: readonly Token[], wording: Wording): readonly Piece[] {
  const [first] = tokens;
  if (first === undefined) return [];
  const at = { start: first.start, end: tokens.at(-1)?.end ?? first.end };
  if (isWrapped(tokens, wording)) return piecesOf(tokens.slice(1, -1), wording);
  // `\log` by itself is the logarithm
  if (tokens.length === 1 && (isFunctionCommand(first.text) || /^\\(?:sum|prod)$/.test(first.text))) return [{ kind: "words" }];
  refuseWideSpaces(wording.latex, tokens, "write a comma or words between formulas");
  return [{ kind: "formula", draft: draftOf(sidesOf(tokens), at) }];
}

/** `{\textstyle\sum_x p_x = 1}`, `(\text{since } x > 0)`; what is parenthesised without words and relations is a formula itself. */
function isWrapped(tokens: readonly Token[], wording: Wording): boolean {
  const inside = tokens.slice(1, -1);
  return isEnclosed(tokens, "{", "}") || (isEnclosed(tokens, "(", ")") && (statesRelation(inside) || inside.some((token) => isRemark(token, wording))));
}

/** Refuses what may be meant to hold for more than stands beside a relation: `x, y > 0`, `0 < x, y < 1`. */
function refuseLists(pieces: readonly Piece[]): void {
  for (const list of listsIn(pieces)) {
    const alone = list.find(({ relations }) => relations.length === 0)?.sides[0];
    if (alone && list.some(({ relations }) => relations.length > 0)) {
      refuse("whether the relation beside this holds for it as well cannot be seen", alone, "write a relation for each, or words between them");
    }
  }
  for (const [k, comma] of pieces.entries()) {
    const [left, right] = [pieces[k - 1], pieces[k + 1]];
    if (comma.kind !== "joint" || !comma.isComma || left?.kind !== "formula" || right?.kind !== "formula") continue;
    const [end, start] = [left.draft.sides.at(-1), right.draft.sides[0]];
    if (!mayBeOneBound(left.draft, right.draft) || !end || !start) continue;
    refuse("whether this is one bound of two things or two bounds cannot be seen", { start: end.start, end: start.end }, "write `\\text{ and }` for the comma");
  }
}

/** The formulas with nothing but commas or "and" between them. */
function listsIn(pieces: readonly Piece[]): readonly (readonly ChainDraft[])[] {
  const lists: ChainDraft[][] = [[]];
  for (const piece of pieces) {
    if (piece.kind === "words") lists.push([]);
    if (piece.kind === "formula") lists.at(-1)?.push(piece.draft);
  }
  return lists;
}

/** Which way a bound points; null for an equality. */
function directionOf(relation: RelationAt | undefined): "up" | "down" | null {
  if (relation === undefined) return null;
  return /[<≤]/.test(relation.relation) ? "up" : /[>≥]/.test(relation.relation) ? "down" : null;
}

/** `0 < x, y < 1`, but not `x > 0, y > 0`, where a number ends the first. */
function mayBeOneBound(left: ChainDraft, right: ChainDraft): boolean {
  const [before, after] = [directionOf(left.relations.at(-1)), directionOf(right.relations[0])];
  const isNumber = left.sides.at(-1)?.tokens.every(({ kind, text }) => kind === "number" || text === "-") ?? true;
  return before !== null && before === after && !isNumber;
}
