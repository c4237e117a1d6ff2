/** Where the time of tests goes: a line for each of the slowest files, as every command that runs tests prints them. */
import type { TestModule } from "vitest/node";

/** A file of tests, and the seconds that its tests and what they load took. */
export interface TimedFile {
  readonly path: string;
  readonly seconds: number;
}

/** The seconds of a file that Vitest has run. */
export function secondsOf(module: Pick<TestModule, "diagnostic">): number {
  const { collectDuration, duration } = module.diagnostic();
  return (collectDuration + duration) / 1000;
}

/** How many of the slowest are named. */
const NAMED = 10;

/** Their lines, the slowest first. Files of less than a second have none. */
export function slowLines(files: readonly TimedFile[]): readonly string[] {
  const slow = files.filter(({ seconds }) => seconds >= 1).sort((a, b) => b.seconds - a.seconds || (a.path < b.path ? -1 : 1));
  return slow.slice(0, NAMED).map(({ path, seconds }) => `slow: ${seconds.toFixed(1)} s ${path}`);
}

/** Reads such lines in what commands printed. */
export function slowFilesIn(output: string): readonly TimedFile[] {
  return [...output.matchAll(/^slow: (\d+\.\d) s (.+)$/gm)].map(([, seconds = "", path = ""]) => ({ path, seconds: Number(seconds) }));
}
