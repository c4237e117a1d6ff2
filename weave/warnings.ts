/** What is said once about a book of which not everything has been run. */
import type { BookDocument } from "./tree.ts";

/** `warning[not-run]: 12 cells, 2 figures, 9 numbers and 5 derivations have not been run yet; …`; null where all has been. */
export function notRunWarning({ notRun }: BookDocument): string | null {
  const { cells, figures, numbers, derivations } = notRun;
  const counted = [
    [cells, "cell"],
    [figures, "figure"],
    [numbers, "number"],
    [derivations, "derivation"],
  ] as const;
  const parts = counted.filter(([count]) => count > 0).map(([count, noun]) => `${count} ${noun}${count === 1 ? "" : "s"}`);
  const last = parts.pop();
  if (last === undefined) return null;
  const list = parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
  const one = cells + figures + numbers + derivations === 1;
  return `warning[not-run]: ${list} ${one ? "has" : "have"} not been run yet; ${one ? "it is" : "they are"} shown as such\n`;
}
