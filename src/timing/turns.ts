// Tangled from book/interlude-b-the-processor/10-comparison-with-openblas.md. Edit the book, then: npm run tangle
/** Times of several programs that take turns. */

/** Runs something so many times, and gives the seconds of one run by a clock of its own. */
export type Run = (repeats: number) => number | Promise<number>;

/** How many rounds there are, how many seconds a turn is to take, and for how many seconds each runs before, so that what is compiled while it runs is compiled. */
export interface Turns {
  readonly rounds: number;
  readonly turn: number;
  readonly warm?: number;
}

/**
 * The least seconds of one run for each name. All take their turn in each round, so that what else the machine does meets each of them.
 * Runs of each go before, uncounted; the last of them tell how many fill a turn. Throws `RangeError` unless `rounds` is a whole number from 1.
 */
export async function leastInTurn(runs: Readonly<Record<string, Run>>, { rounds, turn, warm = 0 }: Turns): Promise<ReadonlyMap<string, number>> {
  if (!(Number.isSafeInteger(rounds) && rounds >= 1)) throw new RangeError(`leastInTurn: rounds must be a whole number from 1, not ${rounds}`);
  // Find out how often each runs in its turn
  const entrants: { readonly name: string; readonly run: Run; readonly repeats: number; least: number }[] = [];
  for (const [name, run] of Object.entries(runs)) {
    await run(1);
    let [took, spent] = [0, 0];
    for (let repeats = 1; took === 0 || spent < warm; repeats *= 2) {
      took = await run(repeats);
      spent += took * repeats;
    }
    entrants.push({ name, run, repeats: Math.max(1, Math.round(turn / took)), least: Infinity });
  }
  // Take turns in each round
  for (let round = 0; round < rounds; round++) {
    for (const each of entrants) each.least = Math.min(each.least, await each.run(each.repeats));
  }
  return new Map(entrants.map(({ name, least }) => [name, least]));
}

/** A run in this process: by processor time, which counts the time of every thread, or by the wall clock. */
export function timedHere(run: () => unknown, clock: "processor" | "wall"): Run {
  const now = clock === "wall" ? () => performance.now() / 1e3 : processorSeconds;
  return (repeats) => {
    const start = now();
    for (let i = 0; i < repeats; i++) run();
    return (now() - start) / repeats;
  };
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
//# sourceMappingURL=../.maps/timing/turns.ts.map
