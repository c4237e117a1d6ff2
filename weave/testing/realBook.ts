/** For tests: this project's own book as it was woven. A test that imports this runs when the editions are there (`weaveFirst.ts`). */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectFolder } from "../../tangle/index.ts";
import { readDocument } from "../build.ts";
import { once } from "../once.ts";
import type { BookDocument } from "../tree.ts";

/** The folder that holds `book/`, and its editions. */
export const realBook = { root: projectFolder, output: join(projectFolder, "output"), site: join(projectFolder, "output/html") } as const;

/** It, for those who read it in a browser (`readers.ts`). */
export function readRealBook(): Promise<{ readonly site: string; readonly address: (page: string) => string; readonly remove: () => void }> {
  return Promise.resolve({ site: realBook.site, address: (page) => pathToFileURL(join(realBook.site, page)).href, remove: () => undefined });
}

/** The texts of the site's files whose names end so, by path below it, read once: tests that ask for them share a process. */
export function siteTexts(ending: string): ReadonlyMap<string, string> {
  const texts = textsByEnding.get(ending) ?? textsIn(ending);
  textsByEnding.set(ending, texts);
  return texts;
}

const textsByEnding = new Map<string, ReadonlyMap<string, string>>();

function textsIn(ending: string): ReadonlyMap<string, string> {
  const paths = readdirSync(realBook.site, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(ending)).sort();
  return new Map(paths.map((path) => [path, readFileSync(join(realBook.site, path), "utf8")]));
}

/** The notebooks by name. */
export function notebookTexts(): ReadonlyMap<string, string> {
  const folder = join(realBook.output, "notebooks");
  return new Map(readdirSync(folder).filter((name) => name.endsWith(".ipynb")).sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** What the editions were made from, read once. */
export const realDocument: () => BookDocument = once(() => {
  const { document } = readDocument(projectFolder);
  if (document === null) throw new Error("the document could not be read");
  return document;
});
