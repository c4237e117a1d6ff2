/** What is said once about a book of which not everything has been run. */
import { listed, many } from "./words/count.ts";
import type { BookDocument } from "./tree.ts";

/** `warning[not-run]: 12 cells, 2 figures, 9 numbers and 5 derivations have not been run yet; …`; null where all has been. */
export function notRunWarning({ notRun }: BookDocument): string | null {
  const { cells, figures, numbers, derivations, costs } = notRun;
  const counted = [[cells, "cell"], [figures, "figure"], [numbers, "number"], [derivations, "derivation"], [costs, "cost"]] as const;
  const parts = counted.filter(([count]) => count > 0).map(([count, noun]) => many(count, noun));
  if (parts.length === 0) return null;
  const one = cells + figures + numbers + derivations + costs === 1;
  const shown = one ? "has not been run yet; it is shown as such, and `npm run prove` runs it" : "have not been run yet; they are shown as such, and `npm run prove` runs them";
  return `warning[not-run]: ${listed(parts)} ${shown}\n`;
}
