/** `\langle a, b \rangle`. */
import type { Expression } from "../expression.ts";
import { readScripts, scripted } from "../grammar/scripts.ts";
import { between, commas, opens } from "../grammar/separated.ts";
import { type Construction } from "../reader.ts";
import { refuse } from "../refusal.ts";

export const inner: Construction = {
  name: "inner products",
  latex: ["\\langle p, q \\rangle", "\\left\\langle p, q \\right\\rangle^2"],
  meaning: "The sum of products of elements, of two arrays of one shape.",
  read: (reader) => {
    if (!opens(reader, "\\langle")) return null;
    const { value, at } = between(reader, commas);
    const [left, right, third] = value;
    if (!left || !right || third) refuse("an inner product has two sides, with a comma between them", at);
    const node: Expression = { kind: "inner", left, right, at };
    return { form: "plain", expression: scripted(reader, node, readScripts(reader)) };
  },
};
