/** What is known of an experiment from its records alone, without a replay: as an edition shows it. */
import type { Diagnostic } from "../../tangle/index.ts";
import type { UnitRecord } from "../records/record.ts";
import { damagedRecord } from "./problems.ts";
import { resultOf } from "../records/experimentResult.ts";
import { seedState, type StateContext } from "../records/experimentState.ts";

/** Missing where a seed has no record; stale where one is of other code or data. */
export type KnownExperiment =
  | { readonly state: "missing" }
  | { readonly state: "stale" | "proved"; readonly record: UnitRecord };

/** What was read, and which files are damaged. */
export interface KnownReading {
  readonly known: KnownExperiment;
  readonly damage: readonly Diagnostic[];
}

/** Reads it. */
export function knownExperiment(context: StateContext, seeds: readonly number[]): KnownReading {
  const states = seeds.map((seed) => ({ seed, state: seedState(context, seed) }));
  const damage = states.flatMap(({ seed, state }) => (state.kind === "damaged" ? [damagedRecord(context.name, seed, state.how)] : []));
  const records = states.flatMap(({ state }) => ("record" in state ? [state.record] : []));
  if (records.length < states.length || records.length === 0) return { known: { state: "missing" }, damage };
  const { key } = context;
  const record: UnitRecord = { key, data: {}, result: resultOf(records.map((each) => ({ record: each, key }))) };
  return { known: { state: states.every(({ state }) => state.kind === "holds") ? "proved" : "stale", record }, damage };
}
