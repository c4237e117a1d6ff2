/** In which order experiments are run: one that reads the values of others waits for them. */
import type { ExperimentPlan } from "./plan.ts";

/** Lists of experiments, each to be run when the one before it has ended; within one, none reads another. */
export function wavesOf(plans: readonly ExperimentPlan[]): readonly (readonly ExperimentPlan[])[] {
  const waves: ExperimentPlan[][] = [];
  for (const plan of plans) {
    const read = readBy(plan);
    const last = waves.at(-1);
    if (last === undefined || last.some(({ name }) => read.has(name))) waves.push([plan]);
    else last.push(plan);
  }
  return waves;
}

/** The experiments that a cell, or one before it, names. */
function readBy({ scope }: ExperimentPlan): ReadonlySet<string> {
  const code = scope.units.flatMap((unit) => ("fence" in unit ? unit.fence.lines.map(({ text }) => text) : [])).join("\n");
  return new Set([...code.matchAll(/\bexperiment\(\s*["'`]([^"'`]+)["'`]/g)].map(([, name = ""]) => name));
}
