// Tangled from book/interlude-b-the-processor/05-threads.md. Edit the book, then: npm run tangle
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

/** A time, and in how many rounds it was taken. */
export interface Undisturbed {
  readonly seconds: number;
  readonly rounds: number;
}

/** How `undisturbed` measures. */
export interface Care {
  /** Brings all threads onto cores. It is done, and not measured, at first and after each disturbed round. */
  readonly ready?: () => unknown;
  /** Runs in each round. */
  readonly repeats?: number;
  /** Seconds that it may take in all. */
  readonly limit?: number;
}

/**
 * Seconds by the wall clock for one run: the median of the rounds in which no thread of this process left its core, as the
 * system’s count of context switches tells. If there is no such round, the least of all, and `rounds` is 0.
 */
export function undisturbed(run: () => unknown, { ready = () => {}, repeats = 1, limit = 1 }: Care = {}): Undisturbed {
  const [all, kept]: [number[], number[]] = [[], []];
  const end = performance.now() + 1e3 * limit;
  let mark = -1;
  while (all.length < 3 || (performance.now() < end && kept.length < 100)) {
    for (let tries = 0; mark < 0 && tries < 20; tries++) mark = isCalm(ready) ? switches() : -1;
    const seconds = elapsed(run, repeats);
    all.push(seconds);
    if (switches() === mark) kept.push(seconds);
    else mark = -1;
  }
  kept.sort((one, other) => one - other);
  return { seconds: kept[Math.floor(kept.length / 2)] ?? Math.min(...all), rounds: kept.length };
}

/** How often threads of this process have given up a core, asked or not. */
function switches(): number {
  const { involuntaryContextSwitches, voluntaryContextSwitches } = process.resourceUsage();
  return involuntaryContextSwitches + voluntaryContextSwitches;
}

/** Whether the system took no core away from a thread of this process while it ran. */
function isCalm(run: () => unknown): boolean {
  const before = process.resourceUsage().involuntaryContextSwitches;
  run();
  return process.resourceUsage().involuntaryContextSwitches === before;
}

function elapsed(run: () => unknown, repeats: number): number {
  const start = performance.now();
  for (let i = 0; i < repeats; i++) run();
  return (performance.now() - start) / 1e3 / repeats;
}
//# sourceMappingURL=../.maps/timing/elapsed.ts.map
