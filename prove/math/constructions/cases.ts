/** `\begin{cases} … \end{cases}`. */
import type { Condition, Expression } from "../expression.ts";
import { splitAt } from "../grammar/split.ts";
import { peek, readSlice, sees, take, type Construction, type Reader, type Slice } from "../reader.ts";
import { refuse } from "../refusal.ts";

type Case = (Expression & { readonly kind: "cases" })["cases"][number];

export const cases: Construction = {
  name: "cases",
  latex: [
    "\\begin{cases} x & x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}",
    "\\begin{cases} x & \\text{if } x > 0, \\\\ -x & \\text{if } x \\le 0 \\end{cases}",
  ],
  meaning:
    "The value of the first row whose condition holds. `\\text{if}` is passed over; `\\text{otherwise}` or `\\text{else}` stands " +
    "in the last row only. A comma or full stop before `&` or at a row's end is passed over.",
  read: (reader) => {
    const begin = peek(reader);
    if (begin.kind !== "begin" || begin.text !== "cases") return null;
    take(reader);
    const body = takeBody(reader, begin.end);
    const rows = splitAt(body, "row").filter(({ tokens }) => tokens.length > 0);
    if (rows.length === 0) refuse("cases without a case", begin);
    const at = { start: begin.start, end: peek(reader, -1).end };
    const found = rows.map((row, k) => readCase(reader, row, k === rows.length - 1 ? "last" : "earlier"));
    const expression: Expression = { kind: "cases", cases: found, at };
    return { expression, form: "group" };
  },
};

/** The tokens up to the `\end` that belongs to the `\begin` just taken. */
function takeBody(reader: Reader, start: number): Slice {
  const from = reader.position;
  for (let depth = 1; ; ) {
    const token = take(reader);
    if (token.kind === "finish") refuse("`cases` is not ended", token);
    if (token.kind === "begin") depth += 1;
    if (token.kind === "end") depth -= 1;
    if (depth === 0) return { tokens: reader.tokens.slice(from, reader.position - 1), start, end: token.start };
  }
}

function readCase(reader: Reader, row: Slice, place: "earlier" | "last"): Case {
  const [left, right, third] = splitAt(row, "align");
  if (!left || !right || third) refuse("a case is a value, `&` and a condition", row);
  const value = readSlice(reader, withoutStop(left), reader.grammar.expression);
  const condition = readSlice(reader, withoutStop(right), readCondition);
  if (condition === null && place === "earlier") refuse("a case stands behind the one for all others", right);
  return { value, condition };
}

function withoutStop(slice: Slice): Slice {
  const last = slice.tokens.at(-1);
  return last?.kind === "sign" && /^[,.;]$/.test(last.text) ? { ...slice, tokens: slice.tokens.slice(0, -1) } : slice;
}

function readCondition(reader: Reader): Condition | null {
  const { kind, text } = peek(reader);
  const word = kind === "text" ? text.trim() : "";
  if (/^(?:otherwise|else)[,.]?$/.test(word)) return take(reader), null;
  if (/^(?:if|for|when)$/.test(word)) take(reader);
  else if (sees(reader, "\\forall")) refuse("`\\forall` is no condition", peek(reader));
  return reader.grammar.condition(reader);
}
