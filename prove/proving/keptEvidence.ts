/** The evidence of sections that were looked at before, so that only that of a page that is made again is read. */
import { join, posix } from "node:path";
import { sha256, stat, walk, type Offset, type Section } from "../../tangle/index.ts";
import { cacheKey, sourceDigest, sourcesHash, type Sources } from "../../tangle/standing/index.ts";
import { recordFolder } from "../evidence/store.ts";
import { totalsOf, type Totals } from "../records/totals.ts";
import type { TextCache } from "../units/outlineCache.ts";
import type { EvidenceFrom, SectionEvidence, UnitEvidence } from "./sectionEvidence.ts";

/** Of one section. */
export interface KnownEvidence {
  readonly totals: Totals;
  /** Of all that is known of its units. */
  readonly digest: string;
  /** Of each unit by where it begins. */
  readonly units: () => ReadonlyMap<Offset, UnitEvidence>;
}

/** The evidence of a book from one run to the next. */
export interface EvidenceKeeper {
  /** Null where something that it depends on is another; `again` reads it where what was kept cannot be read. */
  readonly of: (section: Section, again: () => SectionEvidence) => KnownEvidence | null;
  /** Keeps what is known of all sections. */
  readonly keep: (known: ReadonlyMap<Section, KnownEvidence>) => void;
}

/** Keeps nothing: of who has not looked at what there is. */
export const noEvidenceKept: EvidenceKeeper = { of: () => null, keep: () => undefined };

const kind = "evidence";

/** What is kept of all sections in one text: so much is asked of each. */
interface Head {
  readonly key: string;
  readonly digest: string;
  readonly totals: Totals;
}

/** One that has looked at all there is, as `seen` says. */
export function evidenceKeeper({ book, context }: EvidenceFrom, seen: Sources, cache: TextCache): EvidenceKeeper {
  const folders = recordsSeen(book, seen);
  const keyOf = keysBySection({ book, context }, folders, seen);
  // what another process has written since it was looked at belongs to another key
  const isAsSeen = ({ path }: Section): boolean => recordsNow(book.root, recordFolder(path)).join() === folders.get(recordFolder(path))?.toSorted().join();
  const heads = new Map(JSON.parse(cache.get(kind, headsKey) ?? "[]") as readonly (readonly [string, Head])[]);
  return {
    of(section, again) {
      const head = heads.get(section.path);
      if (head === undefined || head.key !== keyOf(section)) return null;
      return { ...head, units: () => unitsIn(cache.get(kind, unitsKey(section)), head) ?? again().units };
    },
    keep(known) {
      const now = [...known].flatMap(([section, { digest, totals }]) => {
        const key = keyOf(section);
        return heads.get(section.path)?.key === key || isAsSeen(section) ? [[section, { key, digest, totals }] as const] : [];
      });
      for (const [section, head] of now) {
        const before = heads.get(section.path);
        if (before?.key === head.key) continue;
        // in a text of its own, which the digest tells from any other: most are never read
        if (before?.digest !== head.digest) cache.put(kind, unitsKey(section), JSON.stringify([...(known.get(section)?.units() ?? [])]));
      }
      if (now.some(([{ path }, { key }]) => heads.get(path)?.key !== key)) cache.put(kind, headsKey, JSON.stringify(now.map(([{ path }, head]) => [path, head])));
    },
  };
}

/** What was found of a section just now. */
export function knownEvidence({ units, shown }: SectionEvidence): KnownEvidence {
  return { totals: totalsOf(shown), digest: sha256(JSON.stringify([...units])), units: () => units };
}

const headsKey = cacheKey("heads");

function unitsKey({ path }: Section): string {
  return cacheKey("units", path);
}

/** Null where they are not those that the head speaks of. */
function unitsIn(kept: string | null, { digest }: Head): ReadonlyMap<Offset, UnitEvidence> | null {
  return kept === null || sha256(kept) !== digest ? null : new Map(JSON.parse(kept) as readonly (readonly [Offset, UnitEvidence])[]);
}

/** By the folder of each section's records, the files in it with their hashes. */
function recordsSeen({ sections }: EvidenceFrom["book"], seen: Sources): ReadonlyMap<string, readonly string[]> {
  const folders = new Map(sections.map(({ path }) => [recordFolder(path), [] as string[]]));
  for (const [path, hash] of seen) folders.get(posix.dirname(path))?.push(`${path} ${hash}`);
  return folders;
}

/** The files of a folder as `recordsSeen` has them, sorted; what is no plain file has no hash. */
function recordsNow(root: string, folder: string): readonly string[] {
  const paths = walk(root, folder).filter((path) => posix.dirname(path) === folder && !posix.basename(path).startsWith("."));
  return paths.map((path) => {
    const found = stat(join(root, path));
    return found.kind === "file" ? `${path} ${sha256(found.bytes)}` : path;
  }).sort();
}

/** A key of all that the evidence of a section depends on: its text, its records, its program, and whatever there is but the other sections and their records. */
function keysBySection({ book, context: { programAt, experiments } }: Pick<EvidenceFrom, "book" | "context">, folders: ReadonlyMap<string, readonly string[]>, seen: Sources): (section: Section) => string {
  const texts = new Set(book.sections.map(({ path }) => path));
  const others = new Map([...seen].filter(([path]) => !texts.has(path) && !folders.has(posix.dirname(path))));
  const around = cacheKey(sourcesHash(others), JSON.stringify(experiments));
  const keys = new Map<Section, string>();
  return (section) => {
    const key = keys.get(section) ?? cacheKey(around, section.path, sourceDigest(section.source), programAt(section.chapter).hash, ...(folders.get(recordFolder(section.path)) ?? []));
    keys.set(section, key);
    return key;
  };
}
