/** How the result of a test is printed by a worker, and read by the page. */
import type { TestResult, TestsRun } from "./tests.ts";

const mark = "test: ";

/** The line of a result. */
export function resultLine(result: TestResult): string {
  return mark + JSON.stringify(result);
}

/** The results among lines, and the lines that the program itself has printed. */
export function resultsIn(lines: readonly string[]): TestsRun {
  const read = lines.map((line) => resultOf(line));
  return { results: read.filter((result) => result !== null), printed: lines.filter((_, index) => read[index] === null) };
}

function resultOf(line: string): TestResult | null {
  if (!line.startsWith(mark)) return null;
  try {
    return JSON.parse(line.slice(mark.length)) as TestResult;
  } catch {
    return null;
  }
}
