/** What cells read of an experiment, and the hash by which their records depend on it: the values, nothing of machine or time. */
import { createHash } from "node:crypto";
import { readExperiment } from "./experimentFile.ts";
import type { ExperimentRecord, ExperimentSeeds, ExperimentValues } from "./experiment.ts";

/** The name under which a record's `data` has an experiment. */
export const experimentData = "experiment:";

/** The values of an experiment, or the seeds that have no record. A record may be out of date: then the experiment itself is reported. */
export function valuesIn(root: string, name: string, seeds: readonly number[]): { readonly values: ExperimentValues } | { readonly missing: readonly number[] } {
  const read = seeds.map((seed) => ({ seed, reading: readExperiment(root, name, seed) }));
  const missing = read.flatMap(({ seed, reading }) => (reading.kind === "whole" ? [] : [seed]));
  if (missing.length > 0 || read.length === 0) return { missing };
  return { values: valuesOf(read.flatMap(({ reading }) => (reading.kind === "whole" ? [reading.record] : []))) };
}

/** The hash of an experiment's values; null where a seed has no record, or the book has no such experiment. */
export function valuesHash(root: string, name: string, experiments: ExperimentSeeds): string | null {
  const found = Object.hasOwn(experiments, name) ? valuesIn(root, name, experiments[name] ?? []) : { missing: [] };
  return "values" in found ? hashOfValues(found.values) : null;
}

/** SHA-256 of what a cell sees. */
export function hashOfValues(values: ExperimentValues): string {
  return createHash("sha256").update(JSON.stringify(values)).digest("hex");
}

/** `seed 1`, `seeds 1, 2 and 3`. */
export function seedsInWords(seeds: readonly number[]): string {
  return seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds.slice(0, -1).join(", ")} and ${seeds.at(-1)}`;
}

function valuesOf(records: readonly ExperimentRecord[]): ExperimentValues {
  return { runs: records.map(({ seed, value }) => ({ seed, ...value })) };
}
