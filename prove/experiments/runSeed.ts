/** Runs one seed of an experiment, or its first steps again, in a process of its own. */
import { mkdirSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Diagnostic } from "../../tangle/index.ts";
import { folderOfProgram } from "../evidence/context.ts";
import { diagnosticOf } from "../process/outcome-diagnostic.ts";
import type { Limits } from "../units/limits.ts";
import { runSection } from "../process/run.ts";
import type { ChildSupervisor } from "../system/supervisor.ts";
import type { Unit } from "../units/unit.ts";
import type { SeedMessage, SeedRun, SeedTask } from "../seed/inside.ts";
import { keptPath, readKept } from "../seed/kept.ts";
import type { ExperimentPlan } from "./plan.ts";
import type { StateContext } from "../records/experimentState.ts";

/** A seed to be run. */
export interface SeedOrder extends Pick<StateContext, "root" | "sameData"> {
  readonly plan: ExperimentPlan;
  readonly seed: number;
  readonly mode: SeedTask["mode"];
  /** A replay is held to all of them, a run only to memory. */
  readonly limits: Limits;
  readonly life: ChildSupervisor;
  readonly hear?: (message: SeedMessage) => void;
}

/** What came of it; or what is wrong with the cell, or with one whose scope it shares. */
export type SeedResult = { readonly ok: true; readonly run: SeedRun } | { readonly ok: false; readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]] };

/** Runs it. */
export async function runSeed(order: SeedOrder): Promise<SeedResult> {
  const { plan, limits, mode, life, hear = () => {} } = order;
  const root = realpathSync(order.root);
  const heard: { run: SeedRun | null } = { run: null };
  const { outcomes, diagnostics } = await runSection({
    root,
    program: folderOfProgram(root, plan.program),
    units: plan.scope,
    limits: mode === "run" ? { ...limits, seconds: Infinity } : limits,
    without: new Set(plan.scope.units.filter((unit) => !isScope(unit, plan)).map(({ id }) => id)),
    running: taskOf(order, root),
    hear(message) {
      if (message.kind === "ran") heard.run = message.run;
      if (isOfSeed(message)) hear(message);
    },
  }, life);
  const failed = plan.scope.units.flatMap((unit) => {
    const outcome = outcomes.get(unit.id);
    return outcome === undefined || outcome.ok ? [] : outcome.failures.map((failure) => diagnosticOf(failure, unit, { source: plan.scope.section.source }));
  });
  const [first, ...others] = [...diagnostics, ...failed];
  if (first !== undefined) return { ok: false, diagnostics: [first, ...others] };
  if (heard.run === null) throw new Error(`internal: nothing came of \`${plan.name}\`, seed ${order.seed}`);
  return { ok: true, run: heard.run };
}

function isScope(unit: Unit, { unit: own }: ExperimentPlan): boolean {
  return unit === own || unit.kind === "run" || unit.kind === "figure";
}

function taskOf({ plan, seed, mode, sameData }: SeedOrder, root: string): SeedTask {
  const { name, key, unit } = plan;
  const task = { name, seed, replay: unit.terms.replay, key, mode };
  if (mode === "replay") return { ...task, keptAt: null, resumes: false };
  const keptAt = join(root, keptPath(name, seed));
  mkdirSync(dirname(keptAt), { recursive: true });
  const kept = readKept(keptAt);
  return { ...task, keptAt, resumes: kept !== null && kept.head.key === key && sameData(kept.head) };
}

function isOfSeed(message: { readonly kind: string }): message is SeedMessage {
  return ["step", "kept", "resumed", "said", "ran"].includes(message.kind);
}
