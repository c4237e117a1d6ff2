/** Arguments of a bound function: `f(x, y)`, `p(x \mid h)`, `D(p \,\|\, q)`. */
import type { Expression, MathSpan } from "../expression.ts";
import { peek, sees, take, type Accepted, type Reader } from "../reader.ts";
import { refuse } from "../refusal.ts";
import { between, commas } from "./separated.ts";

export const calls: Accepted = {
  name: "calls of bound functions",
  latex: ["f(x)", "g(x, y)", "f'(x)", "f''(x)", "g(x \\mid y)", "g(p \\,\\|\\, q)", "f_i(x)", "f(x)_i", "f(x)^2"],
  meaning:
    "A name before parentheses is called if a function is bound to it, else it is a factor; " +
    "with nothing but a name in the parentheses (`a(x)`) it is refused then. `\\mid`, `|` and `\\|` separate " +
    "arguments as a comma does, at most one of them in a call; the same function is called with the same signs in the whole " +
    "display. " +
    "A prime is the derivative of a function of one number. `f_i(x)` is an element of what `f` gives. `f^2(x)`, `f^{-1}(x)` and a " +
    "function without its argument beside a factor are refused.",
};

/** The call of `of`, whose parenthesis is next. */
export function readCall(reader: Reader, of: Expression, name: string): Expression {
  let bar = "";
  const { value: args, at } = between(reader, (inner) => {
    const first = commas(inner);
    bar = takeBar(inner);
    if (bar === "") return first;
    const all = [...first, ...commas(inner)];
    if (barAt(inner)) {
      refuse(
        "which of these bars belong together cannot be seen",
        peek(inner),
        "write `\\mid`, and `\\lvert … \\rvert` for an absolute value",
      );
    }
    return all;
  }, "arguments");
  const place: MathSpan = { start: of.at.start, end: at.end };
  noteCall(reader, { name, arity: args.length, signs: bar, at: place });
  return { kind: "call", of, args, at: place };
}

function barAt(reader: Reader): boolean {
  const { kind, text, side } = peek(reader);
  return sees(reader, "\\mid", ";") || (kind === "delimiter" && (text === "|" || text === "\\|") && (side === "any" || side === "middle"));
}

/** The separator that is next, or "". */
function takeBar(reader: Reader): string {
  if (!barAt(reader)) return "";
  const { text } = take(reader);
  return text === "\\mid" ? "|" : text;
}

/** `p(x, h)` and `p(x \mid h)` differ, though one function cannot. */
function noteCall(reader: Reader, call: { readonly name: string; readonly arity: number; readonly signs: string; readonly at: MathSpan }): void {
  const key = `${call.name}/${call.arity}`;
  const before = reader.noted.calls.get(key);
  if (before !== undefined && before !== call.signs) {
    refuse(`\`${call.name}\` is called with a bar here and with another sign elsewhere`, call.at, "bind two functions by different names");
  }
  reader.noted.calls.set(key, call.signs);
}
