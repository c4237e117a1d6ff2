/** What was made before, by content: the one cache of `prove` and of `weave`. */
export { cacheKey, cacheUnder, noCache, type Cache } from "../tangle/standing/index.ts";
