/** What the keys of a book's units depend on outside their section: the tangled program, lockfiles, data. */
import { join } from "node:path";
import { buildsOf, expandAt, layoutOf, stat, projectFolder, readLockfile, sha256, textAt, type Layout, type ReadyBook } from "../../tangle/index.ts";
import { keysIn, type Keys } from "./keys.ts";
import type { UnitRecord } from "./record.ts";

/** What decides whether a record still holds. */
export interface EvidenceContext {
  readonly layouts: readonly Layout[];
  readonly keysOf: Keys;
  /** Whether all data that a record names is as it was. */
  readonly sameData: (record: UnitRecord) => boolean;
}

/** Those of a book, whose program is the one at the end of its last chapter. */
export function contextOf({ book, graph }: Pick<ReadyBook, "book" | "graph">): EvidenceContext {
  const layouts = expandAt(book, graph, book.chapters.length - 1).map(layoutOf);
  const files = new Map(layouts.map(({ path, text }) => [path, text]));
  const lockfiles = [book.root, projectFolder].map((folder) => readLockfile(textAt(join(folder, "package-lock.json"))));
  const hashes = new Map<string, string | null>();
  const hashOf = (name: string): string | null => {
    const known = hashes.get(name);
    if (known !== undefined) return known;
    const seen = stat(join(book.root, "book/data", name));
    const hash = seen.kind === "file" ? sha256(seen.bytes) : null;
    hashes.set(name, hash);
    return hash;
  };
  return {
    layouts,
    keysOf: keysIn({ files, lockfiles, builds: buildsOf(book.root).builds }),
    sameData: ({ data }) => Object.entries(data).every(([name, hash]) => hashOf(name) === hash),
  };
}
