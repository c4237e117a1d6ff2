/** The process in which one volume is typeset: `typst-program.ts FOLDER` reads `job.json` there, and leaves `result.json` and `volume.pdf`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileTypst } from "./typst.ts";
import type { ApartJob, ApartResult } from "./typstApart.ts";

const [folder = ""] = process.argv.slice(2);
// the parent wrote it a moment ago
const { root, source, files } = JSON.parse(readFileSync(join(folder, "job.json"), "utf8")) as ApartJob;
writeFileSync(join(folder, "result.json"), JSON.stringify(resultOf()));

function resultOf(): ApartResult {
  try {
    const made = compileTypst({ root, source, files: new Map(files) });
    if (made.kind !== "made") return made;
    const { pdf, places, ...rest } = made;
    writeFileSync(join(folder, "volume.pdf"), pdf);
    return { ...rest, places: [...places] };
  } catch (error) {
    return { kind: "refused", message: error instanceof Error ? error.message : String(error) };
  }
}
