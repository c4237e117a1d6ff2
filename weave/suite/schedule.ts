/** In which order steps run: as they are listed, as many at a time as there are cores, but no more than two that use all. */
import type { Step, StepEnd } from "./step.ts";

/** With what they run. */
export interface Schedule {
  /** Cores of the machine. */
  readonly cores: number;
  readonly run: (step: Step) => Promise<StepEnd>;
  /** Told of each step as soon as it has ended or was left out. */
  readonly ended: (end: StepEnd) => void;
}

/** Each loads, waits, and has a last test that is the longest: a second one takes what it leaves idle, and a third would only take memory. */
const mostOfAll = 2;

/** Runs them all; one that fails holds up only those that need it. The answer is in the order of the list. */
export async function runSteps(steps: readonly Step[], { cores, run, ended }: Schedule): Promise<readonly StepEnd[]> {
  const ends = new Map<string, StepEnd>();
  const running = new Map<Step, Promise<void>>();
  const end = (what: StepEnd): void => {
    ends.set(what.step.name, what);
    ended(what);
  };
  for (const step of steps) {
    const isFree = (): boolean => [...step.needs, ...(step.after ?? [])].every((name) => ends.has(name)) && running.size < cores && !(step.cores === "all" && [...running.keys()].filter((each) => each.cores === "all").length === mostOfAll);
    while (!isFree()) {
      if (running.size === 0) throw new Error(`internal: \`${step.name}\` needs a step that does not stand before it`);
      await Promise.race(running.values());
    }
    const obstacle = step.needs.find((name) => ends.get(name)?.kind !== "passed");
    if (obstacle !== undefined) end({ kind: "not run", step, why: `\`${obstacle}\` has not passed` });
    else running.set(step, run(step).then((what) => (running.delete(step), end(what))));
  }
  await Promise.all(running.values());
  return steps.flatMap(({ name }) => ends.get(name) ?? []);
}
