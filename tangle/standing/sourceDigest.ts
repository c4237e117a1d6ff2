/** A digest of a file's text, found once for all who keep something by it. */
import type { Source } from "../text/span.ts";
import { cacheKey } from "./cache.ts";

const digests = new WeakMap<Source, string>();

/** Of its text. */
export function sourceDigest(source: Source): string {
  const digest = digests.get(source) ?? cacheKey(source.text);
  digests.set(source, digest);
  return digest;
}
