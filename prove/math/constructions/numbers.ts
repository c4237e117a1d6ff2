/** Numbers: `3`, `0.5`, `1{,}000`, `\infty`. */
import { readScripts, scripted } from "../grammar/scripts.ts";
import { peek, sees, take, type Construction } from "../reader.ts";
import { refuse } from "../refusal.ts";

export const numbers: Construction = {
  name: "numbers",
  latex: ["3", "0.5", "1{,}000", "10^{-3}", "\\infty"],
  meaning: "Decimal numbers with a point; `{,}` separates thousands. `\\infty` is infinity.",
  read: (reader) => {
    const { kind, text, start, end } = peek(reader);
    if (kind !== "number" && !sees(reader, "\\infty")) return null;
    take(reader);
    if (/^0\d/.test(text)) {
      refuse(`\`${text}\` begins with a zero, as the end of a number does`, { start, end }, "write `{,}` between thousands");
    }
    const value = kind === "number" ? Number(text.replaceAll("{,}", "")) : Infinity;
    const expression = scripted(reader, { kind: "number", value, at: { start, end } }, readScripts(reader));
    return { expression, form: kind === "number" ? "number" : "plain" };
  },
};
