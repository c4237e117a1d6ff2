/** Runs tests of a program that is not in `src/`, written below `output/.cache/` for them. */
import { join } from "node:path";
import { buildsOf, loadCompiler, locate, machineOf, openVerdicts, placeProducts, readyTests, verdictKeys, type Diagnostic, type Layout, type SkippedTest, type Verdict } from "../../tangle/index.ts";
import { runTestFiles, type RanTest, type TestsEnd } from "./testProcess.ts";

export type { RanTest } from "./testProcess.ts";

/** The same, with the tests that this machine cannot run. */
export type ProgramTestsEnd = Exclude<TestsEnd, { readonly kind: "ran" }> | (Extract<TestsEnd, { readonly kind: "ran" }> & { readonly skipped: readonly SkippedTest[] });

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
export async function runProgramTests(order: ProgramTests): Promise<ProgramTestsEnd> {
  const { root, layouts, tests } = order;
  const verdicts = openVerdicts(root);
  const keys = verdictKeys(root)(new Map(layouts.map(({ path, text }) => [path, text])), tests);
  const known = new Map([...keys].flatMap(([path, key]) => {
    const verdict = verdicts.get(key);
    return verdict === null ? [] : [[path, verdict] as const];
  }));
  const before = [...known].flatMap(([path, verdict]) => passedTests(path, verdict));
  const waiting = tests.filter((path) => !known.has(path));
  if (waiting.length === 0) return { kind: "ran", tests: before, broken: [], seconds: 0, skipped: [] };
  const end = await runWritten({ ...order, tests: waiting });
  if (end.kind === "too-slow") return end;
  // an error outside of any test may be any file's
  if (end.broken.length === 0) for (const path of waiting) keep(path, end.tests, (verdict) => verdicts.put(keys.get(path) ?? "", verdict));
  return { ...end, tests: [...before, ...end.tests] };
}

function passedTests(file: string, { tests }: Verdict): readonly RanTest[] {
  return tests.map(({ fullName, name }) => ({ file, fullName, name, error: null, isSkipped: false, isLate: false }));
}

/** Keeps the verdict on a file of which every test ran and passed. */
function keep(path: string, ran: readonly RanTest[], put: (verdict: Verdict) => void): void {
  const own = ran.filter(({ file }) => file === path);
  if (own.length > 0 && own.every(({ error, isSkipped }) => error === null && !isSkipped)) put({ tests: own.map(({ fullName, name }) => ({ fullName, name })) });
}

/** Builds the native products that the tests reach, writes the program, and runs those that this machine can run. */
async function runWritten({ root, layouts, tests: asked, seconds }: ProgramTests): Promise<ProgramTestsEnd> {
  const { diskWriter, makeTestFolder, writeTested } = await loadCompiler();
  const writer = diskWriter();
  const folder = makeTestFolder(root, "mutant", writer);
  try {
    const { builds } = buildsOf(root);
    const { tests, products, skipped, diagnostics } = readyTests({ root, layouts, tests: asked, builds, machine: machineOf(root), into: join(folder, "builds") });
    const broken = diagnostics.filter(({ severity }) => severity === "error").map(inALine);
    if (broken.length > 0 || tests.length === 0) return { kind: "ran", tests: [], broken, seconds: 0, skipped };
    writeTested({ root, target: join(folder, "program"), layouts, tests }, writer);
    placeProducts(join(folder, "program"), { builds, products }, writer);
    const end = await runTestFiles({ root, folder, tests, seconds });
    return end.kind === "ran" ? { ...end, skipped } : end;
  } finally {
    writer.discard(folder);
  }
}

/** What a compiler says, on one line. */
function inALine({ at, message }: Diagnostic): string {
  const { path, line, column } = locate(at);
  return `${path}:${line}:${column}: ${message}`;
}
