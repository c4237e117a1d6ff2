/** Runs tests of a program that is not in `src/`, written below `output/.cache/` for them. */
import { join } from "node:path";
import { loadCompiler, openVerdicts, verdictKeys, type Layout, type Verdict } from "../../tangle/index.ts";
import { runTestFiles, type RanTest, type TestsEnd } from "./testProcess.ts";

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

/**
 * Runs those of the tests that are not known to pass on just these texts, in a program that is written below the root's
 * `output/.cache/` for them; the answer has them all.
 */
export async function runProgramTests(order: ProgramTests): Promise<TestsEnd> {
  const { root, layouts, tests } = order;
  const verdicts = openVerdicts(root);
  const keys = verdictKeys(root)(new Map(layouts.map(({ path, text }) => [path, text])), tests);
  const known = new Map([...keys].flatMap(([path, key]) => {
    const verdict = verdicts.get(key);
    return verdict === null ? [] : [[path, verdict] as const];
  }));
  const before = [...known].flatMap(([path, verdict]) => passedTests(path, verdict));
  const waiting = tests.filter((path) => !known.has(path));
  if (waiting.length === 0) return { kind: "ran", tests: before, broken: [], seconds: 0 };
  const end = await runWritten({ ...order, tests: waiting });
  if (end.kind === "too-slow") return end;
  // an error outside of any test may be any file's
  if (end.broken.length === 0) for (const path of waiting) keep(path, end.tests, (verdict) => verdicts.put(keys.get(path) ?? "", verdict));
  return { ...end, tests: [...before, ...end.tests] };
}

function passedTests(file: string, { tests }: Verdict): readonly RanTest[] {
  return tests.map(({ fullName, name }) => ({ file, fullName, name, error: null, isSkipped: false }));
}

/** Keeps the verdict on a file of which every test ran and passed. */
function keep(path: string, ran: readonly RanTest[], put: (verdict: Verdict) => void): void {
  const own = ran.filter(({ file }) => file === path);
  if (own.length > 0 && own.every(({ error, isSkipped }) => error === null && !isSkipped)) put({ tests: own.map(({ fullName, name }) => ({ fullName, name })) });
}

async function runWritten({ root, layouts, tests, seconds }: ProgramTests): Promise<TestsEnd> {
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
