/** Words among formulas: what stands in them is not read, so no formula may. */
import { refuse } from "../refusal.ts";
import type { Token } from "../tokens.ts";

/** Refuses `\text{since $p = 1$}` and `\text{since p = 1}`: words that would state something that nothing checks. */
export function refuseFormulaIn({ text, end }: Token): void {
  const sign = /\$|\\\(|\\ensuremath|:=|[=<>≤≥≠≈]/.exec(text);
  if (sign === null) return;
  // `text` stands right before its brace
  const start = end - 1 - text.length + sign.index;
  refuse(`\`${sign[0]}\` stands in words, where no formula is read`, { start, end: start + sign[0].length }, "close the words before the formula: `\\text{since } p = 1`");
}
