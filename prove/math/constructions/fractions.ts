/** `\frac{a}{b}`. */
import { argument, peek, readSlice, sees, take, taken, type Construction } from "../reader.ts";
import { refuse } from "../refusal.ts";

export const fractions: Construction = {
  name: "fractions",
  latex: ["\\frac{x}{y}", "\\tfrac12", "\\dfrac{x + 1}{2}"],
  meaning: "The quotient. An exponent behind a fraction is refused.",
  read: (reader) => {
    if (!sees(reader, "\\frac", "\\tfrac", "\\dfrac", "\\cfrac")) return null;
    const { start, text } = take(reader);
    const left = readSlice(reader, argument(reader, text), reader.grammar.expression);
    const right = readSlice(reader, argument(reader, text), reader.grammar.expression);
    const next = peek(reader);
    if (["sup", "sub", "prime"].includes(next.kind)) {
      refuse("a script behind a fraction may belong to it or to what is below", next, "write parentheses around the fraction");
    }
    return { form: "fraction", expression: { kind: "divide", left, right, at: { start, end: taken(reader).end } } };
  },
};
