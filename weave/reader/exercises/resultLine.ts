/** How the result of a test is printed by a worker, and read by the page. */
import type { TestResult } from "./tests.ts";

const mark = "test: ";

/** The line of a result. */
export function resultLine(result: TestResult): string {
  return mark + JSON.stringify(result);
}

/** The results among lines, of which tests may have printed others. */
export function resultsIn(lines: readonly string[]): readonly TestResult[] {
  return lines.flatMap((line): readonly TestResult[] => {
    if (!line.startsWith(mark)) return [];
    try {
      return [JSON.parse(line.slice(mark.length)) as TestResult];
    } catch {
      return [];
    }
  });
}
