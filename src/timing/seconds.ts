// Tangled from book/01-markov-chains/08-hash-tables-and-memory.md. Edit the book, then: npm run tangle
/** How long something takes: in processor time, as far as possible undisturbed. */

/** How often something is timed, and how often it runs each time. */
export interface Timing {
  /** Times that are taken; the least of them counts. */
  readonly rounds?: number;
  /** Runs in each round, so that a short one takes a while. */
  readonly repeats?: number;
}

/**
 * Seconds of this process's processor time for one run: the least of some rounds, since what else the machine had to do can only add
 * to a round. Throws `RangeError` unless both counts are whole numbers from 1.
 */
export function secondsOf(run: () => unknown, { rounds = 5, repeats = 1 }: Timing = {}): number {
  for (const [name, count] of Object.entries({ rounds, repeats })) {
    if (!(Number.isSafeInteger(count) && count >= 1)) throw new RangeError(`secondsOf: ${name} must be a whole number from 1, not ${count}`);
  }
  const times = Array.from({ length: rounds }, () => {
    const start = process.cpuUsage();
    for (let i = 0; i < repeats; i++) run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6 / repeats;
  });
  return Math.min(...times);
}
//# sourceMappingURL=../.maps/timing/seconds.ts.map
