/** Runs test files of the book's programs with Vitest and reports failures at chapter positions. */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { relative } from "node:path";
import type { TestModule, TestCase } from "vitest/node";
import { secondsOf } from "../terminal/slowTests.ts";
import type { Diagnostic, Location } from "../text/diagnostic.ts";
import { isRecord } from "../text/json.ts";
import { offsetAt, type Source } from "../text/span.ts";
import { programTests } from "../verdicts/settings.ts";
import type { Verdict } from "../verdicts/store.ts";

/** Which tests to run and what they belong to. */
export interface TestRun {
  /** The folder that holds `book/`; the tests run in it. */
  readonly root: string;
  /** Absolute paths of test files below `root`. */
  readonly files: readonly string[];
  /** A folder of our own, for what Vitest wants to keep. */
  readonly cache: string;
  /** The chapters as they were read, by path. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Whether each file gets a process of its own, or the files share one a core, in which a module is loaded once. */
  readonly processes: "a file" | "a core";
}

/** What came of a file of tests. */
export interface TestedFile {
  readonly failures: readonly Diagnostic[];
  readonly passed: number;
  readonly failed: number;
  /** The tests that were not run: each by its name, with its reason where it gives one. */
  readonly skipped: readonly string[];
  /** How long its tests took, and loading what they test. */
  readonly seconds: number;
  /** Null where anything failed, was skipped, or went wrong outside of any test of the run. */
  readonly verdict: Verdict | null;
}

/** Runs the tests; what came of each file, by its path. Throws where Vitest itself cannot start. */
export async function runTests(run: TestRun): Promise<ReadonlyMap<string, TestedFile>> {
  const { startVitest } = await import("vitest/node");
  const include = run.files.map((file) => relative(run.root, file));
  const silent = { onInit: () => {} };
  const vitest = await startVitest(
    "test",
    [],
    { root: run.root, config: false, watch: false, include, exclude: [], reporters: [silent], passWithNoTests: false, pool: "forks", isolate: run.processes === "a file", maxWorkers: availableParallelism(), ...programTests },
    { cacheDir: run.cache, logLevel: "silent" },
  );
  const unhandled = vitest.state.getUnhandledErrors().map((error) => diagnosticOf(error, "an error outside of any test", run));
  const found = new Map(vitest.state.getTestModules().map((module) => [module.moduleId, testedFile(module, run, unhandled.length > 0)]));
  await vitest.close();
  // the caller decides on the exit code, from the diagnostics
  process.exitCode = undefined;
  for (const file of run.files) if (!found.has(file)) found.set(file, didNotRun(run.root, file));
  const [first] = run.files;
  const blamed = first === undefined ? undefined : found.get(first);
  if (first !== undefined && blamed !== undefined) found.set(first, { ...blamed, failures: [...blamed.failures, ...unhandled] });
  return found;
}

function testedFile(module: TestModule, run: TestRun, isUnsure: boolean): TestedFile {
  const own = [...module.errors(), ...[...module.children.allSuites()].flatMap((suite) => suite.errors())];
  const tests = [...module.children.allTests()];
  const outside = own.map((error) => diagnosticOf(error, `\`${relative(run.root, module.moduleId)}\` cannot run`, run));
  const failures = [...outside, ...tests.flatMap((test) => failuresOfTest(test, run))];
  const passed = tests.filter((test) => test.result().state === "passed");
  const skipped = tests.filter((test) => test.result().state === "skipped").map(skippedName);
  const isSound = !isUnsure && failures.length === 0 && passed.length === tests.length;
  return {
    failures,
    passed: passed.length,
    failed: tests.length - passed.length - skipped.length + (outside.length > 0 && tests.length === 0 ? 1 : 0),
    skipped,
    seconds: secondsOf(module),
    verdict: isSound ? { tests: passed.map(({ fullName, name }) => ({ fullName, name })) } : null,
  };
}

function failuresOfTest(test: TestCase, run: TestRun): readonly Diagnostic[] {
  const { state, errors = [] } = test.result();
  return state === "failed" ? errors.map((error) => diagnosticOf(error, `the test \`${test.fullName}\` fails`, run)) : [];
}

function skippedName(test: TestCase): string {
  const result = test.result();
  const note = result.state === "skipped" ? result.note : undefined;
  return note === undefined ? `\`${test.fullName}\`` : `\`${test.fullName}\`: ${note}`;
}

/** The first frame that stands in a chapter is where the mistake is; the others in chapters lead there. */
function diagnosticOf(error: unknown, what: string, run: TestRun): Diagnostic {
  const { message, diff, stacks } = isRecord(error) ? error : { message: String(error) };
  const places = Array.isArray(stacks) ? stacks.flatMap((frame: unknown) => placeOfFrame(frame, run) ?? []) : [];
  const lines = [message, diff].filter((each) => typeof each === "string").map(plain);
  const text = lines.join("\n").replaceAll("\n", "\n  ");
  const [at = { path: "src/" }, ...callers] = places;
  return { severity: "error", code: "failing-test", message: `${what}: ${text}`, at, notes: callers.map((each) => ({ message: "reached from here", at: each })) };
}

/** A frame as Vitest has it: after source maps, an absolute path with 1-based line and column. */
function placeOfFrame(frame: unknown, { root, sources }: TestRun): Location | null {
  const { file, line, column } = isRecord(frame) ? frame : {};
  if (typeof file !== "string" || typeof line !== "number" || typeof column !== "number") return null;
  const source = sources.get(relative(root, file).replaceAll("\\", "/"));
  if (source === undefined || line > source.lineStarts.length) return null;
  const start = offsetAt(source, line, column);
  return { source, span: { start, end: start } };
}

function didNotRun(root: string, file: string): TestedFile {
  const path = relative(root, file);
  const message = existsSync(file) ? "Vitest did not run it" : "it does not exist";
  const failure: Diagnostic = { severity: "error", code: "failing-test", message: `\`${path}\` has no result: ${message}`, at: { path: path } };
  return { failures: [failure], passed: 0, failed: 1, skipped: [], seconds: 0, verdict: null };
}

function plain(text: string): string {
  return text.replaceAll(/\u001b\[[0-9;]*m/g, "");
}
