/** What is known of each unit of a book from the records in `book/evidence/`: proved, stale, or not run yet. */
import { join } from "node:path";
import { sha256, stat, type Diagnostic, type ReadyBook, type Section } from "../../tangle/index.ts";
import type { UnitName, UnitOutline } from "../units/outline.ts";
import { outlineReader, type TextCache } from "../units/outlineCache.ts";
import { knownExperiment } from "../experiments/known.ts";
import type { UnitRecord } from "../records/record.ts";
import { holding } from "../evidence/held.ts";
import { besidePath, oldEvidence, readStore, type StoredRecord } from "../evidence/store.ts";
import { contextOf } from "../evidence/context.ts";
import { totalsOf, type Shown, type Totals } from "../records/totals.ts";

/** The evidence of a whole book. */
export interface Evidence {
  /** What is known of the unit that begins at `offset` of a chapter (a fence, an inline cell's backtick, a directive). */
  readonly at: (path: string, offset: number) => UnitEvidence;
  readonly totals: Totals;
  /** The text of a file of the evidence, such as a drawing's `.svg` or `.csv`; `path` is that of the chapter, the file the record's. Null where there is none. */
  readonly text: (path: string, file: FileName) => string | null;
  /** The same for bytes: a `.png`. */
  readonly bytes: (path: string, file: FileName) => Uint8Array | null;
  /** Of all that `at` gives for a chapter: where it is the same, so is this chapter's evidence, its files as well, since records name them by their hashes. */
  readonly digestOf: (path: string) => string;
}

/** A file of a record: the name under which it is shown, and the hash under which it lies. */
export interface FileName {
  readonly name: string;
  readonly sha256: string;
}

/** Of one unit. `missing`: it was never run, or there is no unit at this place. `stale`: what it depends on has changed since; the record is what it was then. */
export type UnitEvidence =
  | { readonly state: "missing" }
  | { readonly state: "stale"; readonly unit: UnitName; readonly record: UnitRecord }
  | { readonly state: "proved"; readonly unit: UnitName; readonly record: UnitRecord };

/** What was read, and which files of the evidence are damaged. */
export interface EvidenceReading {
  readonly evidence: Evidence;
  readonly diagnostics: readonly Diagnostic[];
}

const forgetful: TextCache = { get: () => null, put: () => undefined };

/** Reads the evidence of a book; runs nothing. With a cache, a section whose text is known is not parsed again. */
export function readEvidence(ready: Pick<ReadyBook, "book" | "graph">, cache: TextCache = forgetful): EvidenceReading {
  const { root, sections, chapters } = ready.book;
  const store = readStore(root, sections.map(({ path }) => path));
  const { keysOf, sameData } = contextOf(ready, cache);
  const readOutlines = outlineReader(cache);
  const outlined = sections.map((section) => ({ chapter: section.chapter, outlines: readOutlines(section, chapters[section.chapter]?.folder ?? "") }));
  const keys = keysOf(outlined);
  const damaged = [...store.damage, ...oldEvidence(store)];
  const placed = sections.flatMap((section, index): readonly Placed[] => {
    const stored = store.records.get(section.path) ?? [];
    const own = keys[index] ?? new Map<string, string>();
    const held = holding(own, { stored, sameData });
    return (outlined[index]?.outlines ?? []).map((unit) => {
      if (unit.experiment === undefined) return { section, unit, known: knownOf(unit, held.get(unit.id), stored) };
      const { name, seeds } = unit.experiment;
      const { known, damage } = knownExperiment({ root, name, key: own.get(unit.id) ?? "", sameData }, seeds);
      damaged.push(...damage);
      return { section, unit, known: known.state === "missing" ? known : { ...known, unit: nameOf(unit) } };
    });
  });
  return { evidence: { ...lookup(placed), totals: totalsOf(placed.flatMap(shownIn)), ...filesBeside(root) }, diagnostics: damaged };
}

interface Placed {
  readonly section: Section;
  readonly unit: UnitOutline;
  readonly known: UnitEvidence;
}

/** A record that does not hold any more is the last one that its unit had under its id. */
function knownOf(unit: UnitOutline, held: UnitRecord | undefined, stored: readonly StoredRecord[]): UnitEvidence {
  if (held !== undefined) return { state: "proved", unit: nameOf(unit), record: held };
  const last = stored.findLast((each) => each.id === unit.id && each.record.result.kind === unit.kind);
  return last === undefined ? { state: "missing" } : { state: "stale", unit: nameOf(unit), record: last.record };
}

function nameOf({ id, kind, unchecked, needs }: UnitOutline): UnitName {
  return { id, kind, unchecked, needs };
}

function lookup(placed: readonly Placed[]): Pick<Evidence, "at" | "digestOf"> {
  const chapters = new Map<string, Map<number, UnitEvidence>>();
  for (const { section: { path }, unit, known } of placed) {
    const own = chapters.get(path) ?? new Map<number, UnitEvidence>();
    chapters.set(path, own.set(unit.start, known));
  }
  return {
    at: (path, offset) => chapters.get(path)?.get(offset) ?? { state: "missing" },
    digestOf: (path) => sha256(JSON.stringify([...(chapters.get(path) ?? [])])),
  };
}

function filesBeside(root: string): Pick<Evidence, "text" | "bytes"> {
  const bytes = (path: string, { name, sha256 }: FileName): Buffer | null => {
    const seen = stat(join(root, besidePath(path, name, sha256)));
    return seen.kind === "file" ? seen.bytes : null;
  };
  return { bytes, text: (path, file) => bytes(path, file)?.toString("utf8") ?? null };
}

function shownIn({ section, unit, known }: Placed): readonly Shown[] {
  if (known.state !== "proved") return [];
  return [{ path: section.path, offset: unit.start, id: unit.id, unchecked: unit.unchecked, record: known.record }];
}
