/** Runs what no record holds for: each section in its process, then what is judged outside of one. */
import type { Diagnostic, ReadyBook } from "../../tangle/index.ts";
import { checkFragment } from "../fragments/check.ts";
import type { Limits } from "../units/limits.ts";
import type { Outcome } from "../records/outcome.ts";
import type { SectionPlan } from "./plan.ts";
import { folderOfProgram } from "../evidence/context.ts";
import { runSections } from "../process/pool.ts";
import type { SectionOutcomes } from "./reconcile.ts";
import type { Unit, WrongUnit } from "../units/unit.ts";
import { announcementOf, checkMutants, checkTypeErrors, type Replacement } from "../wrong/check.ts";

/** What to run, and how. */
export interface ExecutionOrder {
  readonly ready: ReadyBook;
  readonly plans: readonly SectionPlan[];
  /** Only what no record holds for, or all. */
  readonly runs: "stale" | "all";
  readonly limits: Limits;
  /** Sections that run at the same time. */
  readonly jobs: number;
  readonly progress: (step: string) => void;
  /** Called when a section's process has ended, so that what it showed can be recorded at once. */
  readonly ended: (plan: SectionPlan, outcomes: SectionOutcomes) => void;
}

/** What came of a section that had something to run. */
export interface Execution extends SectionOutcomes {
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs it. Sections that have nothing to run are not in the answer. */
export async function execute(order: ExecutionOrder): Promise<ReadonlyMap<SectionPlan, Execution>> {
  const { plans, runs } = order;
  const wanted = new Map(plans.map((plan) => [plan, plan.units.units.filter(({ id }) => !plan.absent.has(id) && (runs === "all" || !plan.held.has(id)))]));
  const processes = await runProcesses(order, plans.filter((plan) => wanted.get(plan)?.some((unit) => wayOf(unit) === "process")));
  const tested = await runMutants(order, wanted);
  const worked = new Map<SectionPlan, Execution>();
  for (const [plan, units] of wanted) {
    if (units.length === 0) continue;
    const { outcomes, ...run } = processes.get(plan) ?? nothingRun;
    const outside = await runOutside(order.ready.book.root, plan, units);
    const mutants = units.flatMap((unit) => listed(unit.id, tested.get(unit)));
    worked.set(plan, { ...run, outcomes: new Map([...outcomes, ...outside, ...mutants]) });
  }
  return worked;
}

/** How a unit is judged: in its section's process, by the type-checker, by tests of a changed program, by a parser, or not at all. */
function wayOf(unit: Unit): "process" | "types" | "tests" | "parser" | "none" {
  switch (unit.kind) {
    case "run":
    case "figure":
    case "value":
      return "process";
    case "derivation":
    case "cost":
      return unit.unchecked === null ? "process" : "none";
    case "wrong":
      return wayOfWrong(unit);
    case "fragment":
      return "parser";
    case "experiment":
      // never run here: its records are held against it elsewhere, and it is not among a plan's units
      return "none";
    default:
      return unit satisfies never;
  }
}

function wayOfWrong(unit: WrongUnit): "process" | "types" | "tests" | "none" {
  const announced = announcementOf(unit);
  if (announced.kind === "exception") return "process";
  if (announced.kind === "type-error") return announced.chunk === null ? "types" : "tests";
  return announced.kind === "failing-test" ? "tests" : "none";
}

const nothingRun: Execution = { outcomes: new Map(), data: new Map(), files: new Map(), diagnostics: [] };

async function runProcesses({ ready, limits, jobs, progress, ended }: ExecutionOrder, plans: readonly SectionPlan[]): Promise<ReadonlyMap<SectionPlan, Execution>> {
  const { root } = ready.book;
  const runs = new Map<SectionPlan, Execution>();
  await runSections(plans.map(({ units, program, absent }) => ({ root, program: folderOfProgram(root, program), units, limits, without: new Set(absent.keys()) })), {
    jobs,
    progress,
    ended(index, run) {
      const plan = plans[index];
      if (plan === undefined) throw new Error(`internal: there is no section ${index}`);
      runs.set(plan, run);
      ended(plan, run);
    },
  });
  return runs;
}

/** Outcomes of the mistakes that stand for a chunk. */
async function runMutants({ ready, limits, progress }: ExecutionOrder, wanted: ReadonlyMap<SectionPlan, readonly Unit[]>): Promise<ReadonlyMap<Unit, Outcome>> {
  const replacements = [...wanted].flatMap(([{ units }, list]) => list.flatMap((unit): readonly Replacement[] => (unit.kind === "wrong" && wayOf(unit) === "tests" ? [{ unit, section: units.section }] : [])));
  const outcomes = await checkMutants(ready, replacements, { limits, progress });
  return new Map([...outcomes].map(([{ unit }, outcome]) => [unit, outcome]));
}

function listed(id: string, outcome: Outcome | undefined): readonly (readonly [string, Outcome])[] {
  return outcome === undefined ? [] : [[id, outcome]];
}

/** The units of a section that need no process of their own. */
async function runOutside(root: string, { units, program }: SectionPlan, wanted: readonly Unit[]): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const typed = wanted.some((unit) => wayOf(unit) === "types") ? await checkTypeErrors(root, units, program.layouts) : new Map<string, Outcome>();
  for (const unit of wanted) {
    const way = wayOf(unit);
    if (way === "none") outcomes.set(unit.id, unrun(unit));
    if (way === "parser" && unit.kind === "fragment") outcomes.set(unit.id, await checkFragment(unit.fence));
    const found = way === "types" ? typed.get(unit.id) : undefined;
    if (found !== undefined) outcomes.set(unit.id, found);
  }
  return outcomes;
}

/** What its author has left unchecked counts nothing; a mistake that announces nothing clear is one of another kind. */
function unrun(unit: Unit): Outcome {
  if (unit.kind === "cost") return { ok: true, result: { kind: "cost", sizes: [], exact: 0, bounds: 0 } };
  if (unit.kind === "derivation") return { ok: true, result: { kind: "derivation", draws: 0, rows: 0, reasons: 0, difference: null, transcribed: [], unchecked: [] } };
  const announced = unit.kind === "wrong" ? announcementOf(unit) : null;
  if (announced?.kind === "unclear") return { ok: false, failures: [announced.failure] };
  throw new Error(`internal: \`${unit.id}\` is to be run`);
}
