/** What stands between a `\begin` and its `\end`. */
import { peek, take, type Reader, type Slice } from "../reader.ts";
import { refuse } from "../refusal.ts";
import { splitAt } from "./split.ts";

/** Takes the environment that begins here and gives its rows, empty ones left out; null, and nothing taken, if none of these begins here. */
export function takeEnvironment(reader: Reader, ...names: readonly string[]): { readonly rows: readonly Slice[]; readonly start: number; readonly end: number } | null {
  const begin = peek(reader);
  if (begin.kind !== "begin" || !names.includes(begin.text)) return null;
  take(reader);
  const body = takeBody(reader, begin.text, begin.end);
  const rows = splitAt(body, "row").filter(({ tokens }) => tokens.length > 0);
  return { rows, start: begin.start, end: peek(reader, -1).end };
}

/** The tokens up to the `\end` that belongs to the `\begin` just taken. */
function takeBody(reader: Reader, name: string, start: number): Slice {
  const from = reader.position;
  for (let depth = 1; ; ) {
    const token = take(reader);
    if (token.kind === "finish") refuse(`\`${name}\` is not ended`, token);
    if (token.kind === "begin") depth += 1;
    if (token.kind === "end") depth -= 1;
    if (depth === 0) return { tokens: reader.tokens.slice(from, reader.position - 1), start, end: token.start };
  }
}
