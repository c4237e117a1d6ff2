/** `\underbrace{…}_{…}`: what stands in it, its label passed over. */
import { argument, peek, readSlice, sees, take, taken, type Construction } from "../reader.ts";
import { widened } from "../grammar/separated.ts";

export const braced: Construction = {
  name: "underbraces",
  latex: ["\\underbrace{x + y}_{\\text{both}}", "\\overbrace{x}^{n}"],
  meaning: "What the brace spans, as if in parentheses; the label is passed over.",
  read: (reader) => {
    if (!sees(reader, "\\underbrace", "\\overbrace")) return null;
    const { start, text } = take(reader);
    const of = readSlice(reader, argument(reader, text), reader.grammar.expression);
    if (peek(reader).kind === (text === "\\underbrace" ? "sub" : "sup")) {
      take(reader);
      argument(reader, text);
    }
    return { form: "group", expression: widened(of, { start, end: taken(reader).end }) };
  },
};
