/** Whether a replay is what was recorded: exactly, or within a stated tolerance. */
import type { SeedRun } from "../seed/inside.ts";
import type { ExperimentRecord, Json } from "../records/experiment.ts";

/** The first thing in which a replay differs from the record, in words; null where it is equal. */
export interface Difference {
  /** "step 17", "the value". */
  readonly where: string;
  readonly recorded: string;
  readonly now: string;
}

/**
 * Compares the steps that both have, and the value where the replay came to one. A record that has fewer steps than are
 * replayed now is of a run that ended before, or was made when fewer were asked for.
 */
export function differenceIn(record: ExperimentRecord, run: SeedRun, tolerance: number | null): Difference | null {
  const common = Math.min(record.steps.length, run.steps.length);
  for (let index = 0; index < common; index++) {
    const [recorded, now] = [record.steps[index] ?? null, run.steps[index] ?? null];
    if (!isEqual(recorded, now, tolerance ?? 0)) return { where: `step ${(index + 1).toLocaleString("en")}`, recorded: shown(recorded), now: shown(now) };
  }
  if (run.value === null) return run.steps.length <= record.count ? null : { where: "the number of steps", recorded: String(record.count), now: `${run.steps.length} or more` };
  if (run.count !== record.count) return { where: "the number of steps", recorded: String(record.count), now: String(run.count) };
  return isEqual(record.value, run.value, tolerance ?? 0) ? null : { where: "the value", recorded: shown(record.value), now: shown(run.value) };
}

/** Whether two values are the same but for numbers, which may be so far apart as a share of the larger. */
export function isEqual(one: Json, other: Json, tolerance: number): boolean {
  if (typeof one === "number" && typeof other === "number") return one === other || Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other));
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
  if (isList(one) || isList(other)) return isList(one) && isList(other) && one.length === other.length && one.every((each, index) => isEqual(each, other[index] ?? null, tolerance));
  const [names, otherNames] = [Object.keys(one), Object.keys(other)];
  return names.length === otherNames.length && names.every((name) => Object.hasOwn(other, name) && isEqual(one[name] ?? null, other[name] ?? null, tolerance));
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
