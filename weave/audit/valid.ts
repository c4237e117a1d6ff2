/** The HTML checker of the W3C (vnu) on every page. */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { none, type Measure } from "./measure.ts";

const jar = join(dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");

/** No error. */
export const valid: Measure = {
  name: "valid",
  measure({ folder, pages, progress }) {
    progress("the HTML checker");
    const run = spawnSync("java", ["-jar", jar, "--errors-only", "--stdout", ...pages.map((page) => join(folder, page))], { encoding: "utf8", maxBuffer: 1e8 });
    if (run.error) throw new Error("the HTML checker needs Java; run: npm run setup", { cause: run.error });
    const places = run.stdout.replaceAll(`file:${pathToFileURL(folder).pathname}/`, "").split("\n").filter((line) => line !== "");
    // a checker that could not run has found nothing
    if (run.status !== 0 && places.length === 0) places.push(run.stderr.trim() || `the checker ended with ${run.status}`);
    return Promise.resolve([none(`valid HTML, ${pages.length} pages`, "errors", places)]);
  },
};
