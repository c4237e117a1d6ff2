/** The files of a book as they were read before. */
import type { FileReaders } from "../book/book.ts";
import { readContents, type Contents, type ReadContents } from "../book/contents.ts";
import { cacheKey, type Cache } from "./cache.ts";
import { keptSections } from "./keptSections.ts";
import { loadedVersion } from "./loadedVersion.ts";
import { sourceDigest } from "./sourceDigest.ts";

/** Reads each file, or finds in a cache what was read of it. */
export function keptReaders(cache: Cache): FileReaders {
  return { contents: keptContents(cache), section: keptSections(cache) };
}

const kind = "contents";

/** One with mistakes is read each time, since they are to be said with their source. */
function keptContents(cache: Cache): ReadContents {
  const version = loadedVersion(["tangle/book/contents.ts"]);
  return (source) => {
    const key = cacheKey(version, sourceDigest(source));
    const kept = cache.get(kind, key);
    if (kept !== null) return { contents: JSON.parse(kept) as Contents, diagnostics: [] };
    const read = readContents(source);
    if (read.diagnostics.length === 0) cache.put(kind, key, JSON.stringify(read.contents));
    return read;
  };
}
