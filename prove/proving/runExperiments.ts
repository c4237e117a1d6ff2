/** `prove --experiments`: reads the book, and runs the experiments that have no record that holds. */
import { join } from "node:path";
import { hasErrors, inBookOrder, prepare, reasonOf, textAt, type Diagnostic } from "../../tangle/index.ts";
import { conditionsNow } from "../records/conditions.ts";
import { Unwritten } from "../evidence/save.ts";
import type { ExperimentPlan } from "../experiments/plan.ts";
import { selected } from "../experiments/select.ts";
import { trainExperiments, type StandingSeed, type TrainResult } from "../experiments/train.ts";
import { buildFor } from "../native/nativeCode.ts";
import { readLimits } from "../units/limits.ts";
import { planOf } from "./plan.ts";
import { notTangled } from "./problems.ts";

/** Which to run, and whom to tell. */
export interface ExperimentOrder {
  /** The folder that holds `book/`. */
  readonly root: string;
  /** Names of experiments, and chapters by folder or number; none is all. */
  readonly words: readonly string[];
  readonly jobs: number;
  /** The command as it was called. */
  readonly command: string;
  readonly progress: (step: string) => void;
  readonly say: (line: string) => void;
  readonly stands: (seeds: readonly StandingSeed[]) => void;
}

/** What came of it, and how many were skipped since this machine cannot run them; or a name that there is not. */
export type ExperimentsRun = (TrainResult & { readonly skipped: number }) | { readonly mistake: string };

/** Runs them. The author's mistakes are returned, never thrown. */
export async function runExperiments(order: ExperimentOrder): Promise<ExperimentsRun> {
  order.progress("reading the book");
  const { ready, diagnostics } = prepare(order.root);
  if (ready === null) return stopped(diagnostics);
  const { root } = ready.book;
  const plan = planOf(ready);
  const plans = selected(ready.book, plan.sections.flatMap(({ experiments }) => experiments), order.words);
  if ("mistake" in plans) return plans;
  const { limits, diagnostics: limitMistakes } = readLimits(textAt(join(root, "book/book.yml")));
  const obstacles = inBookOrder(ready.book, [...diagnostics, ...plan.diagnostics, ...limitMistakes, ...notTangled(root, plan.finished.layouts)]);
  if (hasErrors(obstacles)) return stopped(obstacles);
  const { jobs, progress, say, stands, command } = order;
  const open = plans.filter(isOpen);
  const skipped = open.filter(({ lacks }) => lacks.length > 0);
  for (const { name, lacks } of skipped) say(`skipped: \`${name}\`: ${reasonOf(lacks)}`);
  const here = open.filter((each) => !skipped.includes(each));
  const building = buildFor(plan.sections.map(({ native, experiments }) => ({ native, codes: experiments.filter((each) => here.includes(each)).flatMap(({ codes }) => codes) })), progress);
  if (hasErrors(building)) return stopped(inBookOrder(ready.book, [...obstacles, ...building]));
  const result = await trainExperiments({ root, plans: here, sameData: plan.sameData, limits, jobs, progress, say, stands, conditions: conditionsNow(root, command) }).catch(refusedWrite);
  return { ...result, skipped: skipped.length, diagnostics: inBookOrder(ready.book, [...obstacles, ...building, ...result.diagnostics]) };
}

/** Whether a seed of it has no record that holds. */
function isOpen({ seeds }: ExperimentPlan): boolean {
  return [...seeds.values()].some(({ kind }) => kind !== "holds");
}

function stopped(diagnostics: readonly Diagnostic[]): TrainResult & { readonly skipped: number } {
  return { diagnostics, ran: 0, confirmed: 0, skipped: 0 };
}

function refusedWrite(error: unknown): TrainResult {
  if (!(error instanceof Unwritten)) throw error;
  return stopped([error.diagnostic]);
}
