// Tangled from book/interlude-b-the-processor/04-threads.md. Edit the book, then: npm run tangle
/** How long things take by the wall clock, measured in turn. */
import { performance } from "node:perf_hooks";
import type { Timing } from "./seconds.ts";

/**
 * Seconds by the wall clock for one run of each: the least of some rounds, in which all take their turn, so that what else the machine
 * does meets each of them. Processor time, as `secondsOf` has it, counts every thread. Throws `RangeError` unless both counts are whole
 * numbers from 1.
 */
export function elapsedInTurn(runs: readonly (() => unknown)[], { rounds = 9, repeats = 1 }: Timing = {}): readonly number[] {
  for (const [name, count] of Object.entries({ rounds, repeats })) {
    if (!(Number.isSafeInteger(count) && count >= 1)) throw new RangeError(`elapsedInTurn: ${name} must be a whole number from 1, not ${count}`);
  }
  const least = runs.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    for (const [i, run] of runs.entries()) least[i] = Math.min(least[i]!, elapsed(run, repeats));
  }
  return least;
}

function elapsed(run: () => unknown, repeats: number): number {
  const start = performance.now();
  for (let i = 0; i < repeats; i++) run();
  return (performance.now() - start) / 1e3 / repeats;
}
//# sourceMappingURL=../.maps/timing/elapsed.ts.map
