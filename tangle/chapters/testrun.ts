/** Runs test files of the book's programs with Vitest and reports failures at chapter positions. */
import { existsSync } from "node:fs";
import { relative } from "node:path";
import type { TestModule, TestCase } from "vitest/node";
import type { Diagnostic, Location } from "../text/diagnostic.ts";
import { isRecord } from "../text/json.ts";
import { setupFiles } from "../testing/setupFiles.ts";
import { offsetAt, type Source } from "../text/span.ts";

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
}

/** Milliseconds that a test may take: only one that never ends is stopped, not one on a slow machine. */
const patience = 120_000;

/** Runs the tests; the diagnostics are the failures, by test file. Throws where Vitest itself cannot start. */
export async function runTests(run: TestRun): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
  const { startVitest } = await import("vitest/node");
  const include = run.files.map((file) => relative(run.root, file));
  const silent = { onInit: () => {} };
  const vitest = await startVitest(
    "test",
    [],
    { root: run.root, config: false, watch: false, include, exclude: [], reporters: [silent], passWithNoTests: false, setupFiles: [...setupFiles], testTimeout: patience, hookTimeout: patience },
    { cacheDir: run.cache, logLevel: "silent" },
  );
  const found = new Map(vitest.state.getTestModules().map((module) => [module.moduleId, failuresOf(module, run)]));
  const unhandled = vitest.state.getUnhandledErrors().map((error) => diagnosticOf(error, "an error outside of any test", run));
  await vitest.close();
  // the caller decides on the exit code, from the diagnostics
  process.exitCode = undefined;
  for (const file of run.files) if (!found.has(file)) found.set(file, [didNotRun(run.root, file)]);
  const [first] = run.files;
  if (first !== undefined && unhandled.length > 0) found.set(first, [...(found.get(first) ?? []), ...unhandled]);
  return found;
}

function failuresOf(module: TestModule, run: TestRun): readonly Diagnostic[] {
  const own = [...module.errors(), ...[...module.children.allSuites()].flatMap((suite) => suite.errors())];
  const tests = [...module.children.allTests()];
  const outside = own.map((error) => diagnosticOf(error, `\`${relative(run.root, module.moduleId)}\` cannot run`, run));
  return [...outside, ...tests.flatMap((test) => failuresOfTest(test, run))];
}

function failuresOfTest(test: TestCase, run: TestRun): readonly Diagnostic[] {
  const { state, errors = [] } = test.result();
  return state === "failed" ? errors.map((error) => diagnosticOf(error, `the test \`${test.fullName}\` fails`, run)) : [];
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

function didNotRun(root: string, file: string): Diagnostic {
  const path = relative(root, file);
  const message = existsSync(file) ? "Vitest did not run it" : "it does not exist";
  return { severity: "error", code: "failing-test", message: `\`${path}\` has no result: ${message}`, at: { path: path } };
}

function plain(text: string): string {
  return text.replaceAll(/\u001b\[[0-9;]*m/g, "");
}
