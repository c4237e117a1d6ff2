import { spawn, spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commandArguments } from "../start/commands.ts";
import { render } from "../text/diagnostic.ts";
import { tangle } from "../write/tangle.ts";
import { programArguments } from "./launch.ts";

const fixture = join(import.meta.dirname, "../fixtures/stages");
const chapter = "book/01-throw/index.md";
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function tangledCopy(change = (text: string): string => text): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "stage-")));
  folders.push(root);
  cpSync(join(fixture, "book"), join(root, "book"), { recursive: true });
  writeFileSync(join(root, chapter), change(readFileSync(join(root, chapter), "utf8")));
  expect(tangle(root).diagnostics.map(render).join("")).toBe("");
  return root;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function stage(root: string, args: readonly string[], input = ""): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...commandArguments("tangle/stage-cli.ts"), "--root", root, ...args], {
    encoding: "utf8",
    input,
    cwd: join(import.meta.dirname, "../.."),
  });
  return { code: status, out: stdout, err: stderr };
}

/** Without the runner in between, which takes half the time. */
function program(root: string, args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...programArguments(root), join(root, "src/stages/01-throw.ts"), ...args], { encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

/** Line and column of the first place where `text` stands in the chapter. */
function positionOf(root: string, text: string): string {
  const before = readFileSync(join(root, chapter), "utf8").split(text)[0] ?? "";
  const lines = before.split(/\r\n|\n/);
  return `${chapter}:${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}

const throwing = [
  ["plain", 'new RangeError("plain")', "RangeError: plain"],
  ["nested", "new TypeError(`nested", "TypeError: nested 🐉"],
  ["list", "new Error(tag)", "Error: list"],
  ["rejected", 'new Error("rejected")', "Error: rejected"],
] as const;

describe.each([
  ["with LF, in a stage", (text: string): string => text, (root: string, way: string): Ended => stage(root, ["1", way])],
  ["with CRLF, in a program", (text: string): string => text.replaceAll("\n", "\r\n"), (root: string, way: string): Ended => program(root, [way])],
])("a throwing line shows its place in the book, to the column (%s)", (_, change, run) => {
  let root = "";
  beforeAll(() => {
    root = tangledCopy(change);
  });

  it.each(throwing)("%s", (way, where, message) => {
    const { code, err } = run(root, way);
    expect(err).toContain(message);
    expect(err.split("\n").find((line) => line.trimStart().startsWith("at "))).toContain(positionOf(root, where));
    expect(code).toBe(1);
  });
  it("with the line of the chapter quoted", () => {
    const { err } = run(root, "nested");
    expect(err).toContain('\tconst dragon = "🐉";\tthrow new TypeError(`nested ${dragon}`);');
  });
  it("also for an error that is only printed, and for its stack", () => {
    const [logged, stack] = [run(root, "logged"), run(root, "stack")];
    expect([logged.code, logged.err]).toEqual([0, expect.stringContaining(positionOf(root, 'new Error("logged")'))]);
    expect(stack.out).toContain(positionOf(root, 'new Error("stack")'));
  });
  it("also for the cause of an error, and for callers in other files", () => {
    const { err } = run(root, "twice");
    for (const where of ['new Error("twice"', "new Error(tag)", "failInList(); } catch"]) expect(err).toContain(positionOf(root, where));
  });
  it("also below what Node itself throws", () => {
    expect(run(root, "quotation").err).toContain(positionOf(root, 'parse("{")'));
  });
});

describe("without maps beside the program", () => {
  it("as after a clone they are made from the book", () => {
    const root = tangledCopy();
    for (const folder of ["src/.maps", "src/.tangle"]) rmSync(join(root, folder), { recursive: true });
    expect(program(root, ["list"]).err).toContain(positionOf(root, "new Error(tag)"));
  });
  it("a program edited by hand runs, at its own positions", () => {
    const root = tangledCopy();
    const path = join(root, "src/list.ts");
    chmodSync(path, 0o644);
    writeFileSync(path, 'export function failInList(): void {\n  throw new Error("mine");\n}\n');
    expect(program(root, ["list"]).err).toContain("src/list.ts:2:9");
  });
  it("a text that is no TypeScript is refused at its place in the book", () => {
    const root = tangledCopy((text) => text.replace("const tag: Tag", "const tag: = Tag"));
    const { code, err } = program(root, ["list"]);
    expect(err).toContain(`${positionOf(root, "= Tag")}: Unexpected "="`);
    expect(code).toBe(1);
  });
});

describe("the stage runner", () => {
  const root = (): string => folders[0] ?? "";

  it("passes arguments, standard input and the exit code", () => {
    expect(stage(root(), ["1", "arguments", "--root", "x", "--help", "-1"]).out).toBe('["--root","x","--help","-1"]\n');
    expect(stage(root(), ["01-throw", "echo"], "in and out").out).toBe("in and out");
    expect(stage(root(), ["1", "exit", "7"]).code).toBe(7);
  });
  it("passes a signal on and ends as the program does", async () => {
      const child = spawn(process.execPath, [...commandArguments("tangle/stage-cli.ts"), "--root", root(), "1", "wait"], { cwd: join(import.meta.dirname, "../.."), stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGTERM");
    expect(await new Promise((resolve) => child.once("exit", (code, signal) => resolve([code, signal])))).toEqual([143, null]);
  });
  it("lists the stages there are", () => {
    expect(stage(root(), [])).toEqual({ code: 0, out: "demos:\n  1  01-throw  Throwing\n", err: "" });
  });
  it.each([
    [["7"], "there is no chapter `7`\ndemos:\n  1  01-throw  Throwing\n", 1],
    [["01-trow"], "there is no chapter `01-trow`; did you mean `01-throw`?\ndemos:\n  1  01-throw  Throwing\n", 1],
    [["2"], "`02-quiet` has no demo: it begins no `src/demos/TOPIC/run.ts`, and there is no `src/stages/02-quiet.ts`\ndemos:\n  1  01-throw  Throwing\n", 1],
    [["preface"], "`preface` has no demo: it begins no `src/demos/TOPIC/run.ts`, and there is no `src/stages/preface.ts`\ndemos:\n  1  01-throw  Throwing\n", 1],
    [["--rot", "x"], "usage error: there is no option `--rot`; did you mean `--root`?\n  see: npm run stage -- --help\n", 2],
  ])("says what is wrong with %j", (args, message, code) => {
    expect(stage(root(), args)).toEqual({ code, out: "", err: message });
  });
  it("says that src/ must be tangled first", () => {
    const bare = tangledCopy();
    rmSync(join(bare, "src"), { recursive: true });
    expect(stage(bare, ["1"])).toEqual({ code: 1, out: "", err: "`src/stages/01-throw.ts` is not in src/: npm run tangle\n" });
  });
});

it("a program finds packages from its root, and else from this project", () => {
  const root = tangledCopy();
  writeFileSync(join(root, "outside.mjs"), 'import fc from "fast-check"; import { failInList } from "#src/list.ts"; console.log(typeof fc.assert, typeof failInList);\n');
  const { stdout, stderr } = spawnSync(process.execPath, [...programArguments(root), join(root, "outside.mjs")], { encoding: "utf8" });
  expect([stdout, stderr]).toEqual(["function function\n", ""]);
});
