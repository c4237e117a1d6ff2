/** How long the seeds still to run will take, from what is known of others. */

/** A seed of a command that runs several. */
export interface SeedProgress {
  readonly experiment: string;
  readonly state: "waiting" | "running" | "ended";
  /** Steps taken, and how many it has in all, where another seed has told. */
  readonly count: number;
  readonly all: number | null;
  /** Steps that were taken before this command went on from them. */
  readonly resumed: number;
  /** Seconds since it began here. */
  readonly elapsed: number;
  /** What another seed of the same experiment took, or this one before; null where nobody knows. */
  readonly whole: number | null;
}

/** Seconds left with so many seeds at a time; `isAll` is false where of some nothing is known, so that it takes longer. */
export interface Estimate {
  readonly seconds: number;
  readonly isAll: boolean;
}

/** Adds up what is left. */
export function timeLeft(seeds: readonly SeedProgress[], jobs: number): Estimate {
  const left = seeds.filter(({ state }) => state !== "ended").map(secondsLeft);
  const known = left.filter((each) => each !== null);
  const sum = known.reduce((total, each) => total + each, 0);
  return { seconds: Math.max(0, ...known, sum / Math.max(1, jobs)), isAll: known.length === left.length };
}

function secondsLeft({ state, count, all, resumed, elapsed, whole }: SeedProgress): number | null {
  if (state === "running" && all !== null && count > resumed) return (elapsed / (count - resumed)) * Math.max(0, all - count);
  return whole === null ? null : Math.max(0, whole - elapsed);
}

/** `names-mlp seed 2: step 41,200 of 200,000; … 3 of 11 seeds, about 14 min left`. */
export function progressText(seeds: readonly (SeedProgress & { readonly seed: number })[], jobs: number): string {
  const running = seeds.filter(({ state }) => state === "running").map(({ experiment, seed, count, all }) => `${experiment} seed ${seed}: step ${thousands(count)}${all === null ? "" : ` of ${thousands(all)}`}`);
  const ended = seeds.filter(({ state }) => state === "ended").length;
  return [...running, `${ended} of ${seeds.length} ${seeds.length === 1 ? "seed" : "seeds"}${leftText(timeLeft(seeds, jobs))}`].join("; ");
}

function leftText({ seconds, isAll }: Estimate): string {
  if (seconds === 0) return "";
  return `, ${isAll ? "about" : "more than"} ${duration(seconds)} left`;
}

/** `40 s`, `14 min`, `2.5 h`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

function thousands(count: number): string {
  return count.toLocaleString("en");
}
