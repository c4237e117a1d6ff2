/** Tries changed operators: the tests that reach them, the nearest first, then the type-checker, then the cells of the chapter. */
import { loadCompiler, type Layout, type ReadyBook } from "../../tangle/index.ts";
import type { ChildSupervisor } from "../system/supervisor.ts";
import { runTestFiles, type TestsEnd } from "../wrong/testProcess.ts";
import { baselines, timeLimit, type Baselines } from "./baselines.ts";
import type { CellTrial } from "./cellTrials.ts";
import type { Mutant } from "./mutant.ts";
import { hasNative } from "./native.ts";
import type { NativeHere } from "./nativeHere.ts";
import { pooled } from "./pooled.ts";
import { changedProgram, layoutsOf, type ChangedProgram, type ChapterPrograms } from "./programs.ts";
import type { TestFinder } from "./reach.ts";
import { trialFolder, type TrialFolder } from "./trialFolder.ts";
import { failsAsItIs, Unjudged } from "./unjudged.ts";
import type { Verdict } from "./verdict.ts";

/** What a trial needs besides the mutants. */
export interface OperatorTrials<M extends Mutant> {
  readonly ready: ReadyBook;
  readonly programs: ChapterPrograms;
  readonly native: NativeHere;
  readonly testsReaching: TestFinder;
  readonly tryCells: CellTrial;
  /** Mutants that are tried at the same time. */
  readonly jobs: number;
  readonly life: ChildSupervisor;
  /** Told of each verdict as soon as it is there. */
  readonly found: (mutant: M, tried: TriedOperator) => void;
}

/** A verdict, and whom it took: where no test noticed the change, the cells were asked. */
export interface TriedOperator {
  readonly verdict: Verdict;
  readonly asked: "tests" | "cells";
}

/** Tries them all. Throws `Unjudged` where the program as it is fails. */
export async function tryOperators<M extends Mutant>(mutants: readonly M[], order: OperatorTrials<M>): Promise<void> {
  if (mutants.length === 0) return;
  const { root } = order.ready.book;
  const typeErrors = await typeErrorsOf(root);
  const baselineOf = baselines();
  const folders = new Map<number, TrialFolder>();
  try {
    // neighbours in the book have a program in common
    await pooled(mutants, order.jobs, async (mutant, slot) => {
      const trial = folders.get(slot) ?? (await trialFolder({ root, slot, buildNative: order.native.build }));
      folders.set(slot, trial);
      const { programs, native, testsReaching, tryCells, life } = order;
      order.found(mutant, await verdictOn(mutant, { root, programs, native, testsReaching, tryCells, life, trial, typeErrors, baselineOf }));
    });
  } finally {
    for (const folder of folders.values()) folder.discard();
  }
}

interface Setting extends Pick<OperatorTrials<Mutant>, "programs" | "native" | "testsReaching" | "tryCells" | "life"> {
  readonly root: string;
  readonly trial: TrialFolder;
  readonly typeErrors: (layouts: readonly Layout[]) => number;
  readonly baselineOf: Baselines;
}

/** Counts the errors of a program; loaded and begun only when it is first asked. */
async function typeErrorsOf(root: string): Promise<Setting["typeErrors"]> {
  const { typeChecker } = await loadCompiler();
  const checker = typeChecker(root);
  return (layouts) => checker.check(layouts).length;
}

async function verdictOn(mutant: Mutant, setting: Setting): Promise<TriedOperator> {
  const change = changedProgram(setting.programs, mutant);
  if (change === null) return byTests({ kind: "survived" });
  const isNative = hasNative(change.changed);
  const built = isNative ? await setting.trial.put(change) : "built";
  // a text that is no program shows nothing of the tests
  if (built === "does not compile") return byTests({ kind: "not tried", why: "it does not compile" });
  if (built === "not here") return byTests({ kind: "not tried", why: "its native code cannot be built here" });
  const tested = await testedBy(mutant, change, setting);
  if (tested.kind === "noticed") return byTests(tested);
  if (!isNative && hasTypeErrors(mutant, change, setting)) return byTests({ kind: "noticed", by: "the type-checker" });
  if (tested.kind === "timed out") return byTests({ kind: "timed out", where: "the tests" });
  const cells = await setting.tryCells(change, setting.trial);
  if (cells.kind === "differs") return byCells({ kind: "noticed", by: cells.cell });
  if (cells.kind === "timed out") return byCells({ kind: "timed out", where: "the cells" });
  // of native code every test that was skipped might have noticed; of the rest a few such tests say nothing
  const isUntried = tested.skipped > 0 && (isNative || tested.passed === 0);
  return byCells(isUntried ? { kind: "not tried", why: "tests that reach it are skipped here" } : { kind: "survived" });
}

function byTests(verdict: Verdict): TriedOperator {
  return { verdict, asked: "tests" };
}

function byCells(verdict: Verdict): TriedOperator {
  return { verdict, asked: "cells" };
}

type Tested = { readonly kind: "noticed"; readonly by: string } | { readonly kind: "timed out" } | { readonly kind: "passed"; readonly passed: number; readonly skipped: number };

async function testedBy(mutant: Mutant, change: ChangedProgram, { root, trial, native, testsReaching, baselineOf, life }: Setting): Promise<Tested> {
  const { near, far } = testsReaching(change);
  const { program } = change;
  let [passed, skipped] = [0, 0];
  for (const { here: tests, skipped: absent } of [near, far].map((each) => native.testsIn(program.layouts, each))) {
    skipped += absent;
    if (tests.length === 0) continue;
    const baseline = await baselineOf({ root, program, tests, trial, life });
    if (baseline.kind === "fails") throw new Unjudged(failsAsItIs(mutant, baseline.why));
    await trial.put(change);
    const end = await runTestFiles({ root, folder: trial.folder, tests, seconds: timeLimit(baseline.seconds), bail: "first failure", life });
    const failed = failureIn(end);
    if (failed.kind !== "none") return failed;
    passed += failed.passed;
    skipped += failed.skipped;
  }
  return { kind: "passed", passed, skipped };
}

/** A test that ends by its own time limit has not come to its end either. */
function failureIn(end: TestsEnd): Exclude<Tested, { kind: "passed" }> | { readonly kind: "none"; readonly passed: number; readonly skipped: number } {
  if (end.kind === "too-slow") return { kind: "timed out" };
  const failed = end.tests.filter(({ error }) => error !== null);
  const real = failed.find(({ isLate }) => !isLate);
  if (real !== undefined) return { kind: "noticed", by: `the test \`${real.name}\`` };
  if (failed.length > 0) return { kind: "timed out" };
  const [broken] = end.broken;
  // what the process said is of this machine and of this moment
  if (broken !== undefined) return { kind: "noticed", by: broken.replace(/^(the tests ended before they were done|an error outside of any test):[\s\S]*/, "$1").split("\n")[0] ?? "" };
  const skipped = end.tests.filter(({ isSkipped }) => isSkipped).length;
  return { kind: "none", passed: end.tests.length - skipped, skipped };
}

/** The program as it is must be free of them. */
function hasTypeErrors(mutant: Mutant, change: ChangedProgram, { typeErrors }: Setting): boolean {
  if (typeErrors(layoutsOf(change)) === 0) return false;
  if (typeErrors(change.program.layouts) > 0) throw new Unjudged(failsAsItIs(mutant, "it has type errors"));
  return true;
}
