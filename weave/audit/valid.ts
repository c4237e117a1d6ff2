/** The HTML checker of the W3C (vnu) on every page, in one process. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runChecker } from "../java.ts";
import { none, type PageMeasure, type Site } from "./measure.ts";

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
  const run = runChecker("vnu", ["--errors-only", "--stdout", ...pages.map((page) => join(folder, page))]);
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
