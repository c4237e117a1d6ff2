/** Tokens between `\\` or `&`, where these are not inside of braces or an environment. */
import type { Slice } from "../reader.ts";
import type { Token } from "../tokens.ts";

/** The parts of a slice between separators of one kind; at least one. */
export function splitAt(slice: Slice, kind: "row" | "align"): readonly Slice[] {
  const parts: Slice[] = [];
  let tokens: Token[] = [];
  let { start } = slice;
  let depth = 0;
  for (const token of slice.tokens) {
    if (token.kind === "open" || token.kind === "begin") depth += 1;
    if (token.kind === "close" || token.kind === "end") depth -= 1;
    if (token.kind !== kind || depth > 0) {
      tokens.push(token);
      continue;
    }
    parts.push({ tokens, start, end: token.start });
    tokens = [];
    start = token.end;
  }
  return [...parts, { tokens, start, end: slice.end }];
}
