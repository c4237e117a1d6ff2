/** Which tests of a program this machine can run, and why it cannot run the others. */
import { inOrder, type Need } from "../book/needs.ts";
import { ModuleGraph } from "../program/modules.ts";
import type { Build } from "./builds.ts";
import { requiredFor } from "./builds.ts";
import { buildsNamedIn } from "./buildsReached.ts";
import { distinctLacks, reasonOf, type Lack, type Machine } from "./machine.ts";

/** A test that is not run here. */
export interface SkippedTest {
  /** `src/native/grains.test.ts` */
  readonly path: string;
  readonly lacks: readonly Lack[];
}

/** A program with tests. */
export interface TestsOf {
  /** The texts of the whole program by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Paths of the tests that are to be run. */
  readonly tests: readonly string[];
  /** What a test says it needs. */
  readonly needsOf: (path: string) => readonly Need[];
  readonly builds: readonly Build[];
}

/** The builds that these modules reach by import. */
export function buildsReachedFrom(paths: readonly string[], { files, builds }: Pick<TestsOf, "files" | "builds">): readonly Build[] {
  if (builds.length === 0) return [];
  return buildsNamedIn(new ModuleGraph(files).reachedFrom(paths).map((path) => files.get(path) ?? ""), builds);
}

/** Takes the tests apart. One that says what it needs also needs the programs that build what it reaches. */
export function testsHere(program: TestsOf, machine: Machine): { readonly tests: readonly string[]; readonly skipped: readonly SkippedTest[] } {
  const judged = program.tests.map((path): SkippedTest => {
    const needs = inOrder(program.needsOf(path));
    if (needs.length === 0) return { path, lacks: [] };
    const programs = buildsReachedFrom([path], program).flatMap(requiredFor);
    return { path, lacks: distinctLacks([...machine.lacks(needs), ...machine.lacksPrograms(programs)]) };
  });
  return { tests: judged.filter(({ lacks }) => lacks.length === 0).map(({ path }) => path), skipped: judged.filter(({ lacks }) => lacks.length > 0) };
}

/** `skipped: src/native/grains.test.ts: no C compiler: apt-get install …`, a line each. */
export function skippedLines(skipped: readonly SkippedTest[]): string {
  return skipped.map(({ path, lacks }) => `skipped: ${path}: ${reasonOf(lacks)}\n`).join("");
}
