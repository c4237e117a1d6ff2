/** `\lVert x \rVert_2`. */
import type { Expression } from "../expression.ts";
import { isBound } from "../grammar/names.ts";
import { readScripts, scripted, type Script } from "../grammar/scripts.ts";
import { between, opens } from "../grammar/separated.ts";
import { readSlice, type Construction, type Reader } from "../reader.ts";

export const norms: Construction = {
  name: "norms",
  latex: ["\\lVert p \\rVert", "\\|p\\|_1", "\\lVert p \\rVert_2^2", "\\lVert p \\rVert_\\infty", "\\lVert A \\rVert_F"],
  meaning: "The Euclidean norm of a vector, or the norm of the order below; of a matrix with `F` below, where `F` is not bound, that of all its elements.",
  read: (reader) => {
    if (!opens(reader, "\\|")) return null;
    const { value, at } = between(reader, reader.grammar.expression);
    const { sub, ...others } = readScripts(reader);
    const node: Expression = { kind: "norm", of: value, order: sub && orderOf(reader, sub), at: { start: at.start, end: sub?.end ?? at.end } };
    return { form: "plain", expression: scripted(reader, node, { ...others, sub: null }) };
  },
};

/** `F` says that the Euclidean norm of all elements is meant. */
function orderOf(reader: Reader, { slice }: Script): Expression | "F" {
  const isFrobenius = slice.tokens.length === 1 && slice.tokens[0]?.text === "F" && !isBound(reader, "F");
  return isFrobenius ? "F" : readSlice(reader, slice, reader.grammar.expression);
}
