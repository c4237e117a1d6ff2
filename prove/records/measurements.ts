/** The files of `book/measurements/`: values that were measured in one run, and under which conditions. */
import { isRecord, parseJson } from "../../tangle/index.ts";
import type { Conditions } from "./record.ts";

/** One thing that was measured. */
export interface Measured {
  readonly name: string;
  readonly value: number;
  /** `s`, `MB`, `tokens/s`. */
  readonly unit: string;
  /** The name of another value of the run, and this value divided by that one; null where it is compared with nothing. */
  readonly baseline: string | null;
  readonly ratio: number | null;
}

/** The conditions of a run, as they could be read; `load` is null where none was recorded. */
export type RunConditions = Omit<Conditions, "baseline" | "load"> & {
  readonly load: number | null;
  /** The other programs that took part, each with its version; absent where there was none. */
  readonly beside?: readonly string[];
};

/** A value with the conditions of its run. */
export interface Measurement extends Measured {
  readonly conditions: RunConditions;
}

/** What was measured in one run. A value may have further fields for whoever wrote it. */
export interface MeasuredRun {
  readonly conditions: RunConditions;
  readonly values: readonly Measured[];
}

/** The text of a file of measurements. */
export function measurementsText({ conditions, values }: MeasuredRun): string {
  const { command, machine, load, date, commit, beside } = conditions;
  return `${JSON.stringify({ command, machine, load, date, commit, ...(beside && { beside }), values }, null, 2)}\n`;
}

/**
 * Reads a file of measurements: one run or a list of them. `name` stands for a value that has none. A run may also be a single
 * value with its conditions beside it. What is none of these is left out.
 */
export function readMeasurements(text: string, name: string): readonly Measurement[] {
  const read = parseJson(text);
  const runs: readonly unknown[] = Array.isArray(read) ? read : [read];
  return runs.filter(isRecord).flatMap((run) => {
    const { values } = run;
    const list: readonly unknown[] = Array.isArray(values) ? values : [run];
    return list.filter(isRecord).flatMap((value) => measurementOf(run, value, name));
  });
}

function measurementOf(run: Readonly<Record<string, unknown>>, value: Readonly<Record<string, unknown>>, name: string): readonly Measurement[] {
  const measured = numberIn(value, "value");
  if (measured === null) return [];
  const beside = textsIn(run, "beside");
  const conditions = { command: textIn(run, "command") ?? "", machine: textIn(run, "machine") ?? "", load: numberIn(run, "load"), date: textIn(run, "date") ?? "", commit: textIn(run, "commit"), ...(beside.length > 0 && { beside }) };
  return [{ name: textIn(value, "name") ?? name, value: measured, unit: textIn(value, "unit") ?? "", baseline: textIn(value, "baseline"), ratio: numberIn(value, "ratio"), conditions }];
}

function textIn(record: Readonly<Record<string, unknown>>, field: string): string | null {
  const value = record[field];
  return typeof value === "string" ? value : null;
}

function textsIn(record: Readonly<Record<string, unknown>>, field: string): readonly string[] {
  const value = record[field];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}

function numberIn(record: Readonly<Record<string, unknown>>, field: string): number | null {
  const value = record[field];
  return typeof value === "number" ? value : null;
}
