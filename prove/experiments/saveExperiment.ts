/** Writes the records of experiments. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { saveFile } from "../evidence/save.ts";
import { draftEnding, keptPath } from "../seed/kept.ts";
import { experimentPath, experimentText } from "../records/experimentFile.ts";
import type { Confirmation, ExperimentRecord } from "../records/experiment.ts";

/** Writes the record of a seed that has come to its end; what it had kept on the way goes. Throws `Unwritten`. */
export function saveExperiment(root: string, record: Omit<ExperimentRecord, "seal">): void {
  saveFile(root, experimentPath(record.experiment, record.seed), experimentText(record));
  const kept = join(root, keptPath(record.experiment, record.seed));
  for (const path of [kept, `${kept}${draftEnding}`]) rmSync(path, { force: true });
}

/** Notes that a replay was equal, and what data it has read besides. Throws `Unwritten`. */
export function saveConfirmation(root: string, record: ExperimentRecord, { confirmed, data }: { readonly confirmed: Confirmation; readonly data: ExperimentRecord["data"] }): void {
  saveFile(root, experimentPath(record.experiment, record.seed), experimentText({ ...record, confirmed, data: { ...record.data, ...data } }));
}
