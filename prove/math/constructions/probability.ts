/** `P(X = 2)`, where no function `P` is bound. */
import type { Condition, Expression } from "../expression.ts";
import { seesBlackboard, blackboard } from "../grammar/blackboard.ts";
import { allOf } from "../grammar/condition.ts";
import { isBound } from "../grammar/names.ts";
import { readScripts, scripted } from "../grammar/scripts.ts";
import { between, opens } from "../grammar/separated.ts";
import { peek, sees, take, type Construction, type Reader } from "../reader.ts";
import { refuse } from "../refusal.ts";

export const probability: Construction = {
  name: "probabilities",
  latex: ["P(X = 2)", "\\Pr(X > Y)", "\\mathbb{P}(0 \\le X < 1)", "P(X = 1, Y = 2)"],
  meaning:
    "Of an event: comparisons of random variables; a comma stands for \"and\". Where `P` is bound it is that name. A condition, " +
    "`P(X = 1 \\mid Y = 2)`, is refused.",
  read: (reader) => {
    if (!startsProbability(reader)) return null;
    const { start } = peek(reader);
    if (blackboard(reader, "P") === null) take(reader);
    if (!opens(reader, "(", "[", "\\{")) refuse("a probability lacks its event", { start, end: peek(reader).start });
    const { value: event, at } = between(reader, readEvent);
    const node: Expression = { kind: "probability", event, at: { start, end: at.end } };
    return { form: "plain", expression: scripted(reader, node, readScripts(reader)) };
  },
};

/** True before `\Pr`, `\mathbb{P}`, and before a `P(` that no cell binds. */
export function startsProbability(reader: Reader): boolean {
  if (sees(reader, "\\Pr") || seesBlackboard(reader, "P")) return true;
  const { kind, text } = peek(reader);
  return kind === "letter" && text === "P" && !isBound(reader, "P") && peek(reader, 1).kind === "delimiter" && peek(reader, 1).text === "(";
}

function readEvent(reader: Reader): Condition {
  const found = [reader.grammar.condition(reader)];
  while (sees(reader, ",")) {
    take(reader);
    found.push(reader.grammar.condition(reader));
  }
  return allOf(found);
}
