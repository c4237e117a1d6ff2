/** `--every-chapter`: that the program at every chapter's end type-checks and passes its tests. */
import { dirname, join } from "node:path";
import { inBookOrder } from "../book/book.ts";
import { hasErrors, type Diagnostic } from "../text/diagnostic.ts";
import { expandAt } from "../program/expand.ts";
import { diskWriter } from "../disk/files.ts";
import { buildsOf } from "../native/buildBook.ts";
import type { Build } from "../native/builds.ts";
import { machineOf } from "../native/machine.ts";
import { placeProducts, readyTests, type ReadyTests } from "../native/programTests.ts";
import type { SkippedTest } from "../native/testsHere.ts";
import { layoutOf, type Layout } from "../program/layout.ts";
import type { ReadyBook } from "../write/tangle.ts";
import { leftOut, type TestsAtEnd } from "./leftOut.ts";
import { sharedModules } from "./sharedModules.ts";
import { makeTestFolder, writeTested } from "./testfolder.ts";
import { runTests, type TestedFile, type TestRun } from "./testrun.ts";
import type { TimedFile } from "../terminal/slowTests.ts";
import { programsChecker } from "../types/programsChecker.ts";
import { verdictKeys } from "../verdicts/key.ts";
import { codeIds } from "../verdicts/sameCode.ts";
import { openVerdicts, type Verdict, type VerdictStore } from "../verdicts/store.ts";

/** What was checked. */
export interface ChaptersResult {
  /** In the order of the book; a mistake that several chapters' programs have is reported once. */
  readonly diagnostics: readonly Diagnostic[];
  readonly chapters: number;
  /** Programs that differ from the chapter before. */
  readonly programs: number;
  readonly files: TestFiles;
  /** Tests of the files that were run, or are known to pass. */
  readonly tests: { readonly passed: number; readonly failed: number; readonly skipped: readonly string[] };
  /** Test files that this machine cannot run, each once. */
  readonly notHere: readonly SkippedTest[];
  /** Of the files that were run. */
  readonly times: readonly TimedFile[];
}

/** Test files of all chapters' programs; one that runs other code at another chapter's end counts again. */
export interface TestFiles {
  readonly run: number;
  /** Run before, on the same texts and data, and passed. */
  readonly known: number;
  /** Those that run the same code as at an earlier chapter's end. */
  readonly unchanged: number;
  /** Those that `atMost` left out, and that are not known to pass. */
  readonly left: number;
}

/** How much is tested, and who is told. */
export interface ChaptersOrder {
  /** How many tests run at a chapter's end besides those that are new there and those of the finished program; all, unless it is given. */
  readonly atMost?: number;
  readonly progress?: (step: string) => void;
}

/** A chapter's end: its program and what of it must be tested. */
interface Stop {
  readonly folder: string;
  readonly layouts: readonly Layout[];
  /** The tests that no earlier chapter's program has just so, by path, with the keys of their verdicts in all programs in which they run the same code. */
  readonly tests: ReadonlyMap<string, readonly string[]>;
  /** Paths of those that are left out where it is not known that they pass. */
  readonly left: ReadonlySet<string>;
  readonly unchanged: number;
}

/** Type-checks each chapter's program and, where all are sound, runs the tests that no verdict is known of. */
export async function everyChapter(ready: ReadyBook, { atMost = Infinity, progress = () => {} }: ChaptersOrder = {}): Promise<ChaptersResult> {
  const stops = stopsOf(ready, atMost);
  const typed = typeMistakes(ready.book.root, stops, progress);
  const tested = hasErrors(typed) ? nothingTested : await testStops(ready, stops, progress);
  return {
    diagnostics: inBookOrder(ready.book, [...typed, ...tested.diagnostics]),
    chapters: ready.book.chapters.length,
    programs: stops.length,
    files: { run: tested.run, known: tested.known, unchanged: stops.reduce((sum, { unchanged }) => sum + unchanged, 0), left: tested.left },
    tests: tested.tests,
    notHere: tested.notHere,
    times: tested.times,
  };
}

/** The programs that differ from the one before, each with the tests that no earlier one has. */
function stopsOf({ book, graph }: ReadyBook, atMost: number): readonly Stop[] {
  const stops: (Omit<Stop, "left"> & TestsAtEnd)[] = [];
  const keysOf = verdictKeys(book.root);
  const idsOf = codeIds(buildsOf(book.root).builds);
  const keysById = new Map<string, string[]>();
  const seen = new Set<string>();
  let last: ReadonlySet<string> = new Set();
  // no program before the first
  let before = JSON.stringify([]);
  book.chapters.forEach(({ folder }, chapter) => {
    const layouts = expandAt(book, graph, chapter).map(layoutOf);
    const program = JSON.stringify(layouts.map(({ path, text }) => [path, text]));
    if (program === before) return;
    const texts = new Map(layouts.map(({ path, text }) => [path, text]));
    const keys = keysOf(texts);
    const all = idsOf(texts);
    const ids = new Map([...all].filter(([, id]) => !keysById.has(id)));
    const tests = new Map([...ids].map(([path, id]) => [path, entry(keysById, id)]));
    for (const [path, id] of all) entry(keysById, id).push(keys.get(path) ?? "");
    const own = new Set([...ids.keys()].filter((path) => !seen.has(`${path}\n${texts.get(path)}`)));
    for (const path of own) seen.add(`${path}\n${texts.get(path)}`);
    stops.push({ folder, layouts, tests, ids, own, unchanged: all.size - tests.size });
    last = new Set(all.values());
    before = program;
  });
  const left = leftOut(stops, last, atMost);
  return stops.map((stop, index) => ({ ...stop, left: left[index] ?? new Set() }));
}

function entry(lists: Map<string, string[]>, name: string): string[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}

/** Those of all programs. The checker, with a gigabyte of what it knows, goes when they are found. */
function typeMistakes(root: string, stops: readonly Stop[], progress: (step: string) => void): readonly Diagnostic[] {
  const checker = programsChecker(root);
  return stops.flatMap(({ folder, layouts }) => {
    progress(`type-checking the program of ${folder}`);
    return checker.check(layouts).map((each) => inProgram(each, folder));
  });
}

function inProgram(diagnostic: Diagnostic, folder: string): Diagnostic {
  const note = { message: `in the program at the end of \`${folder}\`` };
  return { ...diagnostic, notes: [...(diagnostic.notes ?? []), note] };
}

/** What came of the tests of all stops. */
interface StopsTested extends Pick<ChaptersResult, "diagnostics" | "tests" | "notHere" | "times"> {
  readonly run: number;
  readonly known: number;
  readonly left: number;
}

const nothingTested: StopsTested = { diagnostics: [], notHere: [], times: [], tests: { passed: 0, failed: 0, skipped: [] }, run: 0, known: 0, left: 0 };

/** Runs the tests of all stops but those that are known to pass, and keeps the verdicts. */
async function testStops(ready: ReadyBook, stops: readonly Stop[], progress: (step: string) => void): Promise<StopsTested> {
  const verdicts = openVerdicts(ready.book.root);
  const all = stops.flatMap(({ tests }) => [...tests.values()]);
  const known = new Map(all.flatMap((keys) => {
    const verdict = knownVerdict(keys, verdicts);
    return verdict === null ? [] : [[keys, verdict] as const];
  }));
  const unknown = stops.map((stop) => ({ ...stop, tests: new Map([...stop.tests].filter(([, keys]) => !known.has(keys))) }));
  const waiting = unknown.map((stop) => ({ ...stop, tests: new Map([...stop.tests].filter(([path]) => !stop.left.has(path))) }));
  const count = waiting.reduce((sum, { tests }) => sum + tests.size, 0);
  if (count > 0) progress(`running ${count} test files`);
  const { builds, diagnostics: misread } = buildsOf(ready.book.root);
  const built = waiting.filter(({ tests }) => tests.size > 0).map((stop) => builtStop(stop, { root: ready.book.root, builds }));
  const building = [...misread, ...built.flatMap(({ diagnostics }) => diagnostics)];
  const results = hasErrors(building) ? [] : await runStops(ready, built.filter(({ tests }) => tests.size > 0), builds);
  for (const { keys, result: { verdict } } of results) if (verdict !== null) for (const key of keys) verdicts.put(key, verdict);
  verdicts.sweep();
  const sum = (count: (result: TestedFile) => number): number => results.reduce((total, { result }) => total + count(result), 0);
  const before = [...known.values()].reduce((total, { tests }) => total + tests.length, 0);
  return {
    diagnostics: [...building, ...results.flatMap(({ chapter, result }) => result.failures.map((each) => inProgram(each, chapter)))],
    notHere: [...new Map(built.flatMap(({ skipped }) => skipped.map((each) => [each.path, each]))).values()],
    tests: { passed: before + sum(({ passed }) => passed), failed: sum(({ failed }) => failed), skipped: results.flatMap(({ result }) => result.skipped) },
    times: results.map(({ chapter, path, result: { seconds } }) => ({ path: `${path} at the end of ${chapter}`, seconds })),
    run: results.length,
    known: known.size,
    left: all.length - known.size - count,
  };
}

/** The verdict under the first of the keys that has one, now kept under all of them: whoever asks has the key of one program. */
function knownVerdict(keys: readonly string[], verdicts: VerdictStore): Verdict | null {
  const found = keys.map((key) => verdicts.get(key));
  const verdict = found.find((each) => each !== null) ?? null;
  if (verdict !== null) keys.forEach((key, index) => found[index] === null && verdicts.put(key, verdict));
  return verdict;
}

/** A stop with those of its tests that this machine can run, and the native products that they reach. */
interface BuiltStop extends Stop, Pick<ReadyTests, "skipped" | "products" | "diagnostics"> {}

function builtStop(stop: Stop, { root, builds }: { readonly root: string; readonly builds: readonly Build[] }): BuiltStop {
  const { tests, ...ready } = readyTests({ root, layouts: stop.layouts, tests: [...stop.tests.keys()], builds, machine: machineOf(root) });
  const here = new Set(tests);
  return { ...stop, ...ready, tests: new Map([...stop.tests].filter(([path]) => here.has(path))), diagnostics: ready.diagnostics.map((each) => inProgram(each, stop.folder)) };
}

interface StopResult {
  readonly chapter: string;
  readonly path: string;
  readonly keys: readonly string[];
  readonly result: TestedFile;
}

/**
 * Writes what the tests need into a folder below the root, so that packages resolve, runs them, and removes it. A module that an earlier
 * program has just so is a link to its file there: Vitest goes by where a file really is, and so reads and loads it once.
 */
async function runStops({ book }: ReadyBook, stops: readonly BuiltStop[], builds: readonly Build[]): Promise<readonly StopResult[]> {
  const writer = diskWriter();
  const folder = makeTestFolder(book.root, "chapters", writer);
  try {
    const shared = sharedModules(stops.map(({ layouts, tests }) => ({ layouts, tests: [...tests.keys()] })), builds);
    for (const [place, { folder: chapter, layouts, tests, products }] of stops.entries()) {
      const target = join(folder, chapter);
      const elsewhere = shared[place] ?? new Map<string, number>();
      writeTested({ root: book.root, target, layouts: layouts.filter(({ path }) => !elsewhere.has(path)), tests: [...tests.keys()] }, writer);
      for (const [path, at] of elsewhere) {
        writer.mkdir(dirname(join(target, path)));
        writer.link(join(folder, stops[at]?.folder ?? chapter, path), join(target, path));
      }
      placeProducts(target, { builds, products }, writer);
    }
    const asked = stops.flatMap(({ folder: chapter, tests }) => [...tests].map(([path, keys]) => ({ chapter, path, keys, file: join(folder, chapter, path) })));
    const sources = new Map(book.sections.map(({ path, source }) => [path, source]));
    const found = await runTwice({ root: book.root, files: asked.map(({ file }) => file), cache: join(folder, ".vite"), sources });
    return asked.flatMap(({ chapter, path, keys, file }) => {
      const result = found.get(file);
      return result === undefined ? [] : [{ chapter, path, keys, result }];
    });
  } finally {
    writer.discard(folder);
  }
}

/**
 * Runs the files together, and those that fail again, each in a process of its own: what another file left behind is no
 * fault of theirs. Where verdicts are renewed, every file has its own process at once.
 */
async function runTwice(run: Omit<TestRun, "processes">): Promise<ReadonlyMap<string, TestedFile>> {
  if (process.env["VERDICTS"] === "renew") return runTests({ ...run, processes: "a file" });
  const found = await runTests({ ...run, processes: "a core" });
  const files = run.files.filter((file) => (found.get(file)?.failures.length ?? 0) > 0);
  return files.length === 0 ? found : new Map([...found, ...(await runTests({ ...run, files, processes: "a file" }))]);
}
