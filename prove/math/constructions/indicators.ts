/** `\mathbb{1}[i = j]`. */
import type { Condition, Expression } from "../expression.ts";
import { relations } from "../commands.ts";
import { blackboard } from "../grammar/blackboard.ts";
import { readScripts, scripted } from "../grammar/scripts.ts";
import { between, opens } from "../grammar/separated.ts";
import { argument, peek, readSlice, sees, take, type Construction, type Reader } from "../reader.ts";
import { refuse } from "../refusal.ts";

export const indicators: Construction = {
  name: "indicators",
  latex: ["\\mathbb{1}[x = y]", "\\mathbf{1}[x > 0]", "\\mathbb{1}_{x > 0}", "\\mathbb{1}\\{x \\ne y\\}"],
  meaning: "1 where the condition holds, else 0. `\\mathbf{1}` without a condition is the name `ones`.",
  read: (reader) => {
    const start = takeOne(reader);
    if (start === null) return null;
    const condition = readCondition(reader, start);
    const node: Expression = { kind: "indicator", condition, at: { start, end: peek(reader, -1).end } };
    return { form: "plain", expression: scripted(reader, node, readScripts(reader)) };
  },
};

/** Takes `\mathbb{1}`, or `\mathbf{1}` before a condition. */
function takeOne(reader: Reader): number | null {
  const start = blackboard(reader, "1");
  if (start !== null || !sees(reader, "\\mathbf", "\\boldsymbol")) return start;
  const from = reader.position;
  const bold = take(reader);
  const { tokens } = argument(reader, bold.text);
  if (tokens.length === 1 && tokens[0]?.text === "1" && seesCondition(reader)) return bold.start;
  reader.position = from;
  return null;
}

function seesCondition(reader: Reader): boolean {
  if (!opens(reader, "[", "\\{") && peek(reader).kind !== "sub") return false;
  const rest = reader.tokens.slice(reader.position + 1);
  const end = rest.findIndex(({ kind, text }) => kind === "close" || text === "]" || text === "\\}");
  return rest.slice(0, end).some(({ text }) => relations.has(text));
}

function readCondition(reader: Reader, start: number): Condition {
  if (peek(reader).kind === "sub") return take(reader), readSlice(reader, argument(reader, "_"), reader.grammar.condition);
  if (!opens(reader, "[", "(", "\\{")) {
    refuse("an indicator lacks its condition", { start, end: peek(reader, -1).end }, "write it in brackets");
  }
  return between(reader, reader.grammar.condition).value;
}
