/** Indices below a name: `i`, `ij`, `i,j`, `i+1`. */
import type { Expression } from "../expression.ts";
import { readSlice, sees, take, type Accepted, type Reader, type Slice } from "../reader.ts";
import { refuse } from "../refusal.ts";

export const indexing: Accepted = {
  name: "indices",
  latex: ["p_i", "A_{ij}", "A_{i,j}", "p_{i+1}", "A_{i+1,j-1}", "p_{i_1}", "p_0", "A_{0,1}", "(AB)_{ij}"],
  meaning:
    "Names side by side are an index each. A number beside anything (`A_{1i}`, `A_{12}`) and a product inside of a sum " +
    "(`A_{2i+1}`) are refused: write a comma or `\\cdot`; below a vector they are its one index. Less indices than an array has give a row, a matrix, and so on.",
};

/** The indices in a subscript of `of`. */
export function indicesOf(reader: Reader, slice: Slice, of: Expression | null = null): readonly Expression[] {
  const [first] = slice.tokens;
  if (of && isVector(reader, of) && slice.tokens.some(({ kind, text }) => kind === "number" || /^[-+]$/.test(text)) && !slice.tokens.some(({ text }) => text === ",")) {
    return [readSlice(reader, slice, reader.grammar.expression)];
  }
  if (slice.tokens.length === 1 && first?.kind === "number" && first.text.length > 1) {
    refuse(`\`${first.text}\` may be one index or several`, slice, "write commas between indices, parentheses around one");
  }
  return readSlice(reader, slice, (inner) => {
    const parts = [inner.grammar.expression(inner)];
    while (sees(inner, ",")) {
      take(inner);
      parts.push(inner.grammar.expression(inner));
    }
    const [only] = parts;
    if (parts.length === 1 && only && isSideBySide(only)) return namesSideBySide(only);
    parts.forEach(refuseProducts);
    return parts;
  });
}

function isVector({ names, indices }: Reader, of: Expression): boolean {
  return of.kind === "symbol" && !indices.includes(of.name) && names.vectors?.has(of.name) === true;
}

/** The factors of a product that consists of names alone, in their order. */
function namesSideBySide(product: Expression): readonly Expression[] {
  if (product.kind === "symbol" || product.kind === "element") return [product];
  if (product.kind === "multiply" && isSideBySide(product)) return [...namesSideBySide(product.left), ...namesSideBySide(product.right)];
  refuse("whether this is one index or several cannot be seen", product.at, cure);
}

/** A product inside of a sum of indices looks like two indices, unless parentheses hold it together. */
function refuseProducts(part: Expression): void {
  if (isSideBySide(part)) refuse("whether this is one index or several cannot be seen", part.at, cure);
  if (part.kind === "negate" && part.at.end === part.of.at.end) refuseProducts(part.of);
  if ((part.kind === "add" || part.kind === "subtract" || part.kind === "multiply") && part.at.end === part.right.at.end) {
    [part.left, part.right].forEach(refuseProducts);
  }
}

const cure = "write commas between indices, `\\cdot` in a product";

/** Parentheses are part of a product's place, and end behind its last factor. */
function isSideBySide(part: Expression): boolean {
  return part.kind === "multiply" && part.sign === "none" && part.at.end === part.right.at.end;
}
