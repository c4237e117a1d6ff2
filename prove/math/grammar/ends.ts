/** Where a product ends: at a token that can begin no factor. */
import { products, relations } from "../commands.ts";
import { peek, taken, type Reader } from "../reader.ts";
import { textName } from "./names.ts";

/** True if the next token begins no further factor. */
export function ends(reader: Reader): boolean {
  const token = peek(reader);
  switch (token.kind) {
    case "finish":
    case "close":
    case "align":
    case "row":
    case "end":
    case "sup":
    case "sub":
    case "prime":
      return true;
    case "sign":
      return true;
    case "command":
      return relations.has(token.text) || products.has(token.text) || enders.has(token.text);
    case "text":
      return textName(reader, token) === null;
    case "delimiter":
      return token.side === "any" ? barEnds(reader) : token.side !== "open";
    case "letter":
    case "number":
    case "open":
    case "begin":
      return false;
    default:
      throw new Error(`internal: ${token.kind satisfies never}`);
  }
}

/** A bar without a side closes what a bar opened, and separates arguments; else it opens, where it cannot have been meant to close. */
function barEnds(reader: Reader): boolean {
  const { text } = peek(reader);
  const closer = reader.closers.at(-1);
  if (closer === text || closer === "arguments") return true;
  const before = taken(reader);
  return before.kind !== "number" && before.text !== text && followsBar(reader, text);
}

/** True if another bar stands before this place in the same product: `|a|x|b|` can be made of two pairs, or of one in the other. */
function followsBar(reader: Reader, text: string): boolean {
  const before = reader.tokens.slice(0, reader.position);
  const from = before.findLastIndex(({ kind, side }) => kind === "sign" || (kind === "delimiter" && side === "open"));
  return before.slice(from + 1).some((token) => token.kind === "delimiter" && token.text === text && token.side === "any");
}

const enders: ReadonlySet<string> = new Set(["\\mid", "\\in", "\\sim", "\\land", "\\wedge", "\\colon"]);
