/** What can be wrong with the records of an experiment, each with the command that renews them. */
import { distinctLacks, mistake, walk, type Diagnostic, type Note } from "../../tangle/index.ts";
import type { Difference } from "./equal.ts";
import type { ExperimentPlan } from "./plan.ts";
import { experimentPath, experimentsFolder } from "../records/experimentFile.ts";
import type { ExperimentSeeds } from "../records/experiment.ts";
import { seedsInWords } from "../records/experimentValues.ts";

type Named = Pick<ExperimentPlan, "name" | "unit">;

/** Why the record of a seed does not hold. */
export interface StaleSeed {
  readonly seed: number;
  readonly why: readonly [Note, ...Note[]];
}

/** The command that runs what has no record that holds. */
export function commandFor(name: string): string {
  return `npm run prove -- --experiments ${name}`;
}

/** Seeds that have no record. */
export function notRun(plan: Named, seeds: readonly number[]): Diagnostic {
  return renewable(plan, "experiment-not-run", `\`${plan.name}\` has no record of ${seedsInWords(seeds)}, and is not run but when it is asked for`);
}

/** Seeds whose record no longer holds. Of many the first few are explained. */
export function stale(plan: Named, seeds: readonly StaleSeed[]): Diagnostic {
  const shown = seeds.slice(0, 3).flatMap(({ why }) => why);
  const rest = seeds.length > 3 ? [{ message: `${seeds.length - 3} more` }] : [];
  const found = renewable(plan, "stale-experiment", `\`${plan.name}\` is no longer what its record says, for ${seedsInWords(seeds.map(({ seed }) => seed))}`);
  return { ...found, notes: [...shown, ...rest] };
}

/** Seeds without a record, on a machine that cannot run them: an error only where all must be as it would be written. */
export function neverRunHere(plan: Elsewhere, seeds: readonly number[], strictness: "check" | "renew"): Diagnostic {
  return { ...elsewhere(plan, `\`${plan.name}\` has no record of ${seedsInWords(seeds)}, and cannot be run here`), severity: strictness === "check" ? "error" : "warning" };
}

/** Seeds whose code or data has changed, on a machine that cannot replay them: another may confirm them. */
export function notReplayedHere(plan: Elsewhere, seeds: readonly number[]): Diagnostic {
  return { ...elsewhere(plan, `\`${plan.name}\` has changed since its record of ${seedsInWords(seeds)}, and cannot be replayed here`), severity: "warning" };
}

/** Data is not what the record was made from. */
export function otherData(seed: number, names: readonly string[]): StaleSeed {
  const listed = names.map((name) => `\`${name}\``).join(", ");
  return { seed, why: [{ message: `seed ${seed}: ${listed} ${names.length === 1 ? "has" : "have"} changed since` }] };
}

/** A replay is not what was recorded. */
export function otherSteps(seed: number, { where, recorded, now }: Difference): StaleSeed {
  return { seed, why: [{ message: `seed ${seed}: ${where} was ${recorded}, and is ${now} when it is replayed` }] };
}

/** A replay came to no end. */
export function unrepeatable(seed: number, [{ message, at, notes = [] }]: readonly [Diagnostic, ...Diagnostic[]]): StaleSeed {
  return { seed, why: [{ message: `seed ${seed} cannot be replayed: ${message}`, at }, ...notes] };
}

/** A file that is not as it was written. */
export function damagedRecord(name: string, seed: number, how: "edited" | "truncated"): Diagnostic {
  const path = experimentPath(name, seed);
  const reason = how === "edited" ? "was changed since `prove` wrote it; evidence is never written by hand" : "has lost its end";
  return { ...mistake(`${how}-evidence`, `\`${path}\` ${reason}`, { path }), cure: `git restore ${path}, or ${commandFor(name)}` };
}

/** Records that are no experiment's, or no seed's; no command takes them away, since they may have cost much. */
export function orphans(root: string, experiments: ExperimentSeeds): readonly Diagnostic[] {
  const known = new Set(Object.entries(experiments).flatMap(([name, seeds]) => seeds.map((seed) => experimentPath(name, seed))));
  const inFolders = walk(root, experimentsFolder, (path) => path.endsWith("/.DS_Store")).filter((path) => path.startsWith(`${experimentsFolder}/`) && path.slice(experimentsFolder.length + 1).includes("/"));
  return inFolders.filter((path) => !known.has(path)).map((path) => ({
    ...mistake("orphaned-evidence", `\`${path}\` belongs to no experiment of the book, or to a seed that none lists`, { path }),
    cure: `git rm ${path}`,
  }));
}

type Elsewhere = Named & Pick<ExperimentPlan, "lacks">;

function elsewhere({ unit: { fence }, lacks }: Elsewhere, what: string): Diagnostic {
  const distinct = distinctLacks(lacks);
  const cures = [...new Set(distinct.flatMap(({ cure }) => cure ?? []))];
  const found = mistake("not-run-here", `${what}: this machine has ${distinct.map((each) => each.what).join(" and ")}`, { source: fence.source, span: fence.info });
  return { ...found, ...(cures.length > 0 && { cure: cures.join("; ") }) };
}

function renewable({ name, unit: { fence } }: Named, code: string, message: string): Diagnostic {
  return { ...mistake(code, message, { source: fence.source, span: fence.info }), cure: commandFor(name) };
}
