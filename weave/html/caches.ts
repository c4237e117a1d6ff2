/** What the writer of HTML keeps from one run to the next, each kind for as long as the modules that make it are the same. */
import { join } from "node:path";
import { loadedVersion } from "../../tangle/standing/index.ts";
import { keptUnder } from "../cache.ts";
import type { LoadHighlighter } from "../highlight.ts";
import { listingStore } from "./listings.ts";
import { scriptsVersion } from "./scripts.ts";
import { dropOthers, fileStore, shardedStore, type PrunedStore, type Store } from "./store.ts";
import { nameKeeper, type NameKeeper } from "./types/kept.ts";

/** The texts of pages, formulas, coloured code, bundled scripts. */
export interface SiteCaches {
  readonly pages: PrunedStore;
  readonly formulas: Store;
  readonly listings: Store;
  readonly scripts: Store;
  /** What can be found on pages, and their search indexes. */
  readonly search: PrunedStore;
  /** Without one, no name is looked up. */
  readonly names?: NameKeeper;
  readonly load?: LoadHighlighter;
}

/** The version of what makes each kind of text; what a kind is made with besides its modules is a part of its keys. */
const versions = {
  pages: () => loadedVersion(["weave/html/site.ts"]),
  formulas: () => loadedVersion(["weave/html/formulas.ts"]),
  names: () => loadedVersion(["weave/html/types/kept.ts"]),
  scripts: scriptsVersion,
  search: () => loadedVersion(["weave/html/search/index.ts"]),
} as const satisfies Readonly<Record<string, () => string>>;

/** How caches are opened; everything has a default. */
export interface CacheOptions {
  /** What becomes of names that are not known: see `nameKeeper`. */
  readonly unknownNames?: "look-up" | "follow";
  /** The folder of all that is kept; else `ROOT/output/.cache/`. */
  readonly kept?: string;
}

/** Who knows the names of a book, from what is kept. */
export function openNames(root: string, { unknownNames = "look-up", kept = keptUnder(root) }: CacheOptions = {}): NameKeeper {
  return nameKeeper(root, fileStore(folderOf("names", kept)), unknownNames);
}

/** The caches of a book on the disk, in `html/KIND/VERSION/` of what is kept; those of other versions are removed. */
export function openCaches(root: string, { kept = keptUnder(root), ...options }: CacheOptions = {}): SiteCaches {
  dropOthers(join(kept, "html"), Object.keys(versions));
  return {
    pages: fileStore(folderOf("pages", kept)),
    formulas: shardedStore(folderOf("formulas", kept)),
    listings: listingStore(kept),
    scripts: shardedStore(folderOf("scripts", kept)),
    search: fileStore(folderOf("search", kept)),
    names: openNames(root, { ...options, kept }),
  };
}

function folderOf(kind: keyof typeof versions, kept: string): string {
  const version = versions[kind]().slice(0, 32);
  dropOthers(join(kept, "html", kind), [version]);
  return join(kept, "html", kind, version);
}
