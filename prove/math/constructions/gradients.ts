/** `\nabla_x f(x, y)`, `\nabla f(x)`. */
import type { Expression } from "../expression.ts";
import { derivativeForm, readOperand } from "../grammar/operand.ts";
import { argument, peek, readSlice, sees, take, type Construction, type Reader } from "../reader.ts";
import { refuse } from "../refusal.ts";

export const gradients: Construction = {
  name: "gradients",
  latex: ["\\nabla_x f(x)", "\\nabla_p \\bigl( \\sum_i p_i^2 \\bigr)", "\\nabla f(x)", "\\nabla f(x)^\\top p"],
  meaning: "All partial derivatives by the array below. Without one, by the only argument of the function that is called. `^\\top` behind a call transposes the gradient. `\\nabla^2` is refused.",
  read: (reader) => {
    if (!sees(reader, "\\nabla")) return null;
    const { start } = take(reader);
    const by = peek(reader).kind === "sub" ? (take(reader), readBy(reader)) : null;
    if (peek(reader).kind === "sup") {
      refuse("`\\nabla` with an exponent has several meanings", peek(reader), "write derivatives of elements");
    }
    const operand = readOperand(reader, "what the gradient is taken of");
    // the value of a function of which there is a gradient is a number, and nobody transposes a number
    const { expression: whole } = operand;
    const isTransposed = operand.form === "plain" && whole.kind === "transpose" && whole.of.kind === "call";
    const of = isTransposed ? whole.of : whole;
    if (!by && !(of.kind === "call" && of.args.length === 1)) {
      refuse("by what the gradient is taken cannot be seen", of.at, "write it below, as `\\nabla_x`");
    }
    const expression: Expression = { kind: "gradient", of, by, at: { start, end: of.at.end } };
    if (isTransposed) return { expression: { kind: "transpose", of: expression, at: { start, end: whole.at.end } }, form: "plain" };
    return { expression, form: derivativeForm(operand) };
  },
};

function readBy(reader: Reader): Expression {
  const by = readSlice(reader, argument(reader, "_"), reader.grammar.expression);
  if (by.kind !== "symbol" && by.kind !== "element") refuse("a gradient is taken by a name or an element of one", by.at);
  return by;
}
