/** The benchmark of `npm test`: the seconds of each step on a book, and what they come to when it has more chapters. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runStep } from "../suite/run.ts";
import { runSteps } from "../suite/schedule.ts";
import type { Step, StepEnd } from "../suite/step.ts";
import { stepsOf, wovenStep } from "../suite/steps.ts";
import { syntheticBook, type BookSize } from "./synthetic.ts";

/** What is known of a step. */
export interface StepTime {
  readonly name: string;
  /** On the book itself. */
  readonly seconds: number;
  /** On a made-up book with as many chapters as the book has, and on one with as many as it is to have; null where the step cannot be run on one. */
  readonly madeUp: { readonly now: number; readonly then: number } | null;
}

/** How a step becomes longer with the book: as was measured on made-up books, as chapters do, or not at all. */
export type Growth =
  | { readonly kind: "measured"; readonly exponent: number }
  | { readonly kind: "assumed" | "none" };

/** A step with what it will take. */
export interface Prediction extends StepTime {
  readonly growth: Growth;
  readonly predicted: number;
}

/** A book of so many chapters, and how many it is to have. */
export interface Chapters {
  readonly now: number;
  readonly then: number;
}

/**
 * The folders with a program of a book that is to have so many chapters. Chapters are those whose folders have a number, or all where none
 * has: what stands between them, such as an interlude, stays as it is. Null where there are as many already.
 */
export function chaptersOf(folders: readonly string[], wanted: number): Chapters | null {
  const numbered = folders.filter((name) => /^\d/.test(name)).length || folders.length;
  return wanted > numbered ? { now: folders.length, then: folders.length + wanted - numbered } : null;
}

/** The whole test is to take no longer than this when the book is complete. */
export const aimSeconds = 30 * 60;

/** Time is taken as linear up to this power of the number of chapters: two runs of one command differ by as much. */
const linear = 1.25;

/** What each step will take. A step that is not of the book takes what it takes now. */
export function predictions(times: readonly StepTime[], { now, then }: Chapters): readonly Prediction[] {
  return times.map((time) => {
    if (time.name.startsWith("the tools")) return { ...time, growth: { kind: "none" }, predicted: time.seconds };
    if (time.madeUp === null) return { ...time, growth: { kind: "assumed" }, predicted: (time.seconds * then) / now };
    const factor = time.madeUp.then / time.madeUp.now;
    return { ...time, growth: { kind: "measured", exponent: Math.log(factor) / Math.log(then / now) }, predicted: time.seconds * factor };
  });
}

/** The table. `together` is how many seconds all steps took, some of them beside each other; it is taken to become as much longer as their sum does. */
export function suiteReport(rows: readonly Prediction[], together: number, wanted: number): string {
  const width = Math.max(...rows.map(({ name }) => name.length)) + 2;
  const sum = (of: (row: Prediction) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const total = (together * sum(({ predicted }) => predicted)) / sum(({ seconds }) => seconds);
  const line = (name: string, seconds: number, predicted: number): string => `${name.padEnd(width)}${seconds.toFixed(1).padStart(9)}${predicted.toFixed(1).padStart(12)}`;
  return [
    `${"".padEnd(width)}${"seconds".padStart(9)}${`${wanted} chapters`.padStart(12)}  growth`,
    ...rows.map((row) => `${line(row.name, row.seconds, row.predicted)}  ${growthText(row.growth)}`),
    `${line("together", together, total)}  aim ≤ ${aimSeconds}${total <= aimSeconds ? "" : ": MISSED"}`,
  ].join("\n");
}

function growthText(growth: Growth): string {
  switch (growth.kind) {
    case "none": return "none: not of the book";
    case "assumed": return "taken as that of the chapters, not measured";
    case "measured": return `chapters to the power ${growth.exponent.toFixed(2)}${growth.exponent <= linear ? "" : ": MORE THAN LINEAR"}`;
    default: return growth satisfies never;
  }
}

/** What to measure. */
export interface SuiteBench {
  readonly root: string;
  readonly size: BookSize;
  readonly chapters: Chapters;
  /** How many chapters that is to be for its readers. */
  readonly wanted: number;
  readonly print: (line: string) => void;
}

/** Runs the steps on the book as `npm test` does, then one after another on both made-up books. Throws where one fails on the book itself. */
export async function benchSuite({ root, size, chapters, wanted, print }: SuiteBench): Promise<string> {
  const started = performance.now();
  const ends = await runSteps(stepsOf({ root, depth: "changed", tools: "with" }), {
    cores: availableParallelism(),
    run: (step) => runStep(step, new AbortController().signal),
    ended: (end) => print(lineOf(end)),
  });
  const together = (performance.now() - started) / 1000;
  const failed = ends.filter(({ kind }) => kind !== "passed");
  if (failed.length > 0) throw new Error(`a time is that of a test that passes; not so: ${failed.map(({ step }) => step.name).join(", ")}`);
  const perChapter = (count: number): BookSize => ({ ...size, chapters: count, words: (size.words / size.chapters) * count, formulas: (size.formulas / size.chapters) * count, chunks: Math.round((size.chunks / size.chapters) * count) });
  const [now, then] = [await onMadeUp(perChapter(chapters.now), print), await onMadeUp(perChapter(chapters.then), print)];
  const times = ends.map((end): StepTime => {
    const pair = { now: now.get(end.step.name), then: then.get(end.step.name) };
    return { name: end.step.name, seconds: secondsOf(end), madeUp: pair.now === undefined || pair.then === undefined ? null : { now: pair.now, then: pair.then } };
  });
  return suiteReport(predictions(times, chapters), together, wanted);
}

/** The seconds of each step that can be run on a made-up book of a size. */
async function onMadeUp(size: BookSize, print: (line: string) => void): Promise<ReadonlyMap<string, number>> {
  const root = mkdtempSync(join(tmpdir(), "suite-bench-"));
  try {
    for (const [path, text] of syntheticBook(size, { content: "proved" })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    print(`a made-up book of ${size.chapters} chapters`);
    for (const script of ["tangle/cli.ts", "prove/cli.ts"]) await passing({ name: script, script, args: ["--root", root], needs: [], cores: "all" });
    const seconds = new Map<string, number>();
    for (const step of [...stepsOf({ root, depth: "changed", tools: "without" }), wovenStep({ root, depth: "changed" })]) {
      // changes that nothing notices, and words that the lint holds against made-up prose, are no matter of time
      const end = await runStep(step, new AbortController().signal);
      print(lineOf(end));
      seconds.set(step.name, secondsOf(end));
    }
    return seconds;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function passing(step: Step): Promise<void> {
  const end = await runStep(step, new AbortController().signal);
  if (end.kind !== "passed") throw new Error(`internal: \`${step.script}\` fails on a made-up book\n${end.kind === "not run" ? end.why : end.output}`);
}

function lineOf(end: StepEnd): string {
  return `  ${end.step.name.padEnd(46)}${secondsOf(end).toFixed(1).padStart(8)} s`;
}

function secondsOf(end: StepEnd): number {
  return end.kind === "not run" ? 0 : end.seconds;
}
