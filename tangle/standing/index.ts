/** A second public surface of `tangle`, for the other areas: what a command asks before it loads anything else, and what no evidence depends on. */
export { cacheIn, cacheKey, cacheUnder, keptUnder, noCache, type Cache } from "./cache.ts";
export { codeDigest } from "./codeDigest.ts";
export { keptGraph } from "./keptGraph.ts";
export { keptReaders } from "./keptReaders.ts";
export { loadedVersion } from "./loadedVersion.ts";
export { machineText } from "./machine.ts";
export { sourcesAt, sourcesHash, type Sources } from "./sources.ts";
export { sourceDigest } from "./sourceDigest.ts";
export { nothingStands, runOf, type Run, type Said, type Step } from "./standing.ts";
export { layoutsAt } from "../program/layouts.ts";
export { unchangedSince } from "../write/stamp.ts";
