/** What can be wrong with the records of an experiment, each with the command that renews them. */
import { locate, mistake, walk, type Diagnostic, type Location } from "../../tangle/index.ts";
import type { Difference } from "./equal.ts";
import type { ExperimentPlan } from "./plan.ts";
import { experimentPath, experimentsFolder } from "./recordFile.ts";
import type { ExperimentSeeds } from "./record.ts";
import { seedsInWords } from "./values.ts";

type Named = Pick<ExperimentPlan, "name" | "unit">;

/** The command that runs what has no record that holds. */
export function commandFor(name: string): string {
  return `npm run prove -- --experiments ${name}`;
}

/** Seeds that have no record. */
export function notRun(plan: Named, seeds: readonly number[]): Diagnostic {
  return renewable(plan, "experiment-not-run", `\`${plan.name}\` has no record of ${seedsInWords(seeds)}, and is not run but when it is asked for`);
}

/** A file that is not as it was written. */
export function damagedRecord(name: string, seed: number, how: "edited" | "truncated"): Diagnostic {
  const path = experimentPath(name, seed);
  const reason = how === "edited" ? "was changed since `prove` wrote it; evidence is never written by hand" : "has lost its end";
  return { ...mistake(`${how}-evidence`, `\`${path}\` ${reason}`, { path }), cure: `git restore ${path}, or ${commandFor(name)}` };
}

/** Data is not what the record was made from. */
export function otherData(plan: Named, seed: number, names: readonly string[]): Diagnostic {
  const listed = names.map((name) => `\`${name}\``).join(", ");
  return renewable(plan, "stale-experiment", `\`${plan.name}\`, seed ${seed}, was run on other data: ${listed} ${names.length === 1 ? "has" : "have"} changed`);
}

/** A replay is not what was recorded. */
export function otherSteps(plan: Named, seed: number, { where, recorded, now }: Difference): Diagnostic {
  const found = renewable(plan, "stale-experiment", `\`${plan.name}\`, seed ${seed}, is not what its record says: ${where} is another`);
  return { ...found, notes: [{ message: `recorded: ${recorded}` }, { message: `replayed: ${now}` }] };
}

/** A replay came to no end. */
export function unrepeatable(plan: Named, seed: number, [first]: readonly [Diagnostic, ...Diagnostic[]]): Diagnostic {
  const found = renewable(plan, "stale-experiment", `\`${plan.name}\`, seed ${seed}, cannot be replayed: ${first.message}`);
  return { ...found, notes: [{ message: "it happens here", at: placeOf(first) }, ...(first.notes ?? [])] };
}

/** Records that are no experiment's, or no seed's; they are never taken away by a command. */
export function orphans(root: string, experiments: ExperimentSeeds): readonly Diagnostic[] {
  const known = new Set(Object.entries(experiments).flatMap(([name, seeds]) => seeds.map((seed) => experimentPath(name, seed))));
  const found = walk(root, experimentsFolder, (path) => path.endsWith("/.DS_Store")).filter((path) => path.split("/").length > 4 && !known.has(path));
  return found.map((path) => ({ ...mistake("orphaned-evidence", `\`${path}\` belongs to no experiment of the book, or to a seed that it does not list`, { path }), cure: `git rm ${path}` }));
}

function renewable({ name, unit: { fence } }: Named, code: string, message: string): Diagnostic {
  return { ...mistake(code, message, { source: fence.source, span: fence.info }), cure: commandFor(name) };
}

function placeOf({ at }: Diagnostic): Location {
  return "source" in at ? at : { path: locate(at).path };
}
