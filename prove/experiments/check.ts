/** For every ordinary `prove`: holds the records of experiments against the book, replays what may have changed, and trains nothing. */
import type { Diagnostic } from "../../tangle/index.ts";
import type { Limits } from "../units/limits.ts";
import { childSupervisor, type ChildSupervisor } from "../system/supervisor.ts";
import type { Shown } from "../records/totals.ts";
import { differenceIn } from "./equal.ts";
import type { ExperimentPlan } from "./plan.ts";
import { damagedRecord, neverRunHere, notReplayedHere, notRun, otherData, otherSteps, stale, unrepeatable, type StaleSeed } from "./problems.ts";
import type { ExperimentRecord } from "../records/experiment.ts";
import { resultOf, type HeldSeed } from "../records/experimentResult.ts";
import { runSeed } from "./runSeed.ts";
import { saveConfirmation } from "./saveExperiment.ts";
import type { SeedState, StateContext } from "../records/experimentState.ts";
import { inParallel } from "./workers.ts";

/** What to check. */
export interface CheckOrder extends Pick<StateContext, "root" | "sameData"> {
  readonly plans: readonly ExperimentPlan[];
  /** Replays only what must be, or all. */
  readonly runs: ReplayedRuns;
  readonly writes: boolean;
  readonly limits: Limits;
  readonly jobs: number;
  /** ISO date of today. */
  readonly date: string;
  readonly progress: (step: string) => void;
}

/** Which seeds are replayed: those whose code has changed, or all that have a record. */
export type ReplayedRuns = "stale" | "all";

/** What was found. */
export interface ExperimentCheck {
  readonly diagnostics: readonly Diagnostic[];
  /** Experiments whose code has changed, and which begin as they did. */
  readonly confirmed: readonly { readonly name: string; readonly seeds: number }[];
  /** Those of which every seed holds now, as units that are shown. */
  readonly shown: readonly Shown[];
}

/** Whether a seed of it will be replayed: none is where this machine lacks what it takes. */
export function replays({ seeds, lacks }: ExperimentPlan, runs: ReplayedRuns): boolean {
  return lacks.length === 0 && [...seeds.values()].some((state) => isReplayed(state, runs));
}

/** Checks them. Throws `Unwritten`. */
export async function checkExperiments(order: CheckOrder): Promise<ExperimentCheck> {
  const seeds = order.plans.flatMap((plan) => [...plan.seeds].map(([seed, state]): PlannedSeed => ({ plan, seed, state })));
  const found = new Map<PlannedSeed, Verdict>();
  const waiting = seeds.filter(({ plan, state }) => plan.lacks.length === 0 && isReplayed(state, order.runs));
  const life = childSupervisor();
  try {
    let done = 0;
    await inParallel(waiting, order.jobs, async (each) => {
      order.progress(`replaying experiments: ${done} of ${waiting.length} seeds, \`${each.plan.name}\` seed ${each.seed}`);
      found.set(each, await replayed(order, each, life));
      done += 1;
    });
  } finally {
    life.close();
  }
  return summary(order, seeds.map((each) => ({ ...each, verdict: found.get(each) ?? verdictOn(each) })));
}

interface PlannedSeed {
  readonly plan: ExperimentPlan;
  readonly seed: number;
  readonly state: SeedState;
}

/** `holds` has the record as it is now. */
type Verdict =
  | { readonly kind: "holds"; readonly record: ExperimentRecord; readonly confirmedNow: boolean }
  | { readonly kind: "missing" }
  | { readonly kind: "damaged"; readonly how: "edited" | "truncated" }
  | { readonly kind: "stale"; readonly stale: StaleSeed }
  /** What it depends on has changed, and no replay is possible on this machine. */
  | { readonly kind: "not replayed" };

function isReplayed(state: SeedState, runs: ReplayedRuns): boolean {
  return state.kind === "changed-code" || (state.kind === "holds" && runs === "all");
}

/** Without a replay. */
function verdictOn({ plan, seed, state }: PlannedSeed): Verdict {
  switch (state.kind) {
    case "holds":
      return { kind: "holds", record: state.record, confirmedNow: false };
    case "missing":
    case "old":
      return { kind: "missing" };
    case "damaged":
      return { kind: "damaged", how: state.how };
    case "changed-data":
      return plan.lacks.length > 0 ? { kind: "not replayed" } : { kind: "stale", stale: otherData(seed, state.names) };
    case "changed-code":
      if (plan.lacks.length > 0) return { kind: "not replayed" };
      throw new Error("internal: a seed whose code has changed is replayed");
    default:
      return state satisfies never;
  }
}

async function replayed({ root, sameData, writes, limits, date }: CheckOrder, { plan, seed, state }: PlannedSeed, life: ChildSupervisor): Promise<Verdict> {
  if (!("record" in state)) throw new Error(`internal: \`${plan.name}\` has no record to replay`);
  const { record } = state;
  const result = await runSeed({ root, sameData, plan, seed, mode: "replay", limits, life });
  if (!result.ok) return { kind: "stale", stale: unrepeatable(seed, result.diagnostics) };
  const difference = differenceIn(record, result.run, plan.unit.terms.tolerance);
  if (difference !== null) return { kind: "stale", stale: otherSteps(seed, difference) };
  if (state.kind === "holds") return { kind: "holds", record, confirmedNow: false };
  const confirmed = { key: plan.key, date };
  if (writes) saveConfirmation(root, record, { confirmed, data: result.run.data });
  return { kind: "holds", record: { ...record, confirmed }, confirmedNow: true };
}

function summary({ plans, writes }: Pick<CheckOrder, "plans" | "writes">, seeds: readonly (PlannedSeed & { readonly verdict: Verdict })[]): ExperimentCheck {
  const of = (plan: ExperimentPlan): typeof seeds => seeds.filter((each) => each.plan === plan);
  return {
    diagnostics: plans.flatMap((plan) => (plan.lacks.length === 0 ? problemsOf(plan, of(plan)) : problemsElsewhere(plan, of(plan), writes ? "renew" : "check"))),
    confirmed: plans.flatMap((plan) => {
      const count = of(plan).filter(({ verdict }) => verdict.kind === "holds" && verdict.confirmedNow).length;
      return count === 0 ? [] : [{ name: plan.name, seeds: count }];
    }),
    shown: plans.flatMap((plan) => shownAs(plan, of(plan).flatMap(({ verdict }) => (verdict.kind === "holds" ? [{ record: verdict.record, key: plan.key }] : [])))),
  };
}

/** An experiment of which every seed holds without a replay, as a unit that is shown; none where one does not. */
export function shownExperiment(plan: ExperimentPlan): readonly Shown[] {
  return shownAs(plan, [...plan.seeds.values()].flatMap((state) => (state.kind === "holds" ? [{ record: state.record, key: plan.key }] : [])));
}

function problemsOf(plan: ExperimentPlan, seeds: readonly { readonly seed: number; readonly verdict: Verdict }[]): readonly Diagnostic[] {
  const missing = seeds.flatMap(({ seed, verdict }) => (verdict.kind === "missing" ? [seed] : []));
  const changed = seeds.flatMap(({ verdict }) => (verdict.kind === "stale" ? [verdict.stale] : []));
  const damaged = seeds.flatMap(({ seed, verdict }) => (verdict.kind === "damaged" ? [damagedRecord(plan.name, seed, verdict.how)] : []));
  return [...(missing.length === 0 ? [] : [notRun(plan, missing)]), ...(changed.length === 0 ? [] : [stale(plan, changed)]), ...damaged];
}

/** Where it cannot be run, only a seed without any record is missing, and damage is damage; all else another machine may renew. */
function problemsElsewhere(plan: ExperimentPlan, seeds: readonly { readonly seed: number; readonly verdict: Verdict }[], strictness: "check" | "renew"): readonly Diagnostic[] {
  const ofKind = (kind: Verdict["kind"]): readonly number[] => seeds.flatMap(({ seed, verdict }) => (verdict.kind === kind ? [seed] : []));
  const [missing, changed] = [ofKind("missing"), ofKind("not replayed")];
  const damaged = seeds.flatMap(({ seed, verdict }) => (verdict.kind === "damaged" ? [damagedRecord(plan.name, seed, verdict.how)] : []));
  return [...(missing.length === 0 ? [] : [neverRunHere(plan, missing, strictness)]), ...(changed.length === 0 ? [] : [notReplayedHere(plan, changed)]), ...damaged];
}

function shownAs({ unit, scope, key, seeds }: ExperimentPlan, held: readonly HeldSeed[]): readonly Shown[] {
  if (held.length < seeds.size || held.length === 0) return [];
  return [{ path: scope.section.path, offset: unit.span.start, id: unit.id, unchecked: null, record: { key, data: {}, result: resultOf(held) } }];
}
