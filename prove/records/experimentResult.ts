/** The records of an experiment's seeds → what editions and totals say of it. */
import type { ExperimentResult } from "./record.ts";
import type { ExperimentRecord } from "./experiment.ts";

/** A record, and the key of the code of today. */
export interface HeldSeed {
  readonly record: ExperimentRecord;
  readonly key: string;
}

/** The result of seeds that all have a record. */
export function resultOf(seeds: readonly HeldSeed[]): ExperimentResult {
  return {
    kind: "experiment",
    runs: seeds.map(({ record: { seed, count, seconds, machine, date, key: ran, confirmed }, key }) => ({
      seed, count, seconds, machine, date, confirmed: ran !== key && confirmed?.key === key ? confirmed.date : null,
    })),
  };
}
