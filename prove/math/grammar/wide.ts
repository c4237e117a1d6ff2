/** Wide spaces, which stand between formulas or before a remark, and are no product. */
import { letters, takesArgument } from "../commands.ts";
import { refuse } from "../refusal.ts";
import type { Token } from "../tokens.ts";

/** Refuses a `\quad` between what would be multiplied without it. `cure` is what to write instead. */
export function refuseWideSpaces(latex: string, tokens: readonly Token[], cure = "write one formula a row, and a product without it"): void {
  for (const [k, next] of tokens.entries()) {
    const before = tokens[k - 1];
    if (!before || !isWideBetween(latex, before, next) || !endsFactor(before) || !beginsFactor(next)) continue;
    refuse("a wide space stands where a product may be meant or a second formula", { start: before.end, end: next.start }, cure);
  }
}

/** True if `\quad` or `\qquad` stands between two neighbours. */
export function isWideBetween(latex: string, before: Token, next: Token): boolean {
  return /^[^&]*\\q?quad/.test(latex.slice(before.end, next.start));
}

/** True for a token with which a factor may end. */
export function endsFactor({ kind, text, side }: Token): boolean {
  if (kind === "delimiter") return side !== "open";
  return ["letter", "number", "close", "prime", "end"].includes(kind) || (kind === "command" && letters.has(text));
}

/** True for a token with which a factor may begin. */
export function beginsFactor({ kind, text, side }: Token): boolean {
  if (kind === "delimiter") return side === "open";
  if (kind === "command") return letters.has(text) || takesArgument(text) || ["\\frac", "\\sqrt", "\\sum", "\\prod", "\\log", "\\exp"].includes(text);
  return ["letter", "number", "open", "begin"].includes(kind);
}
