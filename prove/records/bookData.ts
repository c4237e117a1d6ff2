/** What a record's `data` names that is no file of `book/data/`: the values of experiments, and measurements. */
import { join } from "node:path";
import { sha256, stat } from "../../tangle/index.ts";
import { measurementData } from "./bookRecords.ts";
import type { ExperimentSeeds } from "./experiment.ts";
import { experimentData, valuesHash } from "./experimentValues.ts";

/** The hash of what stands under such a name now; null where nothing does, or the name is that of a file. */
export function recordHash(root: string, name: string, experiments: ExperimentSeeds): string | null {
  if (name.startsWith(experimentData)) return valuesHash(root, name.slice(experimentData.length), experiments);
  if (!name.startsWith(measurementData)) return null;
  const seen = stat(join(root, "book/measurements", `${name.slice(measurementData.length)}.json`));
  return seen.kind === "file" ? sha256(seen.bytes) : null;
}
