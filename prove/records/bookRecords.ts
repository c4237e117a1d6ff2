/** What cells read of the book's own records: the values of an experiment, a measurement; and which of them were read. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExperimentSeeds, ExperimentValues } from "./experiment.ts";
import { experimentData, hashOfValues, seedsInWords, valuesIn } from "./experimentValues.ts";

/** The records of a book, as its cells see them. */
export interface BookRecords {
  /** `experiment("name")`. Throws where there is none, or it was not run. */
  readonly experiment: (name: string) => ExperimentValues;
  /** `measurement("name")`: `book/measurements/NAME.json`, parsed. Throws where there is none. */
  readonly measurement: (name: string) => unknown;
  /** The hash of each record read so far, by the name that it has in evidence. */
  readonly seen: () => Readonly<Record<string, string>>;
}

/** The name under which a record's `data` has a measurement. */
export const measurementData = "measurement:";

/** Opens the records of the book below `root`. `running` is the experiment whose cell this process runs. */
export function bookRecords(root: string, experiments: ExperimentSeeds, running: string | null): BookRecords {
  const seen = new Map<string, string>();
  return {
    experiment(name) {
      if (name === running) throw new Error(`experiment: \`${name}\` cannot read its own record`);
      const values = valuesFor(root, name, experiments);
      seen.set(`${experimentData}${name}`, hashOfValues(values));
      // each cell gets its own, so that none can change what another sees
      return structuredClone(values);
    },
    measurement(name) {
      const bytes = bytesOf(root, name);
      seen.set(`${measurementData}${name}`, createHash("sha256").update(bytes).digest("hex"));
      return JSON.parse(bytes.toString("utf8"));
    },
    seen: () => Object.fromEntries(seen),
  };
}

function valuesFor(root: string, name: string, experiments: ExperimentSeeds): ExperimentValues {
  const seeds = Object.hasOwn(experiments, name) ? experiments[name] : undefined;
  if (seeds === undefined) {
    const known = Object.keys(experiments).map((each) => `\`${each}\``);
    throw new RangeError(`experiment: there is no experiment \`${name}\`${known.length === 0 ? " in this book" : `; there are ${known.join(", ")}`}`);
  }
  const found = valuesIn(root, name, seeds);
  if ("values" in found) return found.values;
  throw new Error(`experiment: \`${name}\` has no record of ${seedsInWords(found.missing)}; to run it: npm run prove -- --experiments ${name}`);
}

function bytesOf(root: string, name: string): Buffer {
  if (!/^[\w-]+(\.[\w-]+)*$/.test(name)) throw new RangeError(`measurement: \`${name}\` is no name of a file in \`book/measurements\``);
  try {
    return readFileSync(join(root, "book/measurements", `${name}.json`));
  } catch (cause) {
    throw new Error(`measurement: there is no file \`book/measurements/${name}.json\``, { cause });
  }
}
