/** What `npm test` prints: a line a step, all that a failing one said, a table of seconds, and the tests in a last line. */
import { slowFilesIn, slowLines } from "../../tangle/index.ts";
import type { StepEnd } from "./step.ts";
import { sumOf, tallyLine, type Tally } from "./tally.ts";

/** A step's line as soon as it has ended; below that of a failing one, all that it printed. */
export function stepLine(end: StepEnd): string {
  if (end.kind === "not run") return `–  ${end.step.name}: not run, since ${end.why}\n`;
  const { step, seconds, tally, output } = end;
  const line = `${end.kind === "passed" ? "✓" : "✗"}  ${step.name}: ${tallyLine(tally)} in ${seconds.toFixed(1)} s\n`;
  return end.kind === "passed" ? line : `${line}${output.trimEnd().replace(/^/gm, "   │ ").replace(/[^\S\n]+$/gm, "")}\n`;
}

/** The table, the slowest files of tests, the tests that were skipped, and the last line. `seconds` is how long all took together. */
export function closingReport(ends: readonly StepEnd[], seconds: number): string {
  const width = Math.max(...ends.map(({ step }) => step.name.length), "together".length) + 2;
  const rows = ends.map((end) => `${end.step.name.padEnd(width)}${end.kind === "not run" ? "not run" : end.seconds.toFixed(1).padStart(7)}`);
  const tally = tallyOf(ends);
  const slow = slowLines(ends.flatMap((end) => (end.kind === "not run" ? [] : slowFilesIn(end.output)))).map((line) => `${line}\n`).join("");
  const skipped = tally.reasons.map((reason) => `skipped: ${reason}\n`).join("");
  return `\n${"".padEnd(width)}seconds\n${rows.join("\n")}\n${"together".padEnd(width)}${seconds.toFixed(1).padStart(7)}\n\n${slow}${skipped}${tallyLine(tally)}\n`;
}

/** The tests of all steps; a step that was not run is one that was skipped. */
export function tallyOf(ends: readonly StepEnd[]): Tally {
  return sumOf(ends.map((end) => (end.kind === "not run" ? { passed: 0, failed: 0, skipped: 1, reasons: [`\`${end.step.name}\`: ${end.why}`] } : end.tally)));
}
