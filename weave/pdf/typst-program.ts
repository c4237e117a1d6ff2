/** The process of one step: `typst-program.ts FOLDER` reads `job.json` there, and leaves `result.json` and, where the volume is made, `volume.pdf`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { arrangementOf, settled } from "./typst.ts";
import type { ApartJob, ApartResult } from "./typstApart.ts";

const [folder = ""] = process.argv.slice(2);
// the parent wrote it a moment ago
const { root, source, files, arrangement } = JSON.parse(readFileSync(join(folder, "job.json"), "utf8")) as ApartJob;
writeFileSync(join(folder, "result.json"), JSON.stringify(resultOf()));

function resultOf(): ApartResult {
  const job = { root, source, files: new Map(files) };
  try {
    if (arrangement === undefined) return { kind: "arranged", arrangement: arrangementOf(job) };
    const made = settled(job, arrangement);
    if (made.kind !== "made") return made;
    const { pdf, places, ...rest } = made;
    writeFileSync(join(folder, "volume.pdf"), pdf);
    return { ...rest, places: [...places] };
  } catch (error) {
    return { kind: "refused", message: error instanceof Error ? error.message : String(error) };
  }
}
