/** What was made before, by content: the one cache of `prove` and of `weave`. */
export { cacheIn, cacheKey, cacheUnder, keptUnder, noCache, type Cache } from "../tangle/standing/index.ts";
