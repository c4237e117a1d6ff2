/** The folder `book/evidence/`: which records it has, which are damaged, and which files belong to nothing. Only reads. */
import { join, posix } from "node:path";
import { mistake, sha256, stat, walk, type Diagnostic } from "../../tangle/index.ts";
import type { Result, UnitRecord } from "../records/record.ts";
import { readRecord } from "../records/recordText.ts";

/** What was read. */
export interface Store {
  /** The whole records of each file of the book; those whose drawings are damaged or gone are left out. */
  readonly records: ReadonlyMap<string, readonly StoredRecord[]>;
  readonly damage: readonly Diagnostic[];
  /** Every file there is, but those of experiments. */
  readonly files: readonly string[];
  /** Whether records of an older form are among them, in which one file held a whole section. */
  readonly isOld: boolean;
}

/** A record, and where it lies. */
export interface StoredRecord {
  /** `book/evidence/01-a/02-b/cups.3f9a0c5d11e2b784.json` */
  readonly path: string;
  /** The id that its unit had when it was written. */
  readonly id: string;
  readonly record: UnitRecord;
}

/** Where all evidence is, relative to the root. */
export const evidenceFolder = "book/evidence";

/** Experiments have records of another kind, by name and seed. */
export const experimentsFolder = `${evidenceFolder}/experiments`;

/** The folder of the records of a chapter's file: `book/01-a/02-b.md` → `book/evidence/01-a/02-b`. */
export function recordFolder(chapter: string): string {
  return chapter.replace(/^book\//, `${evidenceFolder}/`).replace(/\.md$/i, "");
}

/** Where the record of a unit is. Its key names it, so that units that are proved on two branches never meet in one file. */
export function recordPath(chapter: string, id: string, key: string): string {
  return `${recordFolder(chapter)}/${id}.${key.slice(0, 16)}.json`;
}

/** Where a file of a result is, which is shown under `name`: `cups.svg` → `cups.9be1….svg`. */
export function besidePath(chapter: string, name: string, hash: string): string {
  const { name: stem, ext } = posix.parse(name);
  return `${recordFolder(chapter)}/${stem}.${hash.slice(0, 16)}${ext}`;
}

/** The files of a result: the name under which each is shown, and its hash. */
export function filesOf(result: Result): ReadonlyMap<string, string> {
  const drawings = result.kind === "figure" ? [result] : result.kind === "run" ? result.shown : [];
  return new Map(
    drawings.flatMap((each): readonly (readonly [string, string])[] => {
      if ("png" in each) return [[each.png, each.sha256]];
      if (!("svg" in each)) return [];
      const svg = [each.svg, each.svgSha256] as const;
      return each.csv === null || each.csvSha256 === null ? [svg] : [svg, [each.csv, each.csvSha256]];
    }),
  );
}

/** The paths of a result's files. */
export function pathsBeside(chapter: string, result: Result): readonly string[] {
  return [...filesOf(result)].map(([name, hash]) => besidePath(chapter, name, hash));
}

/** Reads the evidence of these files of the book below `root`. */
export function readStore(root: string, chapters: readonly string[]): Store {
  const files = walk(root, evidenceFolder, (path) => path.endsWith("/.DS_Store") || path === experimentsFolder);
  const byFolder = inFolders(files);
  const sections = chapters.map((chapter) => [chapter, (byFolder.get(recordFolder(chapter)) ?? []).flatMap((path) => readUnit(root, chapter, path))] as const);
  return {
    records: new Map(sections.map(([chapter, readings]) => [chapter, readings.flatMap(({ stored }) => stored ?? [])])),
    damage: sections.flatMap(([, readings]) => readings.flatMap(({ damage }) => damage)),
    files,
    isOld: chapters.some((chapter) => files.includes(`${recordFolder(chapter)}.json`)),
  };
}

function inFolders(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const known = folders.get(posix.dirname(path));
    if (known === undefined) folders.set(posix.dirname(path), [path]);
    else known.push(path);
  }
  return folders;
}

interface UnitReading {
  readonly stored: StoredRecord | null;
  readonly damage: readonly Diagnostic[];
}

/** Reads one record; nothing for a file that is none. */
function readUnit(root: string, chapter: string, path: string): readonly UnitReading[] {
  const id = /^(.+)\.[0-9a-f]{16}\.json$/.exec(posix.basename(path))?.[1];
  const seen = id === undefined ? null : stat(join(root, path));
  if (id === undefined || seen?.kind !== "file") return [];
  const reading = readRecord(seen.bytes.toString("utf8"));
  if (reading.kind !== "whole") return [{ stored: null, damage: reading.kind === "old" ? [] : [damaged(path, reading.kind)] }];
  const { key, data, result, made } = reading.record;
  if (recordPath(chapter, id, key) !== path) return [{ stored: null, damage: [damaged(path, "edited")] }];
  const beside = [...filesOf(result)].map(([name, hash]) => ({ path: besidePath(chapter, name, hash), hash }));
  const states = beside.map((file) => ({ ...file, state: stateOf(root, file.path, file.hash) }));
  const isWhole = states.every(({ state }) => state === "whole");
  const damage = states.flatMap((file) => (file.state === "edited" ? [damaged(file.path, "edited")] : []));
  return [{ stored: isWhole ? { path, id, record: { key, data, result, ...(made !== undefined && { made }) } } : null, damage }];
}

/** A file that is gone is no damage: its unit is run again. */
function stateOf(root: string, path: string, hash: string): "whole" | "missing" | "edited" {
  const seen = stat(join(root, path));
  if (seen.kind !== "file") return "missing";
  return sha256(seen.bytes) === hash ? "whole" : "edited";
}

/** That the evidence is of an older form, in which one file held a whole section: nothing of it can be used. */
export function oldEvidence({ isOld, files }: Store): readonly Diagnostic[] {
  const [first] = files;
  if (!isOld || first === undefined) return [];
  return [{ ...mistake("old-evidence", `\`${evidenceFolder}\` is of an older form, in which one file held a whole section`, { path: evidenceFolder }), cure: "`npm run prove` runs the book and writes it anew" }];
}

const reasons = {
  edited: "was changed since `prove` wrote it; evidence is never written by hand",
  truncated: "has lost its end",
} as const;

function damaged(path: string, kind: keyof typeof reasons): Diagnostic {
  return { ...mistake(`${kind}-evidence`, `\`${path}\` ${reasons[kind]}`, { path }), cure: "npm run prove" };
}
