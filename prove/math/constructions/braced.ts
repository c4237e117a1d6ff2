/** `\underbrace{…}_{…}`: what stands in it, its label passed over. */
import { statesRelation } from "../chains.ts";
import { widened } from "../grammar/separated.ts";
import { refuseFormulaIn } from "../grammar/words.ts";
import { argument, peek, readSlice, sees, take, taken, type Construction, type Slice } from "../reader.ts";
import { refuse } from "../refusal.ts";

export const braced: Construction = {
  name: "underbraces",
  latex: ["\\underbrace{x + y}_{\\text{both}}", "\\overbrace{x}^{n}"],
  meaning: "What the brace spans, as if in parentheses; the label is passed over. One that states a relation is refused.",
  read: (reader) => {
    if (!sees(reader, "\\underbrace", "\\overbrace")) return null;
    const { start, text } = take(reader);
    const of = readSlice(reader, argument(reader, text), reader.grammar.expression);
    if (peek(reader).kind === (text === "\\underbrace" ? "sub" : "sup")) {
      take(reader);
      refuseStated(argument(reader, text));
    }
    return { form: "group", expression: widened(of, { start, end: taken(reader).end }) };
  },
};

/** Labels are not read, so none may state what could be false. */
function refuseStated(label: Slice): void {
  label.tokens.filter(({ kind }) => kind === "text").forEach(refuseFormulaIn);
  if (statesRelation(label.tokens)) refuse("a label states a relation, and labels are not read", label, "write it behind `&&`, as a reason");
}
