/** Runs tests of a program that is not in `src/`, written below `output/.cache/` for them. */
import { join } from "node:path";
import { loadCompiler, type Layout } from "../../tangle/index.ts";
import { runTestFiles, type TestsEnd } from "./testProcess.ts";

export type { RanTest, TestsEnd } from "./testProcess.ts";

/** A program of the book below `root` and which of its tests to run. */
export interface ProgramTests {
  /** The folder that holds `book/`, links resolved. */
  readonly root: string;
  readonly layouts: readonly Layout[];
  /** Paths such as `src/markov/model.test.ts`. */
  readonly tests: readonly string[];
  /** How long they may take together. */
  readonly seconds: number;
}

/** Writes the program below the root's `output/.cache/`, runs the tests there, and removes it. */
export async function runProgramTests({ root, layouts, tests, seconds }: ProgramTests): Promise<TestsEnd> {
  const { diskWriter, makeTestFolder, writeTested } = await loadCompiler();
  const writer = diskWriter();
  const folder = makeTestFolder(root, "mutant", writer);
  try {
    writeTested({ root, target: join(folder, "program"), layouts, tests }, writer);
    return await runTestFiles({ root, folder, tests, seconds });
  } finally {
    writer.discard(folder);
  }
}
