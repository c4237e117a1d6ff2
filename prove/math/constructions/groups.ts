/** Parentheses, square brackets and TeX's own braces around an expression. */
import { readScripts, scripted } from "../grammar/scripts.ts";
import { between, opens, widened } from "../grammar/separated.ts";
import { argument, peek, readSlice, sees, taken, type Construction, type Piece, type Reader } from "../reader.ts";
import { refuse } from "../refusal.ts";

export const groups: Construction = {
  name: "parentheses",
  latex: ["(x + y)", "[x + y]", "\\bigl( x + y \\bigr)", "\\left( \\frac{x}{y} \\right)", "{x_0}^2"],
  meaning: "Of any size. `\\{ … \\}` is a set and is refused, as are lists and intervals, `(a, b)`.",
  read: (reader) => {
    if (peek(reader).kind === "open") return readBraces(reader);
    if (!opens(reader, "(", "[")) return null;
    const { value, at } = between(reader, (inner) => {
      const expression = inner.grammar.expression(inner);
      if (sees(inner, ",")) {
        refuse("a list in parentheses cannot be checked", peek(inner), "bind a function, or write an element at a time");
      }
      return expression;
    });
    return { form: "group", expression: scripted(reader, widened(value, at), readScripts(reader)) };
  },
};

/** Braces are not seen on the page, so they may hold only what looks the same without them. */
function readBraces(reader: Reader): Piece {
  const { start } = peek(reader);
  const slice = argument(reader, "{");
  const piece = readSlice(reader, slice, (inner) => {
    const first = inner.grammar.factor(inner);
    if (peek(inner).kind !== "finish") {
      refuse("braces are not seen on the page", { start, end: slice.end + 1 }, "write parentheses, or leave the braces out");
    }
    return first;
  });
  const base = widened(piece.expression, { start, end: taken(reader).end });
  const scripts = readScripts(reader);
  const isName = base.kind === "symbol" || (base.kind === "element" && !scripts.sub);
  if ((scripts.sub || scripts.sup) && !isName) {
    refuse("a script behind braces may belong to all of them or to the end", { start, end: scripts.end }, "write parentheses");
  }
  return { form: piece.form, expression: scripted(reader, base, scripts) };
}
