/** Runs tests of a program that is not in `src/`, in a process of their own that is stopped if it does not end. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { buildsOf, loadCompiler, locate, machineOf, placeProducts, readyTests, setupFiles, type Build, type Diagnostic, type Layout, type ReadyTests, type SkippedTest, type Writer } from "../../tangle/index.ts";

/** A program of the book below `root` and which of its tests to run. */
export interface ProgramTests {
  /** The folder that holds `book/`, links resolved. */
  readonly root: string;
  readonly layouts: readonly Layout[];
  /** Paths such as `src/markov/model.test.ts`. */
  readonly tests: readonly string[];
  /** How long they may take together. */
  readonly seconds: number;
  /** Stop at the first test that fails; else all are run. */
  readonly bail?: "first failure";
}

/** What came of it. `broken`: files that could not run at all, and errors outside of any test; `skipped`: tests that this machine cannot run. */
export type TestsEnd =
  | { readonly kind: "ran"; readonly tests: readonly RanTest[]; readonly broken: readonly string[]; readonly skipped: readonly SkippedTest[] }
  | { readonly kind: "too-slow" };

/** A test that ran: its name with those of its groups before it, and without; the error of one that failed, without stack. */
export interface RanTest {
  readonly file: string;
  readonly fullName: string;
  readonly name: string;
  readonly error: string | null;
}

/** Writes the program below the root's `output/.cache/`, builds its native products there, runs the tests, and removes it all. */
export async function runProgramTests(order: ProgramTests): Promise<TestsEnd> {
  const { diskWriter, makeTestFolder } = await loadCompiler();
  const writer = diskWriter();
  const folder = makeTestFolder(order.root, "mutant", writer);
  try {
    const { builds } = buildsOf(order.root);
    const ready = readyTests({ ...order, builds, machine: machineOf(order.root), into: join(folder, "builds") });
    const broken = ready.diagnostics.filter(({ severity }) => severity === "error").map(inALine);
    if (broken.length > 0 || ready.tests.length === 0) return { kind: "ran", tests: [], broken, skipped: ready.skipped };
    return await runReady({ ...order, tests: ready.tests }, { ...ready, builds }, { folder, writer });
  } finally {
    writer.discard(folder);
  }
}

/** Runs the tests of a program whose products are built, in a folder of its own. */
async function runReady({ root, layouts, tests, seconds, bail }: ProgramTests, { builds, products, skipped }: ReadyTests & { readonly builds: readonly Build[] }, { folder, writer }: { readonly folder: string; readonly writer: Writer }): Promise<TestsEnd> {
  const { writeTested } = await loadCompiler();
  const target = join(folder, "program");
  writeTested({ root, target, layouts, tests }, writer);
  placeProducts(target, { builds, products }, writer);
  writer.write(join(folder, "vitest.config.mjs"), configOf(folder, tests.map((test) => join(target, test)), bail === undefined ? 0 : 1), 0o644);
  const results = join(folder, "results.json");
  const end = await vitest(["--root", root, "--config", join(folder, "vitest.config.mjs"), "--reporter", "json", "--outputFile", results], { root, seconds });
  return end.kind === "too-slow" ? end : { ...readResults(results, { target, said: end.said }), skipped };
}

/** The only tests of the run, each with time enough, and with the same inputs each time. */
function configOf(folder: string, files: readonly string[], bail: number): string {
  const test = { include: files, exclude: [], bail, setupFiles, testTimeout: 120_000, hookTimeout: 120_000 };
  return `export default ${JSON.stringify({ cacheDir: join(folder, ".vite"), test })};\n`;
}

type Ended = { readonly kind: "ended"; readonly said: string } | { readonly kind: "too-slow" };

async function vitest(args: readonly string[], { root, seconds }: Pick<ProgramTests, "root" | "seconds">): Promise<Ended> {
  const program = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
  const env = { ...process.env, VITEST: undefined, NODE_OPTIONS: undefined, NO_COLOR: "1", CI: "1" };
  const child = spawn(process.execPath, [program, "run", ...args], { cwd: root, env, detached: true, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  let late = false;
  const clock = setTimeout(() => ((late = true), stop(child)), seconds * 1000);
  await new Promise<void>((resolve, reject) => child.on("error", reject).on("close", () => resolve()));
  clearTimeout(clock);
  stop(child);
  return late ? { kind: "too-slow" } : { kind: "ended", said };
}

/** Ends the process and its workers, which are a group. */
function stop({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // it has ended already, and all of its workers
  }
}

/** What a compiler says, on one line. */
function inALine({ at, message }: Diagnostic): string {
  const { path, line, column } = locate(at);
  return `${path}:${line}:${column}: ${message}`;
}

type Judged = Omit<Extract<TestsEnd, { kind: "ran" }>, "skipped">;

function readResults(path: string, { target, said }: { readonly target: string; readonly said: string }): Judged {
  if (!existsSync(path)) return { kind: "ran", tests: [], broken: [`the tests ended before they were done: ${said.trim()}`] };
  const results: Results = JSON.parse(readFileSync(path, "utf8"));
  const tests = results.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ title, ancestorTitles, status, failureMessages }): RanTest => {
      const error = status === "failed" ? withoutStack(failureMessages?.[0] ?? "") : null;
      return { file: name.replace(`${target}/`, ""), fullName: [...ancestorTitles, title].join(" > "), name: title, error };
    }),
  );
  const unrun = results.testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0);
  const broken = unrun.map(({ name, message }) => `\`${name.replace(`${target}/`, "")}\` cannot run: ${reasonIn(withoutStack(message))}`);
  const outside = !results.success && broken.length === 0 && tests.every(({ error }) => error === null);
  return { kind: "ran", tests, broken: outside ? [`an error outside of any test: ${said.trim()}`] : broken };
}

/** The first line that says what is wrong: before what the compiler says stands only that it says something. */
function reasonIn(message: string): string {
  const lines = message.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const compiler = /^Transform failed with \d+ errors?:$/.test(lines[0] ?? "") ? lines[1] : undefined;
  return compiler?.replace(/^\S+?: ERROR: /, "").replace(/^ERROR: /, "") ?? lines[0] ?? "";
}

/** What Vitest's JSON reporter writes, as far as it is read here. */
interface Results {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: "passed" | "failed";
    readonly message: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly ancestorTitles: readonly string[];
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

function withoutStack(message: string): string {
  return message.replaceAll(/\u001b\[[0-9;]*m/g, "").replace(/\n\s+at [\s\S]*$/, "").trimEnd();
}
