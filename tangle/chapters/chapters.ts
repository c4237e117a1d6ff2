/** `--every-chapter`: that the program at every chapter's end type-checks and passes its tests. */
import { join } from "node:path";
import { inBookOrder } from "../book/book.ts";
import { buildsOf } from "../native/buildBook.ts";
import type { Build } from "../native/builds.ts";
import { buildReader, buildsReached } from "../native/buildsReached.ts";
import { machineOf, type Machine } from "../native/machine.ts";
import { placeProducts, readyTests, type ReadyTests } from "../native/programTests.ts";
import type { SkippedTest } from "../native/testsHere.ts";
import { hasErrors, type Diagnostic } from "../text/diagnostic.ts";
import { expandAt } from "../program/expand.ts";
import { diskWriter } from "../disk/files.ts";
import { sha256 } from "../text/hash.ts";
import { layoutOf, type Layout } from "../program/layout.ts";
import { importReader, ModuleGraph } from "../program/modules.ts";
import type { ReadyBook } from "../write/tangle.ts";
import { makeTestFolder, writeTested } from "./testfolder.ts";
import { runTests } from "./testrun.ts";
import { typeChecker, type TypeChecker } from "../types/typecheck.ts";

/** What was checked. */
export interface ChaptersResult {
  /** In the order of the book; a mistake that several chapters' programs have is reported once. */
  readonly diagnostics: readonly Diagnostic[];
  readonly chapters: number;
  /** Programs that differ from the chapter before. */
  readonly programs: number;
  /** Test files that were run, and those that reach the same files as one chapter earlier. */
  readonly tests: number;
  readonly unchangedTests: number;
  /** Tests among them that this machine cannot run, each once. */
  readonly skipped: readonly SkippedTest[];
}

/** A chapter's end: its program and what of it must be tested. */
interface Stop {
  readonly folder: string;
  readonly layouts: readonly Layout[];
  /** Paths of tests whose reached files differ from the chapter before. */
  readonly tests: readonly string[];
  readonly unchanged: number;
}

/** Type-checks each chapter's program and, where all are sound, builds and runs the tests that changed from one to the next. */
export async function everyChapter(ready: ReadyBook, progress: (step: string) => void = () => {}): Promise<ChaptersResult> {
  const { root } = ready.book;
  const { builds, diagnostics: misread } = buildsOf(root);
  const stops = stopsOf(ready, builds);
  const checker = typeChecker(root);
  const machine = machineOf(root);
  const typed = stops.flatMap((stop) => {
    progress(`type-checking the program of ${stop.folder}`);
    return checked(stop, checker);
  });
  const sound = !hasErrors([...misread, ...typed]);
  const built = sound ? stops.map((stop) => builtStop(stop, { root, builds, machine, progress })) : [];
  const count = built.reduce((sum, { tests }) => sum + tests.length, 0);
  if (count > 0) progress(`running ${count} test files`);
  const failed = count === 0 ? [] : await testStops(ready, built, builds);
  const skipped = new Map(built.flatMap((stop) => stop.skipped.map((each) => [each.path, each])));
  return {
    diagnostics: inBookOrder(ready.book, [...misread, ...typed, ...built.flatMap(({ diagnostics }) => diagnostics), ...failed]),
    chapters: ready.book.chapters.length,
    programs: stops.length,
    tests: sound ? count : stops.reduce((sum, { tests }) => sum + tests.length, 0),
    unchangedTests: stops.reduce((sum, { unchanged }) => sum + unchanged, 0),
    skipped: [...skipped.values()],
  };
}

/** A stop with what of it can be tested here. */
type BuiltStop = Stop & ReadyTests;

interface Building {
  readonly root: string;
  readonly builds: readonly Build[];
  readonly machine: Machine;
  readonly progress: (step: string) => void;
}

function builtStop(stop: Stop, { root, builds, machine, progress }: Building): BuiltStop {
  if (builds.length > 0) progress(`building the native code of ${stop.folder}`);
  const ready = readyTests({ root, layouts: stop.layouts, tests: stop.tests, builds, machine });
  return { ...stop, ...ready, diagnostics: ready.diagnostics.map((each) => inProgram(each, stop.folder)) };
}

/** The programs that differ from the one before, each with the tests that do. */
function stopsOf({ book, graph: chunks }: ReadyBook, builds: readonly Build[]): readonly Stop[] {
  const stops: Stop[] = [];
  const read = importReader();
  let before = { program: "", tests: new Map<string, string>() };
  book.chapters.forEach(({ folder }, chapter) => {
    const layouts = expandAt(book, chunks, chapter).map(layoutOf);
    const files = new Map(layouts.map(({ path, text }) => [path, text]));
    const program = keyOf(files, files.keys());
    const graph = new ModuleGraph(files, buildReader(builds, [...files.keys()], read));
    const tests = new Map([...files.keys()].filter(isTest).map((path) => [path, keyOfTest(graph.reachedFrom([path]), { files, builds })]));
    const changed = [...tests].filter(([path, key]) => before.tests.get(path) !== key).map(([path]) => path);
    if (program !== before.program) stops.push({ folder, layouts, tests: changed, unchanged: tests.size - changed.length });
    before = { program, tests };
  });
  return stops;
}

function keyOf(files: ReadonlyMap<string, string>, paths: Iterable<string>): string {
  return [...paths].sort().map((path) => `${path} ${sha256(files.get(path) ?? "")}`).join("\n");
}

/** The same, and the commands that build what it reaches. */
function keyOfTest(reached: readonly string[], { files, builds }: { readonly files: ReadonlyMap<string, string>; readonly builds: readonly Build[] }): string {
  return [keyOf(files, reached), ...buildsReached(reached.map((path) => files.get(path) ?? ""), builds, files)].join("\n");
}

function isTest(path: string): boolean {
  return /\.test\.[cm]?tsx?$/.test(path);
}

function checked({ folder, layouts }: Stop, checker: TypeChecker): readonly Diagnostic[] {
  return checker.check(layouts).map((each) => inProgram(each, folder));
}

function inProgram(diagnostic: Diagnostic, folder: string): Diagnostic {
  const note = { message: `in the program at the end of \`${folder}\`` };
  return { ...diagnostic, notes: [...(diagnostic.notes ?? []), note] };
}

/** Writes what the tests need into a folder below the root, so that packages resolve, runs them, and removes it. */
async function testStops({ book }: ReadyBook, stops: readonly BuiltStop[], builds: readonly Build[]): Promise<readonly Diagnostic[]> {
  const writer = diskWriter();
  const folder = makeTestFolder(book.root, "chapters", writer);
  const tested = stops.filter(({ tests }) => tests.length > 0);
  try {
    for (const stop of tested) {
      const target = join(folder, stop.folder);
      writeTested({ root: book.root, target, ...stop }, writer);
      placeProducts(target, { builds, products: stop.products }, writer);
    }
    const home = new Map(tested.flatMap((stop) => stop.tests.map((test) => [join(folder, stop.folder, test), stop.folder])));
    const sources = new Map(book.sections.map(({ path, source }) => [path, source]));
    const found = await runTests({ root: book.root, files: [...home.keys()], cache: join(folder, ".vite"), sources });
    return [...home].flatMap(([file, chapter]) => (found.get(file) ?? []).map((each) => inProgram(each, chapter)));
  } finally {
    writer.discard(folder);
  }
}
