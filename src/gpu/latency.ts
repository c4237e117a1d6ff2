// Tangled from book/interlude-c-the-graphics-processor/01-thousands-of-slow-threads.md. Edit the book, then: npm run tangle
/** Latency hiding: how fast warps that wait for memory can load. */

/** Warps of a multiprocessor, cycles from a load to its word, and least cycles between the starts of two loads. */
export interface Waiting {
  readonly warps: number;
  readonly latency: number;
  readonly interval: number;
}

// Start the loads of waiting warps in turn
/** Loads per cycle in the long run. Warps take turns, and each waits for a load before its next. */
export function loadRate({ warps, latency, interval }: Waiting): number {
  const ready = new Array<number>(warps).fill(0);
  const starts: number[] = [];
  for (let load = 0; load < 20 * warps; load++) {
    const start = Math.max((starts.at(-1) ?? -interval) + interval, ready[load % warps]!);
    ready[load % warps] = start + latency;
    starts.push(start);
  }
  return (10 * warps) / (starts.at(-1)! - starts.at(-1 - 10 * warps)!);
}
//# sourceMappingURL=../.maps/gpu/latency.ts.map
