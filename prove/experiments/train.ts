/** Runs experiments: the seeds that have no record that holds, several at a time, each recorded as soon as it has ended. */
import { loadavg } from "node:os";
import type { Diagnostic } from "../../tangle/index.ts";
import type { Conditions } from "../records/record.ts";
import type { Limits } from "../units/limits.ts";
import { childSupervisor, type ChildSupervisor } from "../system/supervisor.ts";
import { differenceIn } from "./equal.ts";
import { duration, progressText, type SeedProgress } from "./estimate.ts";
import type { SeedMessage, SeedRun } from "../seed/inside.ts";
import type { ExperimentPlan } from "./plan.ts";
import { runSeed } from "./runSeed.ts";
import { saveConfirmation, saveExperiment } from "./saveExperiment.ts";
import type { SeedState, StateContext } from "../records/experimentState.ts";
import { inParallel } from "./workers.ts";
import { wavesOf } from "./waves.ts";

/** What to run. */
export interface TrainOrder extends Pick<StateContext, "root" | "sameData"> {
  readonly plans: readonly ExperimentPlan[];
  readonly limits: Limits;
  /** Seeds that run at the same time. */
  readonly jobs: number;
  readonly conditions: Conditions;
  /** A line for the terminal, which the next one replaces. */
  readonly progress: (step: string) => void;
  /** A line that stays. */
  readonly say: (line: string) => void;
  /** Told how it stands, whenever that changes: for whoever interrupts. */
  readonly stands: (seeds: readonly StandingSeed[]) => void;
}

/** How a seed stands. */
export interface StandingSeed extends SeedProgress {
  readonly seed: number;
  /** The step at which it was kept last; null where it would begin anew. */
  readonly kept: number | null;
}

/** What came of it. */
export interface TrainResult {
  readonly diagnostics: readonly Diagnostic[];
  /** Seeds that were run, and those whose replay was equal. */
  readonly ran: number;
  readonly confirmed: number;
}

/** Runs them. Throws `Unwritten`. */
export async function trainExperiments(order: TrainOrder): Promise<TrainResult> {
  const training = new Training(order);
  const life = childSupervisor();
  // a clock of its own, since a seed may take minutes for a step
  const clock = setInterval(() => training.show(), 1000);
  try {
    for (const wave of wavesOf(order.plans)) await inParallel(training.seedsOf(wave), order.jobs, (each) => training.run(each, life));
  } finally {
    clearInterval(clock);
    life.close();
  }
  return { diagnostics: training.diagnostics, ran: training.ran, confirmed: training.confirmed };
}

interface TrainedSeed {
  readonly plan: ExperimentPlan;
  readonly seed: number;
  readonly state: SeedState;
}

/** The seeds of one command. */
class Training {
  readonly diagnostics: Diagnostic[] = [];
  ran = 0;
  confirmed = 0;
  readonly #order: TrainOrder;
  readonly #seeds: readonly TrainedSeed[];
  readonly #standing: Map<TrainedSeed, StandingSeed & { readonly since: number }>;

  constructor(order: TrainOrder) {
    this.#order = order;
    this.#seeds = order.plans.flatMap((plan) => [...plan.seeds].map(([seed, state]) => ({ plan, seed, state }))).filter(({ state }) => state.kind !== "holds");
    this.#standing = new Map(this.#seeds.map((each) => [each, { experiment: each.plan.name, seed: each.seed, state: "waiting", count: 0, resumed: 0, elapsed: 0, kept: null, since: 0, ...knownOf(each) }]));
  }

  seedsOf(wave: readonly ExperimentPlan[]): readonly TrainedSeed[] {
    return this.#seeds.filter(({ plan }) => wave.includes(plan));
  }

  /** A seed whose code has changed is replayed first: what begins as it did need not be run. */
  async run(each: TrainedSeed, life: ChildSupervisor): Promise<void> {
    this.#change(each, { state: "running", since: performance.now() });
    if (each.state.kind !== "changed-code" || !(await this.#isConfirmed(each, life))) await this.#train(each, life);
    this.#change(each, { state: "ended" });
  }

  /** Says how far all have come. */
  show(): void {
    const now = performance.now();
    for (const [each, { state, since }] of this.#standing) if (state === "running") this.#change(each, { elapsed: (now - since) / 1000 });
    this.#order.progress(progressText([...this.#standing.values()], this.#order.jobs));
  }

  async #isConfirmed(each: TrainedSeed, life: ChildSupervisor): Promise<boolean> {
    const { plan, seed, state } = each;
    if (state.kind !== "changed-code") return false;
    const { root, sameData, limits, conditions, say } = this.#order;
    const result = await runSeed({ root, sameData, plan, seed, mode: "replay", limits, life });
    const difference = result.ok ? differenceIn(state.record, result.run, plan.unit.terms.tolerance) : null;
    if (!result.ok || difference !== null) {
      say(`${plan.name} seed ${seed}: its replay ${difference === null ? "fails" : `differs at ${difference.where}`}, so it is run again`);
      return false;
    }
    saveConfirmation(root, state.record, { confirmed: { key: plan.key, date: conditions.date }, data: result.run.data });
    this.confirmed += 1;
    say(`${plan.name} seed ${seed}: confirmed by replay of ${stepsInWords(result.run.steps.length)}`);
    return true;
  }

  async #train(each: TrainedSeed, life: ChildSupervisor): Promise<void> {
    const { plan, seed } = each;
    const { root, sameData, limits, say } = this.#order;
    const load = loadNow();
    this.#change(each, { since: performance.now() });
    const result = await runSeed({ root, sameData, plan, seed, mode: "run", limits, life, hear: (message) => this.#hear(each, message) });
    if (!result.ok) {
      this.diagnostics.push(...result.diagnostics);
      return say(`${plan.name} seed ${seed}: failed`);
    }
    this.#save(each, result.run, load);
    this.#learn(each, result.run);
    this.ran += 1;
    say(`${plan.name} seed ${seed}: ${stepsInWords(result.run.count)} in ${duration(result.run.seconds)}`);
  }

  #save({ plan, seed, plan: { devices } }: TrainedSeed, { data, seconds, count, steps, value }: SeedRun, load: number): void {
    if (value === null) throw new Error(`internal: \`${plan.name}\`, seed ${seed}, came to no value`);
    const { root, conditions: { commit } } = this.#order;
    const machine = [this.#order.conditions.machine, ...devices].join(", ");
    const date = new Date().toISOString().slice(0, 10);
    saveExperiment(root, {
      version: 1, experiment: plan.name, seed, key: plan.key, data, confirmed: null,
      machine, load, date, commit, seconds: Number(seconds.toPrecision(3)), count, steps, value,
    });
  }

  #hear(each: TrainedSeed, message: SeedMessage): void {
    const { say } = this.#order;
    const called = `${each.plan.name} seed ${each.seed}`;
    switch (message.kind) {
      case "step":
        return this.#change(each, { count: message.count });
      case "kept":
        return this.#change(each, { count: message.count, kept: message.count });
      case "resumed":
        say(`${called}: goes on after step ${message.count.toLocaleString("en")}`);
        return this.#change(each, { count: message.count, resumed: message.count, kept: message.count });
      case "said":
        for (const line of message.text.trimEnd().split("\n")) say(`${called}: ${line}`);
        return;
      case "ran":
        return;
      default:
        return message satisfies never;
    }
  }

  /** The other seeds of the experiment will take about as long. */
  #learn({ plan }: TrainedSeed, { count, seconds }: SeedRun): void {
    for (const [each, { all, whole }] of this.#standing) {
      if (each.plan === plan) this.#change(each, { all: all ?? count, whole: whole ?? seconds });
    }
  }

  #change(each: TrainedSeed, change: Partial<StandingSeed & { readonly since: number }>): void {
    const before = this.#standing.get(each);
    if (before === undefined) throw new Error("internal: a seed that is not to be run");
    this.#standing.set(each, { ...before, ...change });
    this.#order.stands([...this.#standing.values()]);
  }
}

/** What records tell of a seed: its own, be it out of date, or another's. */
function knownOf({ plan, state }: TrainedSeed): Pick<SeedProgress, "all" | "whole"> {
  const own = "record" in state ? [state.record] : [];
  const others = [...plan.seeds.values()].flatMap((each) => ("record" in each ? [each.record] : []));
  const [record] = [...own, ...others];
  return { all: record?.count ?? null, whole: record?.seconds ?? null };
}

function stepsInWords(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "step" : "steps"}`;
}

function loadNow(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100;
}
