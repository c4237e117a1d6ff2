/** The file of a record: where it is, its text, and whether it is still what was written. Read by cells' processes too, so only Node is imported. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jsonText } from "./jsonText.ts";
import type { ExperimentRecord } from "./experiment.ts";

/** A record as it could be read. */
export type ExperimentReading =
  | { readonly kind: "whole"; readonly record: ExperimentRecord }
  | { readonly kind: "missing" | "edited" | "truncated" | "old" };

/** The folder of all records, relative to the root. */
export const experimentsFolder = "book/evidence/experiments";

/** Where the record of a seed is, relative to the root. */
export function experimentPath(name: string, seed: number): string {
  return `${experimentsFolder}/${name}/${seed}.json`;
}

/** Seals a record and writes it out. Ends with LF. */
export function experimentText(record: Omit<ExperimentRecord, "seal">): string {
  const ordered = inOrder(record);
  return `${jsonText({ ...ordered, seal: sealOf(ordered) })}\n`;
}

/** Reads the record of a seed below `root`. One that was moved from another name or seed counts as edited. */
export function readExperiment(root: string, name: string, seed: number): ExperimentReading {
  const text = textAt(join(root, experimentPath(name, seed)));
  if (text === null) return { kind: "missing" };
  const record = parsed(text);
  if (record === null) return { kind: text.trimEnd().endsWith("}") ? "edited" : "truncated" };
  if (record.version !== undefined && record.version !== 1) return { kind: "old" };
  const isOurs = record.experiment === name && record.seed === seed && record.seal === sealOf(inOrder(record as ExperimentRecord));
  // the seal is right, so this is what was written, of the type it was written from
  return isOurs ? { kind: "whole", record: record as ExperimentRecord } : { kind: "edited" };
}

/** A seal is of the fields in one order, whatever the order in the file. */
function inOrder({ version, experiment, seed, key, data, confirmed, machine, load, date, commit, seconds, count, steps, value }: Omit<ExperimentRecord, "seal">): Omit<ExperimentRecord, "seal"> {
  return { version, experiment, seed, key, data, confirmed, machine, load, date, commit, seconds, count, steps, value };
}

function sealOf(ordered: Omit<ExperimentRecord, "seal">): string {
  return createHash("sha256").update(JSON.stringify(ordered)).digest("hex");
}

function parsed(text: string): Partial<ExperimentRecord> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function textAt(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
