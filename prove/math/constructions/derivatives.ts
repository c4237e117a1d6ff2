/** `\frac{\partial f}{\partial x_j}`, `\frac{d}{dx} f(x)`: a fraction that is no quotient. */
import { letters, takesArgument } from "../commands.ts";
import type { Expression } from "../expression.ts";
import { isBound, readItem } from "../grammar/names.ts";
import { derivativeForm, readOperand, seesParenthesis } from "../grammar/operand.ts";
import { argument, peek, readSlice, sees, take, taken, type Construction, type Piece, type Reader, type Slice } from "../reader.ts";
import { refuse } from "../refusal.ts";

export const derivatives: Construction = {
  name: "derivatives",
  latex: [
    "\\frac{\\partial f(x)}{\\partial x}", "\\frac{\\partial}{\\partial p_i} \\Bigl( \\sum_j p_j^2 \\Bigr)", "\\frac{d}{dx} f(x)",
    "\\frac{d^2 f(x)}{dx^2}", "\\frac{\\partial^2}{\\partial x \\, \\partial y} g(x, y)",
  ],
  meaning:
    "With `\\partial`, or with `d` or `\\mathrm{d}` where `d` is not bound; where it is, a fraction of this form is refused, since " +
    "it may be a quotient. By a name or an element of one. " +
    "Without its function above the bar it takes one factor, or a whole sum over an index; another factor behind it is refused.",
  read: (reader) => {
    const from = reader.position;
    if (!sees(reader, "\\frac", "\\tfrac", "\\dfrac")) return null;
    const { start, text } = take(reader);
    const above = argument(reader, text);
    const sign = signOf(reader, above);
    const below = sign === null ? null : argument(reader, text);
    if (!sign || !below || signBelow(reader, below) !== sign) {
      if (sign === "\\partial") refuse("`\\partial` stands above the bar and not below it", above);
      reader.position = from;
      return null;
    }
    const at = { start, end: taken(reader).end };
    if (sign === "d" && isBound(reader, "d")) {
      refuse("this may be a derivative or a quotient, since `d` is bound", at, "write `\\partial`, or cancel `d`");
    }
    const { order, of } = readSlice(reader, above, (inner) => readAbove(inner, sign));
    const by = readSlice(reader, below, (inner) => readBelow(inner, sign));
    if (by.length !== order) {
      refuse(`a derivative of order ${order} is taken by ${by.length} ${by.length === 1 ? "variable" : "variables"}`, at);
    }
    return finished(reader, { of, by, start, total: sign === "d" });
  },
};

type Sign = "\\partial" | "d";

/** `\partial` or `d` if a numerator (or what is left of a denominator) begins with it as such a sign. */
function signOf(reader: Reader, { tokens }: Slice): Sign | null {
  const [first, second] = tokens;
  if (first?.kind === "command" && first.text === "\\partial") return "\\partial";
  const upright = first?.text === "\\mathrm" && tokens.slice(1, 4).map(({ text }) => text).join("") === "{d}";
  if (upright) return "d";
  if (first?.kind !== "letter" || first.text !== "d" || second?.kind === "sub" || second?.kind === "prime") return null;
  // `dX` may be bound as a name, which makes the fraction a quotient
  return second !== undefined && isBound(reader, `d${second.text.replace("\\", "")}`) ? null : "d";
}

/** The sign that a denominator begins with, a name right behind it. */
function signBelow(reader: Reader, below: Slice): Sign | null {
  const sign = signOf(reader, below);
  const [first, second] = below.tokens;
  const isCommand = second?.kind === "command" && (letters.has(second.text) || takesArgument(second.text));
  const isNamed = first?.text === "\\mathrm" || second?.kind === "letter" || isCommand;
  return sign === "d" && !isNamed ? null : sign;
}

function takeSign(reader: Reader, sign: Sign): void {
  if (sign === "\\partial") take(reader);
  else readItem(reader);
}

function readAbove(reader: Reader, sign: Sign): { readonly order: number; readonly of: Expression | null } {
  takeSign(reader, sign);
  const order = peek(reader).kind === "sup" ? (take(reader), readOrder(reader)) : 1;
  return { order, of: peek(reader).kind === "finish" ? null : reader.grammar.juxtaposed(reader).expression };
}

function readOrder(reader: Reader): number {
  const slice = argument(reader, "^");
  const [only, second] = slice.tokens;
  const order = only?.kind === "number" && !second ? Number(only.text) : NaN;
  if (!Number.isInteger(order) || order < 1) refuse("the order of a derivative is a whole number", slice);
  return order;
}

/** The variables below the bar, each as often as it is written. */
function readBelow(reader: Reader, sign: Sign): readonly Expression[] {
  const by: Expression[] = [];
  while (peek(reader).kind !== "finish") {
    if (signOf(reader, { tokens: reader.tokens.slice(reader.position), start: 0, end: 0 }) !== sign) {
      refuse(`\`${sign}\` and a variable are expected here`, peek(reader));
    }
    takeSign(reader, sign);
    const { expression } = reader.grammar.factor(reader);
    by.push(...variablesIn(expression));
  }
  return by;
}

function variablesIn(expression: Expression): readonly Expression[] {
  if (expression.kind === "symbol" || expression.kind === "element") return [expression];
  if (expression.kind === "power" && expression.exponent.kind === "number") {
    const { base, exponent } = expression;
    const variable = base.kind === "symbol" || base.kind === "element";
    if (variable && Number.isInteger(exponent.value) && exponent.value > 0) return Array.from({ length: exponent.value }, () => base);
  }
  refuse("a derivative is taken by a name or an element of one", expression.at);
}

function finished(reader: Reader, { of, by, start, total }: { readonly of: Expression | null; readonly by: readonly Expression[]; readonly start: number; readonly total: boolean }): Piece {
  const sign = total ? { total } : {};
  if (of) {
    const at = { start, end: taken(reader).end };
    const next = peek(reader);
    if (["sup", "sub", "prime"].includes(next.kind)) {
      refuse("a script behind a fraction may belong to it or to what is below", next, "write parentheses around the fraction");
    }
    if (seesParenthesis(reader)) {
      refuse(
        "these parentheses may be a factor or the place at which the derivative is taken",
        next,
        "write `\\cdot`, or the place into the function",
      );
    }
    return { form: "fraction", expression: { kind: "derivative", of, by, ...sign, at } };
  }
  const operand = readOperand(reader, "what the derivative is taken of");
  return { form: derivativeForm(operand), expression: { kind: "derivative", of: operand.expression, by, ...sign, at: { start, end: operand.expression.at.end } } };
}
