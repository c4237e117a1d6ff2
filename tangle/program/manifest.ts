/** What was written last time, by hash. */
import { readNeeds, type Need } from "../book/needs.ts";
import { sha256 } from "../text/hash.ts";
import type { Layout } from "./layout.ts";
import { isRecord, parseJson } from "../text/json.ts";

/** Where the manifest is, relative to the folder that holds `src/`. */
export const manifestPath = "src/.manifest.json";

/** The files that tangle wrote. Committed, so that a fresh clone knows them too. */
export interface Manifest {
  readonly files: ReadonlyMap<string, ManifestEntry>;
}

/** One file: the hash of its text, the chapters whose lines stand in it, in the order of the book, and what a test needs of the machine. */
export interface ManifestEntry {
  readonly sha256: string;
  readonly chapters: readonly string[];
  readonly needs?: readonly Need[];
}

/** The manifest of a program. `chapterOf` gives the folder of the chapter that a path of the book belongs to. */
export function manifestOf(layouts: readonly Layout[], chapterOf: (path: string) => string): Manifest {
  return {
    files: new Map(
      layouts.map((layout) => {
        const paths = layout.lines.flatMap(({ origin }) => (origin.kind === "header" ? [] : [origin.source.path]));
        const sections = new Set([layout.file.definedIn, ...paths]);
        const { needs } = layout.file;
        return [layout.path, { sha256: sha256(layout.text), chapters: [...new Set([...sections].map(chapterOf))], ...(needs.length > 0 && { needs }) }];
      }),
    ),
  };
}

/** The text of `src/.manifest.json`: sorted, a file a line, so that merges conflict only where programs do. */
export function writeManifest(manifest: Manifest): string {
  const entries = [...manifest.files].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = entries.map(([path, entry]) => `    ${JSON.stringify(path)}: ${JSON.stringify(entry)}`);
  return `{\n  "version": 1,\n  "files": {${lines.length > 0 ? `\n${lines.join(",\n")}\n  ` : ""}}\n}\n`;
}

/**
 * Reads what `writeManifest` wrote. Null for anything else: a merge conflict, another version, a path that is not
 * plainly below `src/`, so that a damaged manifest never makes us remove a file.
 */
export function readManifest(text: string): Manifest | null {
  const json = parseJson(text);
  if (!isRecord(json) || json["version"] !== 1 || !isRecord(json["files"])) return null;
  const files = new Map<string, ManifestEntry>();
  for (const [path, entry] of Object.entries(json["files"])) {
    if (!isProgramPath(path) || !isRecord(entry)) return null;
    const { sha256: hash, chapters, needs } = entry;
    if (typeof hash !== "string" || !isStrings(chapters) || !(needs === undefined || isStrings(needs))) return null;
    files.set(path, { sha256: hash, chapters, ...(needs !== undefined && { needs: readNeeds(needs.join()).needs }) });
  }
  return { files };
}

/** Whether a path names a file of the program: below `src/`, with no `.` or `..` step, not one of tangle's own records. */
export function isProgramPath(path: string): boolean {
  const steps = path.split("/");
  const plain = steps.every((step) => step !== "" && step !== "." && step !== ".." && !/[\\\0]/.test(step));
  return plain && steps.length > 1 && steps[0] === "src" && !isOwnRecord(path);
}

/** Whether tangle keeps this path for itself: the manifest, the maps, the last tangle. */
export function isOwnRecord(path: string): boolean {
  return path === manifestPath || /^src\/\.(maps|tangle)(\/|$)/.test(path);
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
