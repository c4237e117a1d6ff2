/** Runs sections at the same time, as many as asked for, and says how far it has come. */
import { availableParallelism } from "node:os";
import { childSupervisor } from "../system/supervisor.ts";
import { runSection, type SectionJob, type SectionRun } from "./run.ts";

/** How to run them; all have defaults. */
export interface PoolOptions {
  /** Sections at the same time; else one a core. */
  readonly jobs?: number;
  /** Told in words how far it has come. */
  readonly progress?: (step: string) => void;
  /** Told of each section as soon as it has ended, by its place in the list. */
  readonly ended?: (index: number, run: SectionRun) => void;
  /** Milliseconds; for the estimate. */
  readonly now?: () => number;
}

/** Runs them all, the longest text first, since it is likely to take longest; the answer is in the order of the list. */
export async function runSections(jobs: readonly SectionJob[], options: PoolOptions = {}): Promise<readonly SectionRun[]> {
  const { progress = () => {}, ended = () => {}, now = () => performance.now() } = options;
  const workers = Math.min(jobs.length, Math.max(1, options.jobs ?? availableParallelism()));
  const queue = jobs.map((job, index) => ({ job, index })).sort((a, b) => b.job.units.units.length - a.job.units.units.length);
  const runs = new Map<number, SectionRun>();
  const life = childSupervisor();
  const start = now();
  async function work(): Promise<void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      progress(progressText({ ended: runs.size, all: jobs.length, elapsed: now() - start }));
      const run = await runSection(next.job, life);
      runs.set(next.index, run);
      ended(next.index, run);
    }
  }
  try {
    await Promise.all(Array.from({ length: workers }, work));
  } finally {
    life.close();
  }
  return jobs.map((_, index) => runs.get(index) ?? unrun(index));
}

/** `3 of 8 sections, about 20 s left`; the estimate takes the sections still to come to be like those that have ended. */
export function progressText({ ended, all, elapsed }: { readonly ended: number; readonly all: number; readonly elapsed: number }): string {
  const sections = `running cells: ${ended} of ${all} ${all === 1 ? "section" : "sections"}`;
  if (ended === 0) return sections;
  const seconds = ((elapsed / ended) * (all - ended)) / 1000;
  return `${sections}, about ${seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`} left`;
}

function unrun(index: number): never {
  throw new Error(`internal: section ${index} was not run`);
}
