/** How long the tests and cells of a program take as it is: the measure of what a changed one may take. */
import type { ChildSupervisor } from "../system/supervisor.ts";
import { runTestFiles, type RanTest } from "../wrong/testProcess.ts";
import type { ChapterProgram } from "./programs.ts";
import type { TrialFolder } from "./trialFolder.ts";

/** What a changed program may take, in seconds, where the program as it is took `seconds`: three times as long, and five more for the start of a process. */
export function timeLimit(seconds: number): number {
  return 3 * seconds + 5;
}

/** What came of running tests of a program as it is: the seconds that they took, or why no change can be judged by them. */
export type Baseline = { readonly kind: "passes"; readonly seconds: number } | { readonly kind: "fails"; readonly why: string };

/** Which tests of a program to run, in which folder. */
export interface BaselineOrder {
  readonly root: string;
  readonly program: ChapterProgram;
  readonly tests: readonly string[];
  readonly trial: TrialFolder;
  readonly life: ChildSupervisor;
}

/** Gives the baseline of some tests of a program. */
export type Baselines = (order: BaselineOrder) => Promise<Baseline>;

/** Runs each distinct set of tests of a program once, also where two ask for it at the same time. */
export function baselines(): Baselines {
  const known = new Map<string, Promise<Baseline>>();
  return (order) => {
    const key = JSON.stringify([order.program.chapter, order.tests]);
    const found = known.get(key) ?? measured(order);
    known.set(key, found);
    return found;
  };
}

/** Seconds after which tests that pass elsewhere are given up: half an hour. */
const patience = 1800;

async function measured({ root, program, tests, trial, life }: BaselineOrder): Promise<Baseline> {
  if ((await trial.put({ program, changed: [] })) === "does not compile") return { kind: "fails", why: "its native code does not compile" };
  const end = await runTestFiles({ root, folder: trial.folder, tests, seconds: patience, bail: "first failure", life });
  if (end.kind === "too-slow") return { kind: "fails", why: "its tests do not end" };
  const failed = end.tests.find((test): test is RanTest & { readonly error: string } => test.error !== null);
  const why = failed === undefined ? end.broken[0] : `the test \`${failed.fullName}\` fails: ${failed.error.split("\n")[0]}`;
  return why === undefined ? { kind: "passes", seconds: end.seconds } : { kind: "fails", why };
}
