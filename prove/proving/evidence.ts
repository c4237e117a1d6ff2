/** What is known of each unit of a book from the records in `book/evidence/`: proved, stale, or not run yet. */
import { join } from "node:path";
import { sha256, stat, type Diagnostic, type Offset, type ReadyBook, type Section } from "../../tangle/index.ts";
import type { Sources } from "../../tangle/standing/index.ts";
import { contextOf } from "../evidence/context.ts";
import { besidePath } from "../evidence/store.ts";
import { joinedTotals, type Totals } from "../records/totals.ts";
import { outlineReader, type TextCache } from "../units/outlineCache.ts";
import { evidenceKeeper, knownEvidence, noEvidenceKept, type KnownEvidence } from "./keptEvidence.ts";
import { readSections, type EvidenceFrom, type SectionEvidence, type SectionReadings, type UnitEvidence } from "./sectionEvidence.ts";

export type { UnitEvidence } from "./sectionEvidence.ts";

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

/** What was read, and which files of the evidence are damaged. */
export interface EvidenceReading {
  readonly evidence: Evidence;
  readonly diagnostics: readonly Diagnostic[];
}

const forgetful: TextCache = { get: () => null, put: () => undefined };

/** Where it is read from; everything has a default. */
export interface EvidenceOptions {
  /** With it, a section whose text is known is not parsed again. */
  readonly cache?: TextCache;
  /** What was found before anything was read: with it, and a cache, the records of a section for which nothing has changed are read only when they are asked for. */
  readonly seen?: Sources | null;
}

const nothingRead: SectionReadings = { found: [], damage: [] };

/** Reads the evidence of a book; runs nothing. */
export function readEvidence({ book, graph }: Pick<ReadyBook, "book" | "graph">, { cache = forgetful, seen = null }: EvidenceOptions = {}): EvidenceReading {
  const { root, sections } = book;
  const from: EvidenceFrom = { book, context: contextOf({ book, graph }, cache), outlines: outlineReader(cache) };
  const keeper = seen === null ? noEvidenceKept : evidenceKeeper(from, seen, cache);
  const again = (section: Section): SectionEvidence => readSections(from, [section]).found[0] ?? { units: new Map(), shown: [] };
  const kept = new Map(sections.map((section) => [section, keeper.of(section, () => again(section))]));
  const unknown = sections.filter((section) => kept.get(section) === null);
  const { found, damage } = unknown.length === 0 ? nothingRead : readSections(from, unknown);
  const read = new Map(found.map((each, index) => [unknown[index], knownEvidence(each)]));
  const all = new Map(sections.flatMap((section) => {
    const known = kept.get(section) ?? read.get(section);
    return known === undefined ? [] : [[section, known] as const];
  }));
  if (damage.length === 0) keeper.keep(all);
  return { evidence: { ...lookup(all), totals: joinedTotals([...all.values()].map(({ totals }) => totals)), ...filesBeside(root) }, diagnostics: damage };
}

function lookup(known: ReadonlyMap<Section, KnownEvidence>): Pick<Evidence, "at" | "digestOf"> {
  const chapters = new Map([...known].map(([{ path }, { digest, units }]) => [path, { digest, units: once(units) }]));
  return {
    at: (path, offset) => chapters.get(path)?.units().get(offset as Offset) ?? { state: "missing" },
    digestOf: (path) => chapters.get(path)?.digest ?? sha256("[]"),
  };
}

function filesBeside(root: string): Pick<Evidence, "text" | "bytes"> {
  const bytes = (path: string, { name, sha256 }: FileName): Buffer | null => {
    const seen = stat(join(root, besidePath(path, name, sha256)));
    return seen.kind === "file" ? seen.bytes : null;
  };
  return { bytes, text: (path, file) => bytes(path, file)?.toString("utf8") ?? null };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
