/** Runs the cells of a chapter that reach a changed program, to see whether they show something else. */
import { sameResult } from "../records/compare.ts";
import type { Limits } from "../units/limits.ts";
import type { Outcome } from "../records/outcome.ts";
import { runSection } from "../process/run.ts";
import type { ChildSupervisor } from "../system/supervisor.ts";
import type { SectionPlan } from "../proving/plan.ts";
import { measuredIn } from "../units/measured.ts";
import { timeLimit } from "./baselines.ts";
import { cellCode } from "./cellCode.ts";
import type { ChangedProgram } from "./programs.ts";
import { unitsReaching, type ReachingUnits } from "./reach.ts";
import type { ScopeFinder } from "./scope.ts";
import type { TrialFolder } from "./trialFolder.ts";

/** How long the cells of a section may take, in seconds, as the program is: what takes longer is not asked whether it notices a change. */
const cheap = 20;

/** What the trials need. */
export interface CellTrials {
  readonly plans: readonly SectionPlan[];
  readonly needed: ScopeFinder;
  readonly limits: Limits;
  readonly life: ChildSupervisor;
}

/** The first cell that shows something else, as its id and its chapter's file; whether some did not come to their end. */
export type CellsEnd = { readonly kind: "differs"; readonly cell: string } | { readonly kind: "timed out" } | { readonly kind: "same" };

/** Tries the cells under one changed program after another, in the folders in which these stand. */
export type CellTrial = (change: ChangedProgram, trial: TrialFolder) => Promise<CellsEnd>;

/** What a section's units show on a program as it is, and how long that takes. */
interface Shown {
  readonly ids: ReadonlySet<string>;
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly seconds: number;
  /** They were stopped before they had come to their end. */
  readonly isLate: boolean;
}

/** Remembers what the units show as the program is: they are run on that once. */
export function cellTrials(order: CellTrials): CellTrial {
  const known = new Map<string, Promise<Shown | null>>();
  return async (change, trial) => {
    let isLate = false;
    const atRest = { program: change.program, changed: [] };
    for (const { plan, ids } of byLength(unitsReaching(order.plans, change, order.needed))) {
      const asked = withoutMeasured(plan, ids);
      const key = JSON.stringify([change.program.chapter, plan.units.section.path, [...asked]]);
      const shown = known.get(key) ?? trial.put(atRest).then(() => shownAtRest({ plan, ids: asked, root: trial.target }, order));
      known.set(key, shown);
      const before = await shown;
      if (before === null) continue;
      await trial.put(change);
      const now = await run({ plan, ids: before.ids, root: trial.target, seconds: timeLimit(before.seconds) }, order);
      const differing = [...before.outcomes].find(([id, outcome]) => before.ids.has(id) && outcome.ok && differs(outcome, now.outcomes.get(id), now));
      if (differing !== undefined) return { kind: "differs", cell: `the cell \`${differing[0]}\` of ${plan.units.section.path}` };
      isLate ||= now.isLate;
    }
    return { kind: isLate ? "timed out" : "same" };
  };
}

/** What was running when the time was over, and what was still to come, says nothing. */
function differs(before: Extract<Outcome, { ok: true }>, now: Outcome | undefined, { isLate }: Pick<Shown, "isLate">): boolean {
  if (now === undefined) return !isLate;
  return now.ok ? !sameResult(before.result, now.result) : !isSlow(now);
}

function isSlow(outcome: Outcome): boolean {
  return !outcome.ok && outcome.failures.some(({ code }) => code === "too-slow");
}

interface Asked {
  readonly plan: SectionPlan;
  readonly ids: ReadonlySet<string>;
  readonly root: string;
}

/** Runs the units as the program is. One that takes too long is left out with all that need it, and the others are run again; null if none is left. */
async function shownAtRest(asked: Asked, order: CellTrials): Promise<Shown | null> {
  if (asked.ids.size === 0) return null;
  const shown = await run({ ...asked, seconds: Math.min(cheap, order.limits.seconds) }, order);
  if (!shown.isLate) return shown;
  const { units } = asked.plan.units;
  const slow = [...shown.outcomes].find(([, outcome]) => isSlow(outcome))?.[0];
  const ids = new Set([...asked.ids].filter((id) => slow === undefined || !order.needed(units, new Set([id])).has(slow)));
  // what is too slow without any cell to blame, as loading the program, is so for all
  return ids.size === asked.ids.size ? null : shownAtRest({ ...asked, ids }, order);
}

async function run({ plan, ids, root, seconds }: Asked & { readonly seconds: number }, { needed, limits, life }: CellTrials): Promise<Shown> {
  const started = performance.now();
  const wanted = needed(plan.units.units, ids);
  const without = new Set(plan.units.units.flatMap(({ id }) => (wanted.has(id) ? [] : [id])));
  const { outcomes, diagnostics } = await runSection({ root, units: plan.units, limits: { ...limits, seconds }, without }, life);
  const isLate = [...outcomes.values()].some(isSlow) || diagnostics.some(({ code }) => code === "too-slow");
  return { ids, outcomes, seconds: (performance.now() - started) / 1000, isLate };
}

/** What measures shows something else anyway. */
function withoutMeasured({ outlines }: SectionPlan, ids: ReadonlySet<string>): ReadonlySet<string> {
  const measured = measuredIn(outlines);
  return new Set([...ids].filter((id) => !measured.has(id)));
}

/** The sections with the least code first: they are likely to take the least time. */
function byLength(reaching: readonly ReachingUnits[]): readonly ReachingUnits[] {
  const length = ({ plan, ids }: ReachingUnits): number => plan.units.units.reduce((sum, unit) => sum + (ids.has(unit.id) ? (cellCode(unit)?.length ?? 0) : 0), 0);
  return reaching.map((each) => ({ each, length: length(each) })).sort((a, b) => a.length - b.length).map(({ each }) => each);
}
