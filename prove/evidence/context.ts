/** What the keys of a book's units depend on outside their section: the program of their chapter, lockfiles, data, the prover itself. */
import { join } from "node:path";
import { buildsOf, programFolder, projectFolder, readLockfile, sha256, stat, textAt, type Layout, type ReadyBook } from "../../tangle/index.ts";
import { cacheKey, codeDigest, layoutsAt, loadedVersion, noCache, type Cache } from "../../tangle/standing/index.ts";
import { recordHash } from "../records/bookData.ts";
import type { ExperimentSeeds } from "../records/experiment.ts";
import { experimentSeeds } from "../records/experimentSeeds.ts";
import type { UnitOutline } from "../units/outline.ts";
import { judgeVersions } from "./judges.ts";
import { keyReader } from "./keptKeys.ts";
import type { UnitKeys } from "./keys.ts";
import type { UnitRecord } from "../records/record.ts";

/** A section's units, and in which chapter (an index into `book.chapters`) they stand. */
export interface ChapterUnits {
  readonly chapter: number;
  readonly outlines: readonly UnitOutline[];
}

/** What decides whether a record still holds. */
export interface EvidenceContext {
  /** The program at the end of a chapter, which is what its cells run on. */
  readonly programAt: (chapter: number) => ChapterProgram;
  /** The keys of each section's units. */
  readonly keysOf: (sections: readonly ChapterUnits[]) => readonly UnitKeys[];
  /** The seeds of the book's experiments. */
  readonly experiments: ExperimentSeeds;
  /** Whether all data that a record names is as it was. */
  readonly sameData: (record: Pick<UnitRecord, "data">) => boolean;
}

/** The program at a chapter's end. */
export interface ChapterProgram {
  readonly layouts: readonly Layout[];
  /** A hash of its paths and texts: chapters that change nothing have the program of the one before. */
  readonly hash: string;
  /** Whether it is the program at the end of the book, which stands in `src/`. */
  readonly isFinished: boolean;
}

/** That of a book; with a cache, keys that were found before are not found again. */
export function contextOf({ book, graph }: Pick<ReadyBook, "book" | "graph">, cache: Cache = noCache): EvidenceContext {
  const finished = book.chapters.length - 1;
  const hashes = programHashes({ book, graph }, cache);
  const programAt = once((chapter: number): ChapterProgram => ({ get layouts() { return layoutsAt(book, graph, chapter); }, hash: hashes[chapter] ?? "", isFinished: hashes[chapter] === hashes[finished] }));
  const experiments = experimentSeeds(book);
  const hashOf = once((name: string): string | null => recordHash(book.root, name, experiments) ?? fileHash(join(book.root, "book/data", name)));
  return {
    programAt,
    keysOf: (sections) => keysByProgram({ root: book.root, programAt, cache }, sections),
    experiments,
    sameData: ({ data }) => Object.entries(data).every(([name, hash]) => hashOf(name) === hash),
  };
}

/** A hash of the program at each chapter's end, kept for as long as the code is the same. */
function programHashes({ book, graph }: Pick<ReadyBook, "book" | "graph">, cache: Cache): readonly string[] {
  const key = cacheKey(loadedVersion(["prove/evidence/context.ts"]), codeDigest(book));
  const kept = cache.get("programs", key);
  if (kept !== null) return JSON.parse(kept) as readonly string[];
  const hashOfFile = once(({ path, text }: Layout) => sha256(JSON.stringify([path, text])));
  const hashes = book.chapters.map((_, chapter) => sha256(layoutsAt(book, graph, chapter).map(hashOfFile).join()));
  cache.put("programs", key, JSON.stringify(hashes));
  return hashes;
}

/** Where `src/` of a program is: in the root, if it is the finished one, else in a folder of its own, which is written where it is not there. */
export function folderOfProgram(root: string, program: ChapterProgram): string {
  return program.isFinished ? root : programFolder(root, program);
}

/** Where keys are found. */
interface KeySource extends Pick<EvidenceContext, "programAt"> {
  readonly root: string;
  readonly cache: Cache;
}

/** Sections on the same program are read together, since what they reach of it is found together. */
function keysByProgram({ root, programAt, cache }: KeySource, sections: readonly ChapterUnits[]): readonly UnitKeys[] {
  const withUnits = sections.filter(({ outlines }) => outlines.length > 0);
  if (withUnits.length === 0) return sections.map(() => new Map());
  const lockfiles = [root, projectFolder].map((folder) => readLockfile(textAt(join(folder, "package-lock.json"))));
  const judges = judgeVersions();
  const { builds } = buildsOf(root);
  const keysIn = keyReader(cache);
  const keys = new Map<ChapterUnits, UnitKeys>();
  for (const hash of new Set(withUnits.map(({ chapter }) => programAt(chapter).hash))) {
    const own = withUnits.filter(({ chapter }) => programAt(chapter).hash === hash);
    const files = new Map(own.slice(0, 1).flatMap(({ chapter }) => programAt(chapter).layouts.map(({ path, text }) => [path, text] as const)));
    const found = keysIn({ files, program: hash, lockfiles, judges, builds }, own.map(({ outlines }) => outlines));
    own.forEach((each, index) => keys.set(each, found[index] ?? new Map()));
  }
  return sections.map((each) => keys.get(each) ?? new Map());
}

function fileHash(path: string): string | null {
  const seen = stat(path);
  return seen.kind === "file" ? sha256(seen.bytes) : null;
}

function once<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, { readonly value: V }>();
  return (key) => {
    const found = known.get(key) ?? { value: make(key) };
    known.set(key, found);
    return found.value;
  };
}
