// Tangled from book/interlude-b-the-processor/05-threads.md. Edit the book, then: npm run tangle
/** How many threads the native backend uses. */
import type { Addon, NativePath } from "./addon.ts";

/** Fewer numbers than this are left to one thread. */
export const SMALLEST = 2 ** 16;
/** More threads than this are not made. */
const MOST = 64;

// Take a thread for each core
/** The best path of the addon, by default in as many threads as the process may use cores. */
export function onCores(addon: Addon, threads: number = cores()): NativePath {
  return addon.paths[0]!.inThreads(threads, SMALLEST);
}

function cores(): number {
  return Math.min(MOST, process.getBuiltinModule("node:os").availableParallelism());
}
//# sourceMappingURL=../../.maps/backends/native/cores.ts.map
