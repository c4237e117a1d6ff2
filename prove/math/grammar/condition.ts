/** Comparisons: under a sum, in `cases`, in an indicator, of a random variable. */
import { relations } from "../commands.ts";
import type { Condition } from "../expression.ts";
import { peek, sees, take, type Accepted, type Reader } from "../reader.ts";
import { refuse } from "../refusal.ts";

export const comparisons: Accepted = {
  name: "conditions",
  latex: ["\\mathbb{1}[x > 0]", "\\mathbb{1}[0 \\le x < 1]", "\\mathbb{1}[x \\ne y \\land y > 0]", "\\mathbb{1}[x > 0 \\text{ and } y > 0]"],
  meaning: "One or more comparisons, a chain of them, or several with `\\land` or `\\text{ and }` between them.",
};

/** Reads comparisons as far as they go. */
export function readCondition(reader: Reader): Condition {
  const found = [...readComparisons(reader)];
  while (sees(reader, "\\land", "\\wedge") || (peek(reader).kind === "text" && peek(reader).text.trim() === "and")) {
    take(reader);
    found.push(...readComparisons(reader));
  }
  return allOf(found);
}

/** One condition that holds where all of them do. */
export function allOf(conditions: readonly Condition[]): Condition {
  const [first] = conditions;
  const last = conditions.at(-1);
  if (!first || !last) throw new Error("internal: no condition");
  return first === last ? first : { kind: "all", of: conditions, at: { start: first.at.start, end: last.at.end } };
}

function readComparisons(reader: Reader): readonly Condition[] {
  const found: Condition[] = [];
  let left = reader.grammar.expression(reader);
  for (let relation = relations.get(peek(reader).text); relation; relation = relations.get(peek(reader).text)) {
    take(reader);
    const right = reader.grammar.expression(reader);
    found.push({ kind: "comparison", left, relation, right, at: { start: left.at.start, end: right.at.end } });
    left = right;
  }
  if (found.length === 0) refuse("a comparison is expected here", left.at);
  return found;
}
