/** Where the time of a run goes, by the steps that it says. */

/** What a process has used so far. */
export interface Usage {
  /** Of the processor, on all threads. */
  readonly seconds: number;
  readonly bytes: number;
}

/** A run whose steps are measured. */
export interface Profile {
  /** Says what is being done now. */
  readonly step: (what: string) => void;
  /** A line for each step: processor seconds, and the memory at its end. */
  readonly report: () => string;
}

/** Begins to measure. Processes that a step starts are not in its seconds. */
export function profileOf(now: () => Usage = usage): Profile {
  const steps = [{ what: "starting", from: { seconds: 0, bytes: 0 } }];
  return {
    step: (what) => void steps.push({ what, from: now() }),
    report() {
      const ends = [...steps.slice(1).map(({ from }) => from), now()];
      const lines = steps.map(({ what, from }, index) => line(what, (ends[index]?.seconds ?? 0) - from.seconds, ends[index]?.bytes ?? 0));
      const last = ends.at(-1);
      return [`${"".padEnd(40)}   seconds      MB\n`, ...lines, line("all", last?.seconds ?? 0, Math.max(...ends.map(({ bytes }) => bytes)))].join("");
    },
  };
}

function line(what: string, seconds: number, bytes: number): string {
  return `${what.padEnd(40)}${seconds.toFixed(2).padStart(10)}${(bytes / 1e6).toFixed(0).padStart(8)}\n`;
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { seconds: (user + system) / 1e6, bytes: process.memoryUsage.rss() };
}
