/** How long the slow cells of the real pages take at their first run, as it was measured: a test that is run often leaves them to the full one. */
import { join } from "node:path";
import { measurementsText, readMeasurements, type RunConditions } from "../../prove/index.ts";
import { textAt } from "../../tangle/index.ts";
import type { Finding } from "./measure.ts";

/** Where they are recorded, from the folder that holds `book/`. */
export const firstRunsFile = "book/measurements/first-runs.json";

/** The text of the record: each cell that took more than a second, by page and id, with its longest time. */
export function firstRunsText(conditions: RunConditions, findings: readonly Finding[]): string {
  const longest = new Map<string, number>();
  for (const { name, seconds } of findings.flatMap(({ times = [] }) => times)) longest.set(name, Math.max(seconds, longest.get(name) ?? 0));
  const values = [...longest].map(([name, seconds]) => ({ name, value: Number(seconds.toFixed(1)), unit: "s", baseline: null, ratio: null }));
  return measurementsText({ conditions, values: values.sort((a, b) => (a.name < b.name ? -1 : 1)) });
}

/** The ids of the cells of a page that took longer than so many seconds; of none, where nothing is recorded. */
export function slowCells(root: string, seconds: number): (page: string) => readonly string[] {
  const slow = readMeasurements(textAt(join(root, firstRunsFile)) ?? "", "").filter(({ value }) => value > seconds).map(({ name }) => name.split("#"));
  return (page) => slow.flatMap(([where, id = ""]) => (where === page ? [id] : []));
}
