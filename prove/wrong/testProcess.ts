/** Runs tests of a program that stands in a folder, in a process of their own that is stopped if it does not end. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setupFiles } from "../../tangle/index.ts";
import { childSupervisor, type ChildSupervisor } from "../system/supervisor.ts";

/** Which tests to run. */
export interface TestFiles {
  /** The folder that holds `book/`, links resolved. */
  readonly root: string;
  /** A folder of our own below it; the program stands in its `program/`. */
  readonly folder: string;
  /** Paths such as `src/markov/model.test.ts`; with `bail` they are run in this order. */
  readonly tests: readonly string[];
  /** How long they may take together. */
  readonly seconds: number;
  /** Stop at the first test that fails, and leave the length of a test to `seconds`; else all are run, each for at most two minutes. */
  readonly bail?: "first failure";
  /** Ends the process if this one is ended. */
  readonly life?: ChildSupervisor;
}

/** What came of it. `broken`: files that could not run at all, and errors outside of any test. `seconds`: how long it took. */
export type TestsEnd =
  | { readonly kind: "ran"; readonly tests: readonly RanTest[]; readonly broken: readonly string[]; readonly seconds: number }
  | { readonly kind: "too-slow" };

/** A test that ran or was skipped: its name with those of its groups before it, and without; the error of one that failed, without stack. */
export interface RanTest {
  readonly file: string;
  readonly fullName: string;
  readonly name: string;
  readonly error: string | null;
  readonly isSkipped: boolean;
  /** It failed by not coming to its end in the time that it allows itself. */
  readonly isLate: boolean;
}

/** Runs them in one process. */
export async function runTestFiles({ root, folder, tests, seconds, bail, life }: TestFiles): Promise<TestsEnd> {
  const target = join(folder, "program");
  const [config, results] = [join(folder, "vitest.config.mjs"), join(folder, "results.json")];
  rmSync(results, { force: true });
  writeFileSync(config, configOf(folder, tests.map((test) => join(target, test)), bail === undefined ? "all" : "bail"));
  const own = life ?? childSupervisor();
  const started = performance.now();
  try {
    const end = await vitest(["--root", root, "--config", config, "--reporter", "json", "--outputFile", results], { root, seconds, life: own });
    return end.kind === "too-slow" ? end : { ...readResults(results, { target, end }), seconds: (performance.now() - started) / 1000 };
  } finally {
    if (life === undefined) own.close();
  }
}

/** The only tests of the run, with the same inputs each time. */
function configOf(folder: string, files: readonly string[], how: "all" | "bail"): string {
  const common = { include: files, exclude: [], setupFiles };
  const limits = how === "all" ? { testTimeout: 120_000, hookTimeout: 120_000 } : { testTimeout: 0, hookTimeout: 0, bail: 1, maxWorkers: 1 };
  const config = JSON.stringify({ cacheDir: join(folder, ".vite"), test: { ...common, ...limits } });
  return how === "all" ? `export default ${config};\n` : inOrder(config, files);
}

/** A configuration whose tests are run in the order of the list. */
function inOrder(config: string, files: readonly string[]): string {
  return `const order = ${JSON.stringify(files)};
class InOrder {
  shard(specifications) { return specifications; }
  sort(specifications) { return specifications.toSorted((a, b) => order.indexOf(a.moduleId) - order.indexOf(b.moduleId)); }
}
const config = ${config};
config.test.sequence = { sequencer: InOrder };
export default config;
`;
}

/** `failed`: the process says so itself, as it does where one of its own dies: then Vitest's JSON has tests that wait, and success. */
type Ended = { readonly kind: "ended"; readonly said: string; readonly failed: boolean } | { readonly kind: "too-slow" };

async function vitest(args: readonly string[], { root, seconds, life }: Required<Pick<TestFiles, "root" | "seconds" | "life">>): Promise<Ended> {
  const program = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
  const env = { ...process.env, VITEST: undefined, NODE_OPTIONS: undefined, NO_COLOR: "1", CI: "1" };
  const child = spawn(process.execPath, [program, "run", ...args], { cwd: root, env, detached: true, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  const untie = life.tie(() => stop(child));
  let late = false;
  const clock = setTimeout(() => ((late = true), stop(child)), seconds * 1000);
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  clearTimeout(clock);
  stop(child);
  untie();
  return late ? { kind: "too-slow" } : { kind: "ended", said, failed: code !== 0 };
}

/** Ends the process and its workers, which are a group. */
function stop({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // it has ended already, and all of its workers
  }
}

function readResults(path: string, { target, end: { said, failed } }: { readonly target: string; readonly end: Exclude<Ended, { kind: "too-slow" }> }): Omit<Extract<TestsEnd, { kind: "ran" }>, "seconds"> {
  if (!existsSync(path)) return { kind: "ran", tests: [], broken: [`the tests ended before they were done: ${said.trim()}`] };
  const results: Results = JSON.parse(readFileSync(path, "utf8"));
  const tests = results.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ title, ancestorTitles, status, failureMessages }): RanTest => {
      const failure = status === "failed" ? withoutStack(failureMessages?.[0] ?? "") : null;
      const isLate = failure !== null && late.test(failure);
      const error = isLate ? "Error: the test did not end in the time that it allows itself" : failure;
      return { file: name.replace(`${target}/`, ""), fullName: [...ancestorTitles, title].join(" > "), name: title, error, isSkipped: status !== "passed" && status !== "failed", isLate };
    }),
  );
  const unrun = results.testResults.filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0);
  const broken = unrun.map(({ name, message }) => `\`${name.replace(`${target}/`, "")}\` cannot run: ${reasonIn(withoutStack(message))}`);
  const outside = (failed || !results.success) && broken.length === 0 && tests.every(({ error }) => error === null);
  const error = results.success ? "the process that runs them died before they were done" : said.trim();
  return { kind: "ran", tests, broken: outside ? [`an error outside of any test: ${error}`] : broken };
}

/** Of a test that takes too long Vitest's JSON has the stack only, headed by the mark of its place instead of the message. */
const late = /^(?:Error: )?(?:STACK_TRACE_ERROR|(?:Test|Hook) timed out in \d+ ?ms)/;

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
