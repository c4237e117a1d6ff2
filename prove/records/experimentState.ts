/** Whether the record of a seed still holds for the code and the data of today. */
import { readExperiment } from "./experimentFile.ts";
import type { ExperimentRecord } from "./experiment.ts";

/** Of one seed. `changed-code`: its first steps must be replayed. `changed-data`: it must be run again. */
export type SeedState =
  | { readonly kind: "missing" | "old" }
  | { readonly kind: "damaged"; readonly how: "edited" | "truncated" }
  | { readonly kind: "holds" | "changed-code"; readonly record: ExperimentRecord }
  /** `names` are of the data that has changed, or is gone. */
  | { readonly kind: "changed-data"; readonly record: ExperimentRecord; readonly names: readonly string[] };

/** What decides it. */
export interface StateContext {
  readonly root: string;
  readonly name: string;
  /** The key of the experiment's code. */
  readonly key: string;
  /** Whether all data that a record names is as it was. */
  readonly sameData: (record: Pick<ExperimentRecord, "data">) => boolean;
}

/** Reads the record of a seed, and holds it against code and data. */
export function seedState({ root, name, key, sameData }: StateContext, seed: number): SeedState {
  const reading = readExperiment(root, name, seed);
  if (reading.kind === "edited" || reading.kind === "truncated") return { kind: "damaged", how: reading.kind };
  if (reading.kind !== "whole") return { kind: reading.kind };
  const { record } = reading;
  const names = Object.entries(record.data).filter(([each, hash]) => !sameData({ data: { [each]: hash } })).map(([each]) => each);
  if (names.length > 0) return { kind: "changed-data", record, names };
  return { kind: record.key === key || record.confirmed?.key === key ? "holds" : "changed-code", record };
}
