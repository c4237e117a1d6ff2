/** Tries changes of the program: the type-checker, then its tests, then the cells that reach what was changed. */
import { buildsOf, loadCompiler, type Layout, type ReadyBook } from "../../tangle/index.ts";
import { runProgramTests } from "../wrong/programTests.ts";
import { testsReaching } from "../wrong/testsReaching.ts";
import { mutatedProgram, programOf, type ChangedProgram } from "./program.ts";
import type { Mutant } from "./mutant.ts";
import type { MutationResult, Verdict } from "./verdict.ts";

/** What a trial needs besides the mutants. */
export interface ProgramTrials {
  readonly ready: ReadyBook;
  /** What the tests of one program may take; what takes longer does not end, and is noticed. */
  readonly seconds: number;
  /** Which cell shows something else under a changed program; null if none does. */
  readonly cellThatDiffers: (program: ChangedProgram) => Promise<string | null>;
  readonly progress: (done: number) => void;
}

/** One after the other: the tests of a program use all cores already. */
export async function tryOperators(mutants: readonly Mutant[], order: ProgramTrials): Promise<readonly MutationResult[]> {
  const { typeChecker } = await loadCompiler();
  const checker = typeChecker(order.ready.book.root);
  const before = programOf(order.ready);
  const trials: MutationResult[] = [];
  for (const mutant of mutants) {
    order.progress(trials.length);
    trials.push({ mutant, verdict: await verdictOn(mutant, { ...order, checker, before }) });
  }
  return trials;
}

interface Setting extends ProgramTrials {
  readonly checker: { readonly check: (layouts: readonly Layout[]) => readonly unknown[] };
  readonly before: readonly Layout[];
}

async function verdictOn(mutant: Mutant, { ready, seconds, checker, before, cellThatDiffers }: Setting): Promise<Verdict> {
  const program = mutatedProgram(ready, before, mutant);
  if (program === "not a book") return { kind: "noticed", by: "tangle" };
  if (checker.check(program.layouts).length > 0) return { kind: "noticed", by: "the type-checker" };
  const tests = await testsReaching(program.layouts, program.changed, buildsOf(ready.book.root).builds);
  const failure = tests.length === 0 ? null : await failureOf({ root: ready.book.root, layouts: program.layouts, tests, seconds, bail: "first failure" });
  if (failure !== null) return { kind: "noticed", by: failure };
  const cell = await cellThatDiffers(program);
  return cell === null ? { kind: "survived" } : { kind: "noticed", by: cell };
}

async function failureOf(order: Parameters<typeof runProgramTests>[0]): Promise<string | null> {
  const end = await runProgramTests(order);
  if (end.kind === "too-slow") return "tests that do not end";
  const failed = end.tests.find(({ error }) => error !== null);
  return failed === undefined ? (end.broken[0] ?? null) : `the test \`${failed.name}\``;
}
