/** The one factor that a function without parentheses, or a derivative, applies to. */
import { peek, type Form, type Piece, type Reader } from "../reader.ts";
import { refuse } from "../refusal.ts";
import type { Token } from "../tokens.ts";

/** Reads a factor; refuses one of which it cannot be seen how much belongs to `what`. */
export function readOperand(reader: Reader, what: string): Piece {
  const from = reader.position;
  const piece = reader.grammar.factor(reader);
  const message = `how much of this is ${what} cannot be seen`;
  if (piece.form === "open-derivative" || piece.form === "closed-derivative" || piece.form === "callable") {
    refuse(message, piece.expression.at, "write parentheses around it");
  }
  const loose = piece.form === "operator" ? looseSign(reader.tokens.slice(from, reader.position)) : undefined;
  // `\log \sum_k a_k \cdot b` would be the logarithm of all of it, or of the sum alone
  if (loose) refuse(message, loose, "write parentheses around it");
  return piece;
}

/** A sign of multiplication or division outside of all braces and parentheses. */
function looseSign(tokens: readonly Token[]): Token | undefined {
  let depth = 0;
  return tokens.find(({ kind, text, side }) => {
    if (kind === "open" || kind === "begin" || (kind === "delimiter" && side === "open")) depth += 1;
    if (kind === "close" || kind === "end" || (kind === "delimiter" && side === "close")) depth -= 1;
    return depth === 0 && (kind === "command" || kind === "sign") && ["\\cdot", "\\times", "\\odot", "/"].includes(text);
  });
}

/** How a derivative of this operand looks to what stands beside it. */
export function derivativeForm({ form }: Piece): Form {
  if (form === "operator") return form;
  return form === "group" || form === "closed-function" ? "closed-derivative" : "open-derivative";
}

/** True if a parenthesis, which might hold the place of a derivative, follows. */
export function seesParenthesis(reader: Reader): boolean {
  const { kind, text } = peek(reader);
  return kind === "delimiter" && (text === "(" || text === "[");
}
