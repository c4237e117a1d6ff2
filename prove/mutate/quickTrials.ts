/** Tries changed formulas, outputs and numbers of a section: what they change is run again with the cells that it needs, and no others. */
import { sameResult } from "../records/compare.ts";
import { outputMistakes, outputOfResult, type Outputs } from "../outputs/outputs.ts";
import type { Limits } from "../units/limits.ts";
import type { Outcome } from "../records/outcome.ts";
import { folderOfProgram } from "../evidence/context.ts";
import { runSection } from "../process/run.ts";
import type { ChildSupervisor } from "../system/supervisor.ts";
import type { SectionPlan } from "../proving/plan.ts";
import { measuredIn } from "../units/measured.ts";
import type { Unit } from "../units/unit.ts";
import { timeLimit } from "./baselines.ts";
import { cellCode } from "./cellCode.ts";
import type { ClaimMutant } from "./claims.ts";
import { claimVerdict, textVerdict } from "./judge.ts";
import type { SectionMutants } from "./made.ts";
import { withOutput } from "./changedOutput.ts";
import type { Mutant } from "./mutant.ts";
import type { ScopeFinder } from "./scope.ts";
import { notRepeated, Unjudged } from "./unjudged.ts";
import type { Verdict } from "./verdict.ts";

/** What a trial needs besides the mutants. */
export interface QuickTrials {
  /** The folder that holds `book/`. */
  readonly root: string;
  readonly limits: Limits;
  /** What outputs and numbers are held against: what the record of their cells shows, which the prover has found to hold, or what running them shows now. */
  readonly texts: "as recorded" | "run again";
  readonly needed: ScopeFinder;
  readonly life: ChildSupervisor;
  readonly found: (mutant: Mutant & { readonly identity: string }, verdict: Verdict) => void;
}

/** Tries them all. Throws `Unjudged` where a unit that is run and not changed shows something else than what is recorded. */
export async function tryQuick(mutants: SectionMutants, order: QuickTrials): Promise<void> {
  const { plan, claims, outputs, numbers } = mutants;
  const isRun = order.texts === "run again";
  const texts = [...outputs.map(({ unit }) => unit), ...numbers.map(({ unit }) => unit.id)];
  const originals = new Set([...claims.map(({ original }) => original.id), ...(isRun ? texts : [])]);
  const control = originals.size === 0 ? null : await controlOf(plan, originals, order);
  tryTexts(mutants, isRun ? (control?.outcomes ?? new Map()) : recordedOf(plan), order);
  if (control !== null) await tryClaims(mutants, control, order);
}

function tryTexts({ plan, outputs, numbers }: SectionMutants, outcomes: ReadonlyMap<string, Outcome>, { found }: QuickTrials): void {
  const printed = outputsIn(plan, outcomes);
  for (const mutant of outputs) found(mutant, textVerdict(outputMistakes(withOutput(plan.units, mutant), printed)[0]?.code ?? null));
  for (const mutant of numbers) {
    const outcome = outcomes.get(mutant.unit.id);
    const isSame = outcome?.ok === true && sameResult({ kind: "value", text: mutant.recorded }, outcome.result);
    found(mutant, textVerdict(isSame ? null : "not-deterministic"));
  }
}

function recordedOf({ held }: SectionPlan): ReadonlyMap<string, Outcome> {
  return new Map([...held].map(([id, { result }]): [string, Outcome] => [id, { ok: true, result }]));
}

/** What the section's own units show now, and how long that took. */
interface Control {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly seconds: number;
  /** The ids of what was run: the units and the cells that they need. */
  readonly ran: ReadonlySet<string>;
}

/** The units as they are must show what is recorded; where they do not without cells that seemed needless, all of the section is run. */
async function controlOf(plan: SectionPlan, ids: ReadonlySet<string>, order: QuickTrials): Promise<Control> {
  const { units } = plan.units;
  const compared = comparedIn(plan, ids);
  const all = new Set(units.map(({ id }) => id));
  // a measurement is not taken again: its outputs are held against what is recorded
  const few = order.needed(units, new Set(compared.map(({ id }) => id)));
  const control = await runOnly(plan, few, order);
  if (firstDiffering(plan, compared, control) === undefined) return control;
  const whole = await runOnly(plan, all, order);
  const differing = firstDiffering(plan, compared, whole);
  if (differing !== undefined) throw new Unjudged(notRepeated(plan.units.section, differing));
  return whole;
}

/** Those of the units that a process runs and whose results another run must show again. */
function comparedIn({ units, outlines }: SectionPlan, ids: ReadonlySet<string>): readonly Unit[] {
  const measured = measuredIn(outlines);
  return units.units.filter((unit) => ids.has(unit.id) && cellCode(unit) !== null && !measured.has(unit.id));
}

function firstDiffering({ held }: SectionPlan, units: readonly Unit[], { outcomes }: Control): Unit | undefined {
  return units.find(({ id }) => {
    const [before, now] = [held.get(id), outcomes.get(id)];
    return before === undefined || now?.ok !== true || !sameResult(before.result, now.result);
  });
}

async function runOnly({ units, program }: SectionPlan, ran: ReadonlySet<string>, { root, limits, life }: QuickTrials): Promise<Control> {
  const without = new Set(units.units.flatMap(({ id }) => (ran.has(id) ? [] : [id])));
  const started = performance.now();
  const { outcomes } = await runSection({ root, program: folderOfProgram(root, program), units, limits, without }, life);
  return { outcomes, ran, seconds: (performance.now() - started) / 1000 };
}

/** What each cell prints: now if it was run, else as it is recorded. */
function outputsIn({ held, outlines }: SectionPlan, outcomes: ReadonlyMap<string, Outcome>): Outputs {
  const measured = measuredIn(outlines);
  return new Map([...held].flatMap(([id, { result }]) => {
    const now = measured.has(id) ? undefined : outcomes.get(id);
    const lines = outputOfResult(now?.ok === true ? now.result : result);
    return lines === null ? [] : [[id, lines] as const];
  }));
}

/** Each changed formula in its original's place, all in one process; what comes after one that ends the process is tried in another. */
async function tryClaims({ plan, claims }: SectionMutants, { seconds, ran }: Control, order: QuickTrials): Promise<void> {
  const { root, limits, needed, life, found } = order;
  for (let left = claims; left.length > 0; ) {
    const originals = new Set(left.map(({ original }) => original.id));
    const scope = ran.size === plan.units.units.length ? ran : needed(plan.units.units, originals);
    const units = { ...plan.units, units: plan.units.units.flatMap((unit) => (originals.has(unit.id) ? instead(unit, left) : scope.has(unit.id) ? [unit] : [])) };
    const run = await runSection({ root, program: folderOfProgram(root, plan.program), units, limits: { ...limits, seconds: timeLimit(seconds * mostOfOne(left)) } }, life);
    const tried = left.filter(({ claim }) => run.outcomes.has(claim.id));
    for (const mutant of tried) {
      const outcome = run.outcomes.get(mutant.claim.id);
      if (outcome !== undefined) found(mutant, claimVerdict(mutant, outcome));
    }
    // the time was over before the first of them: on such a machine none of them comes to its end
    if (tried.length === 0) for (const mutant of left) found(mutant, { kind: "timed out", where: "the cells before the formula" });
    left = tried.length === 0 ? [] : left.filter((mutant) => !tried.includes(mutant));
  }
}

function instead(unit: Unit, mutants: readonly ClaimMutant[]): readonly Unit[] {
  return mutants.filter(({ original }) => original.id === unit.id).map(({ claim }) => claim);
}

/** Each change takes about as long as its original, so that all together take at most as often as long as one formula is changed. */
function mostOfOne(mutants: readonly ClaimMutant[]): number {
  const counts = new Map<string, number>();
  for (const { original } of mutants) counts.set(original.id, (counts.get(original.id) ?? 0) + 1);
  return Math.max(...counts.values());
}
