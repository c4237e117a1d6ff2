/** Products and quotients in a line, and what must not stand side by side. */
import { products } from "../commands.ts";
import type { Expression, MathSpan } from "../expression.ts";
import { peek, sees, take, type Accepted, type Piece, type Product, type Reader } from "../reader.ts";
import { refuse } from "../refusal.ts";
import type { Token } from "../tokens.ts";
import { ends } from "./ends.ts";

export const multiplications: Accepted = {
  name: "multiplication and division",
  latex: ["2xy", "a(x + y)", "x \\cdot y", "3 \\times x", "p \\odot q", "x / y", "xy / (2a)", "A B^\\top"],
  meaning:
    "Side by side: a product of numbers, or a matrix product of arrays; it binds closer than `\\cdot` and `\\times`. `\\odot` " +
    "multiplies arrays element by element and has one factor on either side. " +
    "After `/` stands one factor and then no other: `a/bc`, `a/b/c` and `\\log x / y` are refused. So are two numbers side by " +
    "side, `2\\frac{1}{2}`, and a number after a factor.",
};

/** Factors with `\cdot`, `\times`, `\odot` and `/` between them. */
export function readProduct(reader: Reader): Product {
  let left = readJuxtaposed(reader);
  const parts = [left.factors];
  const signs: { readonly sign: Sign; readonly at: Token }[] = [];
  for (let sign = signAt(reader); sign; sign = signAt(reader)) {
    refuseOpenDerivative(reader, left);
    signs.push({ sign, at: take(reader) });
    const right = readJuxtaposed(reader);
    parts.push(right.factors);
    left = { expression: joined({ kind: "multiply", sign }, left.expression, right.expression), form: right.form, factors: left.factors + right.factors };
  }
  refuseMixture(parts, signs);
  return sees(reader, "/") ? readQuotient(reader, left) : left;
}

/** Factors side by side. */
export function readJuxtaposed(reader: Reader): Product {
  let left: Product = { ...reader.grammar.factor(reader), factors: 1 };
  while (!ends(reader)) {
    refuseNumber(reader, left);
    const place = peek(reader);
    const right = reader.grammar.factor(reader);
    refuseCallable([left, right]);
    refuseNeighbours(left, right, place);
    left = { expression: joined({ kind: "multiply", sign: "none" }, left.expression, right.expression), form: right.form, factors: left.factors + 1 };
  }
  return left;
}

type Sign = "dot" | "times" | "odot";
type Joint = { readonly kind: "divide" } | { readonly kind: "multiply"; readonly sign: Sign | "none" };

function signAt(reader: Reader): Sign | undefined {
  const { kind, text } = peek(reader);
  return kind === "command" ? products.get(text) : undefined;
}

function joined(joint: Joint, left: Expression, right: Expression): Expression {
  return { ...joint, left, right, at: { start: left.at.start, end: right.at.end } };
}

function readQuotient(reader: Reader, left: Product): Product {
  refuseOpenDerivative(reader, left);
  const slash = take(reader);
  if (left.form === "open-function") refuse("`/` may belong to the function's argument or not", slash, "write `\\frac`, or parentheses");
  const { expression, form } = reader.grammar.factor(reader);
  if (form === "operator" || form === "open-derivative" || form === "closed-derivative") {
    refuse("how much of this stands below `/` cannot be seen", expression.at, "write `\\frac`, or parentheses");
  }
  const next = peek(reader);
  if (!ends(reader) || signAt(reader) || sees(reader, "/")) {
    refuse("whether this stands below `/` cannot be seen", next, "write `\\frac`, or parentheses");
  }
  return { expression: joined({ kind: "divide" }, left.expression, expression), form, factors: left.factors + 1 };
}

/** `P \odot Q R` and `P \odot Q \cdot R` differ with where one puts the parentheses. */
function refuseMixture(parts: readonly number[], signs: readonly { readonly sign: Sign; readonly at: Token }[]): void {
  const odot = signs.find(({ sign }) => sign === "odot");
  if (!odot || (signs.every(({ sign }) => sign === "odot") && parts.every((factors) => factors === 1))) return;
  refuse("`\\odot` stands beside another product", odot.at, "write parentheses around one of them");
}

/** `\frac{d}{dx} x \cdot y` may be the derivative of `x` or of the product. */
function refuseOpenDerivative(reader: Reader, { form }: Piece): void {
  if (form === "open-derivative") {
    refuse("whether the derivative is taken of what stands behind this sign as well cannot be seen", peek(reader), "write parentheses");
  }
}

function refuseNumber(reader: Reader, left: Piece): void {
  const next = peek(reader);
  if (next.kind !== "number") return;
  if (left.form === "number") refuse("two numbers stand side by side", next, "write `\\cdot` between them");
  refuse("a number stands after a factor", next, "write it first, or `\\cdot` before it");
}

/** `f x`: a function beside a factor. */
function refuseCallable(pieces: readonly Piece[]): void {
  for (const { form, expression } of pieces) {
    if (form === "callable") {
      refuse("a function stands beside a factor, not before its argument", expression.at, "write its argument in parentheses");
    }
  }
}

/** Pairs of which it cannot be seen whether the second belongs to the first. */
function refuseNeighbours(left: Piece, right: Piece, place: Token): void {
  const begins = right.form === "operator" || right.form === "open-function" || right.form === "closed-function";
  if (left.form === "open-function" && !begins) {
    refuse("whether this belongs to the function's argument cannot be seen", place, "write parentheses around the argument");
  }
  if (left.form === "open-derivative" || left.form === "closed-derivative") {
    refuse(
      "whether this belongs to what the derivative is taken of cannot be seen",
      place,
      "write parentheses around the whole, or the factor first",
    );
  }
  if (left.form === "closed-function" && right.form === "group") {
    refuse(
      "whether these parentheses belong to what stands before them cannot be seen",
      place,
      "write `\\cdot`, or parentheses around the whole",
    );
  }
  if (looksCalled(left, right, place)) {
    const at = { start: lastFactor(left.expression).at.start, end: right.expression.at.end };
    refuse("this looks like a call, but what stands before the parentheses is no function", at, "bind a function, or leave the parentheses out");
  }
  if (left.form === "number" && right.form === "fraction" && isLiteral(right.expression)) {
    refuse("a number before a fraction of numbers may be a sum or a product", place, "write `\\cdot` between them");
  }
}

/** `p_i(x)`, where nothing but a name stands in the parentheses: no product is written so. */
function looksCalled(left: Piece, { expression }: Piece, place: Token): boolean {
  const nameOf = (node: Expression): Expression | null => (node.kind === "element" ? nameOf(node.of) : node.kind === "symbol" ? node : null);
  const inside = expression.kind === "power" ? expression.base : expression;
  const name = nameOf(inside);
  // the index of `(x)_i` stands behind the parentheses, that of `(x_i)` in them
  const isAlone = inside.at.start === place.start && name !== null && (name === inside || name.at.start > place.start);
  return place.text === "(" && left.form === "plain" && nameOf(lastFactor(left.expression)) !== null && isAlone;
}

function lastFactor(expression: Expression): Expression {
  return expression.kind === "multiply" && expression.sign === "none" && expression.at.end === expression.right.at.end ? expression.right : expression;
}

function isLiteral(expression: Expression): boolean {
  return expression.kind === "divide" && expression.left.kind === "number" && expression.right.kind === "number";
}
