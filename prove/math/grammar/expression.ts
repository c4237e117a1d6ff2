/** Sums and differences: the loosest of the operators. */
import type { Expression } from "../expression.ts";
import { peek, refuseToken, sees, take, type Accepted, type Reader } from "../reader.ts";
import { refuse } from "../refusal.ts";

export const sums: Accepted = {
  name: "addition and subtraction",
  latex: ["x + y - 2", "-x + y"],
  meaning: "Element by element for arrays. Two signs in a row are refused.",
};

/** Reads terms with `+` and `-` between them, as far as they go. */
export function readExpression(reader: Reader): Expression {
  let left = readFirst(reader);
  while (sees(reader, "+", "-")) {
    const kind = take(reader).text === "+" ? "add" : "subtract";
    refuseSign(reader);
    const right = reader.grammar.product(reader).expression;
    left = { kind, left, right, at: { start: left.at.start, end: right.at.end } };
  }
  return left;
}

function readFirst(reader: Reader): Expression {
  if (sees(reader, "+")) refuse("a plus stands before nothing that it adds to", peek(reader), "leave it out");
  if (!sees(reader, "-")) return reader.grammar.product(reader).expression;
  const { start } = take(reader);
  refuseSign(reader);
  const of = reader.grammar.product(reader).expression;
  return { kind: "negate", of, at: { start, end: of.at.end } };
}

function refuseSign(reader: Reader): void {
  if (sees(reader, "+", "-")) refuse("two signs stand side by side", peek(reader), "write parentheses around the second");
  if (peek(reader).kind === "finish") refuseToken(reader);
}
