/** What the command `tangle` does in each of its modes, printed for a person. Loaded only when there is work. */
import { resolve } from "node:path";
import { usage, type Arguments, type CommandSpec } from "./terminal/arguments.ts";
import { coverageLine } from "./write/coverage.ts";
import { staleIn } from "./native/kept.ts";
import { hasErrors, render, type Diagnostic } from "./text/diagnostic.ts";
import type { Emitted } from "./write/emit.ts";
import { progressOn, type Progress } from "./terminal/progress.ts";
import { slowLines } from "./terminal/slowTests.ts";
import { cacheUnder } from "./standing/cache.ts";
import { keptReaders } from "./standing/keptReaders.ts";
import { prepare, tangle, type ReadyBook } from "./write/tangle.ts";
import { chapterNamed, mistakeInTarget, through } from "./write/through.ts";

type Run = Extract<Arguments, { kind: "run" }>;

/** Runs the mode that was asked for and gives the exit code. */
export async function runTangle(given: Run, command: CommandSpec): Promise<number> {
  const progress = progressOn(process.stderr);
  try {
    if (given.flags.has("check")) return await withBook(given, progress, checkBook);
    if (given.flags.has("every-chapter")) return await withBook(given, progress, (ready) => checkChapters(ready, { atMost: Number(given.values.get("at-most") ?? Infinity), progress }));
    if (given.values.has("through")) return withBook(given, progress, (ready) => writeThrough(ready, given, command));
    return tangleBook(given, progress);
  } finally {
    progress.clear();
  }
}

function tangleBook({ root, flags }: Run, progress: Progress): number {
  const result = tangle(root, { readers: keptReaders(cacheUnder(root)), edits: flags.has("force") ? "overwrite" : "refuse", progress: progress.step });
  progress.clear();
  report(result.diagnostics);
  if (result.emitted !== null && result.coverage !== null) {
    say(`${summaryOf(result.emitted)}\n${coverageLine(result.coverage)}\n`);
  }
  return hasErrors(result.diagnostics) ? 1 : 0;
}

async function checkBook(ready: ReadyBook): Promise<number> {
  const { check, renderDifference } = await import("./write/check.ts");
  const { differences, diagnostics, same } = check(ready);
  report(diagnostics);
  differences.forEach((each) => say(`${renderDifference(each)}\n`));
  if (hasErrors(diagnostics) || differences.length > 0) {
    say(`src/ is not what the book says: ${differences.length} files differ, ${same} are as they should be\n`);
    return 1;
  }
  say(`src/ is what the book says: ${same} files\n`);
  const stale = staleIn(ready.book.root);
  report(stale);
  return stale.length > 0 ? 1 : 0;
}

async function checkChapters(ready: ReadyBook, { atMost, progress }: { readonly atMost: number; readonly progress: Progress }): Promise<number> {
  // only this mode needs the TypeScript compiler, which takes longer to load than the others take in all
  const { everyChapter } = await import("./chapters/chapters.ts");
  const { skippedLines } = await import("./native/testsHere.ts");
  const { diagnostics, chapters, programs, files, tests, notHere, times } = await everyChapter(ready, { atMost, progress: progress.step });
  progress.clear();
  report(diagnostics);
  say(skippedLines(notHere));
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const verdict = errors === 0 ? "each type-checks and passes its tests" : `${errors} errors`;
  say(`${chapters} chapters, ${programs} ${programs === 1 ? "program" : "programs"}: ${verdict} (${files.run} test files run, ${files.known} known to pass, ${files.unchanged} unchanged${files.left === 0 ? "" : `, ${files.left} left out`})\n`);
  for (const line of slowLines(times)) say(`${line}\n`);
  for (const skipped of tests.skipped) say(`skipped: ${skipped}\n`);
  const skipped = tests.skipped.length + notHere.length;
  say(`${tests.passed} passed, ${tests.failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}\n`);
  return errors === 0 ? 0 : 1;
}

function writeThrough(ready: ReadyBook, { root, flags, values }: Run, command: CommandSpec): number {
  const out = resolve(values.get("out") ?? "");
  const chapter = chapterNamed(ready.book, values.get("through") ?? "");
  const mistake = mistakeInTarget(root, out) ?? (typeof chapter === "number" ? null : chapter.mistake);
  if (mistake !== null || typeof chapter !== "number") {
    process.stderr.write(usage(command, mistake ?? "").message);
    return 2;
  }
  const emitted = through(ready, chapter, { out, edits: flags.has("force") ? "overwrite" : "refuse" });
  report(emitted.diagnostics);
  if (hasErrors(emitted.diagnostics)) return 1;
  say(`the program at the end of \`${ready.book.chapters[chapter]?.folder}\` is in ${out}/src: ${summaryOf(emitted)}\n`);
  return 0;
}

/** Reads the book and goes on if it has no errors. */
function withBook<T>({ root }: Run, progress: Progress, then: (ready: ReadyBook) => T): T | 1 {
  const { ready, diagnostics } = prepare(root);
  progress.clear();
  report(diagnostics);
  return ready === null ? 1 : then(ready);
}

function summaryOf({ created, changed, removed, same }: Emitted): string {
  const counts = [
    [created.length, "created"],
    [changed.length, "changed"],
    [removed.length, "removed"],
    [same.length, "unchanged"],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return said.length === 0 ? "no files" : said.join(", ");
}

function report(diagnostics: readonly Diagnostic[]): void {
  process.stderr.write(diagnostics.map(render).join("\n"));
}

function say(text: string): void {
  process.stdout.write(text);
}
