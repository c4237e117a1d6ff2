/** The list of all that the reader of mathematics accepts, for authors. What is not on it is refused by name. */
import { constructions } from "./constructions.ts";
import { calls } from "./grammar/calls.ts";
import { comparisons } from "./grammar/condition.ts";
import { sums } from "./grammar/expression.ts";
import { indexing } from "./grammar/indices.ts";
import { multiplications } from "./grammar/product.ts";
import { powers } from "./grammar/scripts.ts";
import type { Accepted } from "./reader.ts";
import { reasonsAccepted } from "./reasons.ts";
import { relationsAccepted, rowsAccepted } from "./rows.ts";
import { spacing } from "./spacing.ts";

/** Every accepted thing: its name, examples that are read, and what they mean. */
export const accepted: readonly Accepted[] = [
  ...[rowsAccepted, reasonsAccepted, relationsAccepted, sums, multiplications, powers, indexing, calls, comparisons],
  ...constructions.map(({ name, latex, meaning }): Accepted => ({ name, latex, meaning })),
  { name: "spacing", latex: ["x \\, y", "\\displaystyle x"], meaning: `Passed over: ${spacing.map((each) => `\`${each}\``).join(" ")}, and comments.` },
];

/** The list as a Markdown table, as `README.md` shows it. */
export function acceptedTable(): string {
  const cell = (text: string): string => text.replaceAll("|", "\\|");
  const rows = accepted.map(({ name, latex, meaning }) => `| ${name} | ${latex.map((each) => `\`${cell(each)}\``).join(", ")} | ${cell(meaning)} |\n`);
  return `| construction | examples | meaning |\n|---|---|---|\n${rows.join("")}`;
}
