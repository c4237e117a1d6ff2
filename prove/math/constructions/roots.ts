/** `\sqrt{x}` and `\sqrt[n]{x}`. */
import type { Expression } from "../expression.ts";
import { readScripts, scripted } from "../grammar/scripts.ts";
import { between, opens } from "../grammar/separated.ts";
import { argument, readSlice, sees, take, taken, type Construction } from "../reader.ts";

export const roots: Construction = {
  name: "roots",
  latex: ["\\sqrt{x}", "\\sqrt[3]{x}", "\\sqrt{x}^3"],
  meaning: "The square root, or the root of the degree in brackets.",
  read: (reader) => {
    if (!sees(reader, "\\sqrt")) return null;
    const { start, text } = take(reader);
    const degree = opens(reader, "[") ? between(reader, reader.grammar.expression).value : null;
    const of = readSlice(reader, argument(reader, text), reader.grammar.expression);
    const root: Expression = { kind: "root", of, degree, at: { start, end: taken(reader).end } };
    return { form: "plain", expression: scripted(reader, root, readScripts(reader)) };
  },
};
