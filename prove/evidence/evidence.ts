/** What is known of each unit of a book from the records in `book/evidence/`: proved, stale, or not run yet. */
import { join } from "node:path";
import { stat, type Diagnostic, type ReadyBook, type Section } from "../../tangle/index.ts";
import type { UnitName, UnitOutline } from "../units/outline.ts";
import { outlineReader, type TextCache } from "../units/outlineCache.ts";
import type { UnitRecord } from "./record.ts";
import { besidePath, readStore } from "./store.ts";
import { contextOf } from "./context.ts";
import { totalsOf, type Shown, type Totals } from "./totals.ts";

/** The evidence of a whole book. */
export interface Evidence {
  /** What is known of the unit that begins at `offset` of a chapter (a fence, an inline cell's backtick, a directive). */
  readonly at: (path: string, offset: number) => UnitEvidence;
  readonly totals: Totals;
  /** The text of a file of the evidence, such as a drawing's `.svg` or `.csv`; `path` is that of the chapter, `name` the record's. Null where there is none. */
  readonly text: (path: string, name: string) => string | null;
  /** The same for bytes: a `.png`. */
  readonly bytes: (path: string, name: string) => Uint8Array | null;
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
  const surroundings = contextOf(ready);
  const outlines = outlineReader(cache);
  const placed = sections.flatMap((section): readonly Placed[] => {
    const units = outlines(section, chapters[section.chapter]?.folder ?? "");
    const keys = surroundings.keysOf(units);
    const records = store.records.get(section.path)?.units ?? {};
    return units.map((unit) => ({ section, unit, known: knownOf(unit, records[unit.id], (record) => record.key === keys.get(unit.id) && surroundings.sameData(record)) }));
  });
  return { evidence: { ...lookup(placed), totals: totalsOf(placed.flatMap(shownIn)), ...filesBeside(root) }, diagnostics: store.damage };
}

interface Placed {
  readonly section: Section;
  readonly unit: UnitOutline;
  readonly known: UnitEvidence;
}

function knownOf({ id, kind, unchecked, needs }: UnitOutline, record: UnitRecord | undefined, holds: (record: UnitRecord) => boolean): UnitEvidence {
  if (record === undefined) return { state: "missing" };
  return { state: holds(record) ? "proved" : "stale", unit: { id, kind, unchecked, needs }, record };
}

function lookup(placed: readonly Placed[]): Pick<Evidence, "at"> {
  const placeOf = (path: string, offset: number): string => `${path}:${offset}`;
  const places = new Map(placed.map(({ section, unit, known }) => [placeOf(section.path, unit.start), known]));
  return { at: (path, offset) => places.get(placeOf(path, offset)) ?? { state: "missing" } };
}

function filesBeside(root: string): Pick<Evidence, "text" | "bytes"> {
  const bytes = (path: string, name: string): Buffer | null => {
    const seen = stat(join(root, besidePath(path, name)));
    return seen.kind === "file" ? seen.bytes : null;
  };
  return { bytes, text: (path, name) => bytes(path, name)?.toString("utf8") ?? null };
}

function shownIn({ section, unit, known }: Placed): readonly Shown[] {
  if (known.state !== "proved") return [];
  return [{ path: section.path, offset: unit.start, id: unit.id, unchecked: unit.unchecked, record: known.record }];
}
