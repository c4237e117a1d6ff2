/** `|x|`, `\lfloor x \rfloor`, `\lceil x \rceil`. */
import type { Expression } from "../expression.ts";
import { readScripts, scripted } from "../grammar/scripts.ts";
import { between, opens } from "../grammar/separated.ts";
import { peek, type Construction } from "../reader.ts";
import { refuse } from "../refusal.ts";

export const absolute: Construction = {
  name: "absolute value, floor, ceiling",
  latex: ["|x|", "\\lvert x \\rvert", "\\left| x - y \\right|^2", "\\lfloor x \\rfloor", "\\lceil x \\rceil"],
  meaning: "A bar that can both open and close is refused: write `\\lvert` and `\\rvert`.",
  read: (reader) => {
    const { text } = peek(reader);
    const kind = kinds.get(text);
    if (!kind || !opens(reader, text)) return null;
    const { value, at } = between(reader, reader.grammar.expression);
    const node: Expression = { kind, of: value, at };
    const scripts = readScripts(reader);
    if (scripts.sub) refuse("an index stands behind an absolute value", scripts.sub.slice);
    return { form: "plain", expression: scripted(reader, node, scripts) };
  },
};

const kinds: ReadonlyMap<string, "absolute" | "floor" | "ceiling"> = new Map([["|", "absolute"], ["\\lfloor", "floor"], ["\\lceil", "ceiling"]] as const);
