/** The folder `book/evidence/`: which records it has, which are damaged, and which belong to nothing. Only reads. */
import { join, posix } from "node:path";
import { stat, mistake, sha256, textAt, walk, type Diagnostic } from "../../tangle/index.ts";
import type { Result, SectionRecord, UnitRecord } from "./record.ts";
import { readRecord } from "./recordText.ts";

/** What was read. */
export interface Store {
  /** The whole records by path of their chapter's file; units whose drawings are damaged are left out. */
  readonly records: ReadonlyMap<string, SectionRecord>;
  readonly damage: readonly Diagnostic[];
  /** Paths of files that no section and no record needs. */
  readonly orphans: readonly string[];
}

/** Where the record of a chapter's file is: `book/01-a/02-b.md` → `book/evidence/01-a/02-b.json`. */
export function recordPath(chapter: string): string {
  return chapter.replace(/^book\//, "book/evidence/").replace(/\.md$/i, ".json");
}

/** Where a file beside the record is. */
export function besidePath(chapter: string, name: string): string {
  return posix.join(posix.dirname(recordPath(chapter)), name);
}

/** The files that a result names, with their hashes. */
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

/** Reads the evidence of these files of the book below `root`. */
export function readStore(root: string, chapters: readonly string[]): Store {
  const sections = chapters.map((chapter) => readSection(root, chapter));
  const needed = new Set(sections.flatMap((each) => each.needed));
  // records of experiments are judged apart: they cost too much to be taken away
  const present = walk(root, "book/evidence", (path) => path.endsWith("/.DS_Store") || /^book\/evidence\/experiments\/[^/]+\//.test(path));
  return {
    records: new Map(sections.flatMap(({ chapter, record }) => (record === null ? [] : [[chapter, record]]))),
    damage: sections.flatMap(({ damage }) => damage),
    // what a record that cannot be read needs is not known: its neighbours are judged once it is written anew
    orphans: present.filter((path) => !needed.has(path) && !sections.some(({ isUnread, chapter }) => isUnread && posix.dirname(recordPath(chapter)) === posix.dirname(path))),
  };
}

interface SectionStore {
  readonly chapter: string;
  readonly record: SectionRecord | null;
  readonly damage: readonly Diagnostic[];
  readonly needed: readonly string[];
  /** There is a record file, and it cannot be read. */
  readonly isUnread: boolean;
}

function readSection(root: string, chapter: string): SectionStore {
  const path = recordPath(chapter);
  const text = textAt(join(root, path));
  const reading = text === null ? null : readRecord(text);
  if (reading?.kind !== "whole") {
    const damage = reading === null || reading.kind === "old" ? [] : [damaged(path, reading.kind)];
    return { chapter, record: null, damage, needed: [path], isUnread: reading !== null };
  }
  const { record } = reading;
  const beside = Object.entries(record.units).flatMap(([id, { result }]) => [...filesOf(result)].map(([name, hash]) => ({ id, path: besidePath(chapter, name), hash })));
  const states = beside.map((file) => ({ ...file, state: stateOf(root, file.path, file.hash) }));
  const broken = new Set(states.flatMap(({ id, state }) => (state === "whole" ? [] : [id])));
  return {
    chapter,
    record: { ...record, units: without(record.units, broken) },
    damage: states.flatMap((file) => (file.state === "edited" ? [damaged(file.path, "edited")] : [])),
    needed: [path, ...beside.map((file) => file.path)],
    isUnread: false,
  };
}

/** A file that is gone is no damage: its unit is run again. */
function stateOf(root: string, path: string, hash: string): "whole" | "missing" | "edited" {
  const seen = stat(join(root, path));
  if (seen.kind !== "file") return "missing";
  return sha256(seen.bytes) === hash ? "whole" : "edited";
}

function without(units: SectionRecord["units"], broken: ReadonlySet<string>): Readonly<Record<string, UnitRecord>> {
  return broken.size === 0 ? units : Object.fromEntries(Object.entries(units).filter(([id]) => !broken.has(id)));
}

const reasons = {
  edited: "was changed since `prove` wrote it; evidence is never written by hand",
  truncated: "has lost its end",
} as const;

function damaged(path: string, kind: keyof typeof reasons): Diagnostic {
  return { ...mistake(`${kind}-evidence`, `\`${path}\` ${reasons[kind]}`, { path }), cure: "npm run prove" };
}
