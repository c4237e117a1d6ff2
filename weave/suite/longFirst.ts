/** In which order files of tests begin: a long one that begins last keeps one core busy when all others have ended. */
import { readFileSync } from "node:fs";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Whether a text has a test that may take any time, which its author says by a limit of 0. */
export function isLong(text: string): boolean {
  return /^\s*\}, 0\);$|\btimeout: 0\b/m.test(text);
}

/** Vitest's own order, by what it knows of earlier runs or by size, but those with such a test first. */
export default class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const long = new Set(sorted.filter(({ moduleId }) => isLong(readFileSync(moduleId, "utf8"))));
    return [...long, ...sorted.filter((file) => !long.has(file))];
  }
}
