/** For tests: the evidence of a book as it lies on the disk. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { RecordFile } from "../records/record.ts";

/** The text of every file of the evidence of the book below `root`, by its path below `book/evidence`. */
export function evidenceOf(root: string): Readonly<Record<string, string>> {
  const folder = join(root, "book/evidence");
  if (!existsSync(folder)) return {};
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** A path without the hash in it: `01-a/index/brew.json`. */
export function withoutHash(path: string): string {
  return path.replace(/\.[0-9a-f]{16}(\.\w+)$/, "$1");
}

/** The only path of the evidence that is this one once the hash is gone. Throws if there is none, or another. */
export function pathOf(root: string, name: string): string {
  const found = Object.keys(evidenceOf(root)).filter((path) => withoutHash(path) === name);
  if (found.length !== 1) throw new Error(`${found.length} files are ${name}`);
  return found.join("");
}

/** The record of a unit: `recordOf(root, "01-a/index/brew.json")`. */
export function recordOf(root: string, name: string): RecordFile {
  return JSON.parse(evidenceOf(root)[pathOf(root, name)] ?? "") as RecordFile;
}
