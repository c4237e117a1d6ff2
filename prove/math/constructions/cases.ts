/** `\begin{cases} … \end{cases}`. */
import type { Condition, Expression } from "../expression.ts";
import { takeEnvironment } from "../grammar/environment.ts";
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
    "The value of the row whose condition holds; where several hold, their values must agree. `\\text{if}` is passed over; `\\text{otherwise}` or `\\text{else}` stands " +
    "in the last row only. A comma or full stop before `&` or at a row's end is passed over.",
  read: (reader) => {
    const found = takeEnvironment(reader, "cases");
    if (!found) return null;
    const { rows, start, end } = found;
    if (rows.length === 0) refuse("cases without a case", { start, end });
    const cases = rows.map((row, k) => readCase(reader, row, k === rows.length - 1 ? "last" : "earlier"));
    return { expression: { kind: "cases", cases, at: { start, end } }, form: "group" };
  },
};

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
