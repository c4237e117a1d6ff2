/** `\operatorname{Var}(X)`, `\operatorname{Cov}(X, Y)`. */
import type { Expression } from "../expression.ts";
import { operatorName } from "../grammar/operatorName.ts";
import { readScripts, scripted } from "../grammar/scripts.ts";
import { between, commas, opens } from "../grammar/separated.ts";
import { peek, type Construction } from "../reader.ts";
import { refuse } from "../refusal.ts";

export const variances: Construction = {
  name: "variances and covariances",
  latex: ["\\operatorname{Var}(X)", "\\mathrm{Var}[X + Y]", "\\operatorname{Cov}(X, Y)"],
  meaning: "Of the random variables that stand in the brackets.",
  read: (reader) => {
    const from = reader.position;
    const found = operatorName(reader);
    const kind = found && kinds.get(found.name);
    if (!found || !kind) {
      reader.position = from;
      return null;
    }
    if (!opens(reader, "(", "[")) refuse(`\`${found.name}\` lacks its brackets`, { start: found.start, end: peek(reader).end });
    const { value: args, at } = between(reader, commas);
    const expected = kind === "variance" ? 1 : 2;
    if (args.length !== expected) refuse(`a ${kind} is of ${expected === 1 ? "one variable" : "two variables"}`, at);
    const node: Expression = { kind, args, at: { start: found.start, end: at.end } };
    return { form: "plain", expression: scripted(reader, node, readScripts(reader)) };
  },
};

const kinds: ReadonlyMap<string, "variance" | "covariance"> = new Map([["Var", "variance"], ["Cov", "covariance"]] as const);
