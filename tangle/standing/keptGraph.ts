/** The chunks of a book, which are not checked again where its code is that of a book without mistakes. */
import type { Book } from "../book/book.ts";
import { chunkGraph } from "../chunks/chunks.ts";
import { cacheKey, type Cache } from "./cache.ts";
import { codeDigest } from "./codeDigest.ts";
import { loadedVersion } from "./loadedVersion.ts";

const kind = "faultless";

/** As `chunkGraph` makes it. */
export function keptGraph(book: Book, cache: Cache): ReturnType<typeof chunkGraph> {
  const key = cacheKey(loadedVersion(["tangle/chunks/chunks.ts"]), codeDigest(book));
  if (cache.get(kind, key) !== null) return chunkGraph(book, "trusted");
  const made = chunkGraph(book);
  if (made.diagnostics.length === 0) cache.put(kind, key, "");
  return made;
}
