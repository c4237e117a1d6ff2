/** `\mathbb{E}[X]`, `\mathbb{E}_{x \sim p}[f(x)]`. */
import type { Expression } from "../expression.ts";
import { readVariable } from "../grammar/range.ts";
import { readScripts, scripted } from "../grammar/scripts.ts";
import { between, opens, widened } from "../grammar/separated.ts";
import { blackboard } from "../grammar/blackboard.ts";
import { peek, readSlice, sees, take, within, type Construction, type Reader } from "../reader.ts";
import { refuse } from "../refusal.ts";

type Draw = { readonly variable: string; readonly distribution: Expression };

export const expectations: Construction = {
  name: "expectations",
  latex: ["\\mathbb{E}[X]", "\\mathbb{E}[X^2]", "\\mathbb{E}_{x \\sim D}[x^2]", "\\mathbb{E}[X]^2"],
  meaning:
    "Over the random variables that stand in the brackets, or over those below, each with `\\sim` and its distribution. Brackets " +
    "are required. A condition, `\\mathbb{E}[X \\mid Y]`, is refused.",
  read: (reader) => {
    const start = blackboard(reader, "E");
    if (start === null) return null;
    const { sub, sup, primes, star, end } = readScripts(reader);
    if (sup || primes > 0 || star) {
      refuse("what stands above `\\mathbb{E}` may belong to the variable", { start, end }, "write it behind the brackets");
    }
    const over = sub ? readSlice(reader, sub.slice, readDraws) : [];
    if (!opens(reader, "[", "(", "\\{")) refuse("an expectation lacks its brackets", { start, end }, "write `\\mathbb{E}[…]`");
    const variables = over.map(({ variable }) => variable);
    const { value: of, at } = within(reader, variables, (inner) => between(inner, inner.grammar.expression));
    const node: Expression = { kind: "expectation", of, over, at: { start, end: at.end } };
    return { form: "plain", expression: scripted(reader, widened(node, node.at), readScripts(reader)) };
  },
};

function readDraws(reader: Reader): readonly Draw[] {
  const draws: Draw[] = [];
  do {
    if (draws.length > 0) take(reader);
    const variable = readVariable(reader);
    if (!sees(reader, "\\sim")) refuse("from where the variable is drawn is not said", peek(reader), `write \`${variable} \\sim p\``);
    if (reader.indices.includes(variable)) {
      refuse(`\`${variable}\` is an index around this expectation too`, peek(reader), "name one of them differently");
    }
    take(reader);
    draws.push({ variable, distribution: reader.grammar.expression(reader) });
  } while (sees(reader, ","));
  return draws;
}
