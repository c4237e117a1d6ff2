/** How many tests passed, failed and were skipped, as every command that runs tests says it in a line of its own. */

/** Counts of tests, and the skipped ones by name and reason. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** As they were printed: "`name`: reason". */
  readonly reasons: readonly string[];
}

/** The line: `12 passed, 0 failed`, and `, 3 skipped` where some were. */
export function tallyLine({ passed, failed, skipped }: Omit<Tally, "reasons">): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}

/** The line that says that a test was skipped. */
export function skippedLine(name: string, reason: string | undefined): string {
  return `skipped: \`${name}\`${reason === undefined ? "" : `: ${reason}`}`;
}

/**
 * Reads the last such line of what a command printed. A command without one is a test by itself; one that fails although all
 * of its tests pass is one more that failed.
 */
export function tallyIn(output: string, isWell: boolean): Tally {
  const [, passed, failed, skipped = "0"] = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1) ?? [];
  const reasons = [...output.matchAll(/^skipped: (.*)$/gm)].map(([, reason = ""]) => reason);
  if (passed === undefined) return { passed: isWell ? 1 : 0, failed: isWell ? 0 : 1, skipped: 0, reasons };
  const own = Number(failed);
  return { passed: Number(passed), failed: isWell || own > 0 ? own : 1, skipped: Number(skipped), reasons };
}

/** All together. */
export function sumOf(tallies: readonly Tally[]): Tally {
  const sum = (count: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + count(tally), 0);
  return { passed: sum(({ passed }) => passed), failed: sum(({ failed }) => failed), skipped: sum(({ skipped }) => skipped), reasons: tallies.flatMap(({ reasons }) => reasons) };
}
