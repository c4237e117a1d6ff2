/** The HTML checker of the W3C (vnu) on every page, in one process. */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { none, type PageMeasure, type Site } from "./measure.ts";

const jar = join(dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");

/** For a process of seconds the second compiler and parallel collectors cost more than they save; code of the first needs a deeper stack. */
const machine = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss8m"];

/** No error. */
export const valid: PageMeasure = {
  kind: "pages",
  name: "valid",
  module: "weave/audit/valid.ts",
  look: {
    in: "files",
    pages(site, pages) {
      site.progress(`the HTML checker: ${pages.length} pages`);
      const errors = errorsIn(site, pages);
      return pages.map((page) => ({ amount: 0, places: errors.filter((line) => line.startsWith(`"${page}":`)) }));
    },
  },
  findings: (_, seen) => [none(`valid HTML, ${seen.length} pages`, "errors", seen.flatMap(({ places }) => places))],
};

/** Throws where the checker could not look at all, or says what is of no page: then it has found nothing. */
function errorsIn({ folder }: Pick<Site, "folder">, pages: readonly string[]): readonly string[] {
  const run = spawnSync("java", [...machine, "-jar", jar, "--errors-only", "--stdout", ...pages.map((page) => join(folder, page))], { encoding: "utf8", maxBuffer: 1e8 });
  if (run.error) throw new Error("the HTML checker needs Java; run: npm run setup", { cause: run.error });
  const lines = run.stdout.split("\n").map((line) => pathIn(line, folder)).filter((line) => line !== "");
  const unplaced = lines.filter((line) => !pages.some((page) => line.startsWith(`"${page}":`)));
  if (unplaced.length > 0 || (run.status !== 0 && lines.length === 0)) throw new Error(`the HTML checker ended with ${run.status}: ${[...unplaced, run.stderr.trim()].join("\n")}`);
  return lines;
}

/** A line with its page as a path below the folder, for the address that the checker has. */
function pathIn(line: string, folder: string): string {
  const before = `"file:${pathToFileURL(folder).pathname}/`;
  const end = line.indexOf('"', 1);
  if (!line.startsWith(before) || end < 0) return line;
  return `"${decodeURIComponent(line.slice(before.length, end))}"${line.slice(end + 1)}`;
}
