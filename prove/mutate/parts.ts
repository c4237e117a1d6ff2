/** The tokens of a display, by what of it they belong to: its rows, or a formula of a reason. */
import { formulasOf } from "../math/reasons.ts";
import { caught } from "../math/refusal.ts";
import { tokensOf, type Token } from "../math/tokens.ts";

/** The rows are one part; each formula of a reason is a part of its own. */
export interface FormulaPart {
  /** The LaTeX of a formula in a reason; null for the rows. */
  readonly reason: string | null;
  /** False for a formula in a reason that states no relation: it is read and compared with nothing. */
  readonly isChecked: boolean;
}

/** A token that is no word of a reason, with its part. */
export interface PartedToken {
  readonly token: Token;
  readonly part: FormulaPart;
}

/** All tokens but the words of reasons. `bound` are the names that words may be. */
export function partedTokens(latex: string, bound: ReadonlySet<string>): readonly PartedToken[] {
  const rows: FormulaPart = { reason: null, isChecked: true };
  const parted: PartedToken[] = [];
  let reason: Token[] | null = null;
  const close = (): void => {
    if (reason !== null) parted.push(...inReason(reason, latex, bound));
    reason = null;
  };
  const tokens = tokensOf(latex);
  for (const [k, token] of tokens.entries()) {
    // a reason begins at the second of two `&` and ends with its row
    if (token.kind === "row" || token.kind === "finish" || (token.kind === "end" && depthAt(reason) === 0)) close();
    if (reason !== null) reason.push(token);
    else parted.push({ token, part: rows });
    if (token.kind === "align" && tokens[k - 1]?.kind === "align") reason ??= [];
  }
  return parted;
}

/** How many environments are open in a reason. */
function depthAt(reason: readonly Token[] | null): number {
  return (reason ?? []).reduce((depth, { kind }) => depth + (kind === "begin" ? 1 : kind === "end" ? -1 : 0), 0);
}

function inReason(tokens: readonly Token[], latex: string, bound: ReadonlySet<string>): readonly PartedToken[] {
  const [first] = tokens;
  if (first === undefined) return [];
  const slice = { tokens, start: first.start, end: tokens.at(-1)?.end ?? first.end };
  const read = caught(slice, () => formulasOf(slice, { latex, isName: (text) => bound.has(text) }));
  if ("refusal" in read) return [];
  return read.value.flatMap(({ sides, relations }) => {
    const [start, end] = [sides[0]?.start ?? 0, sides.at(-1)?.end ?? 0];
    const part: FormulaPart = { reason: latex.slice(start, end), isChecked: relations.length > 0 };
    return tokens.filter((token) => token.start >= start && token.end <= end).map((token) => ({ token, part }));
  });
}
