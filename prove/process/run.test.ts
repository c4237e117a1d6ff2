import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { render } from "../../tangle/index.ts";
import { defaultLimits, type Limits } from "../units/limits.ts";
import { diagnosticOf } from "./outcome-diagnostic.ts";
import { runSection, type SectionRun } from "./run.ts";
import { smallBook, type SmallBook } from "../testing/smallBook.ts";
import { unitsOf } from "../units/units.ts";

const books: SmallBook[] = [];
afterEach(() => books.splice(0).forEach(({ remove }) => remove()));

interface Ran extends SectionRun {
  /** All failures and diagnostics as a person reads them. */
  readonly said: string;
  /** What a cell printed, line by line. */
  readonly output: (id: string) => string | undefined;
  readonly root: string;
}

/** Runs the section `book/02-b/index.md`, which begins with a title and a blank line; `program` is the chapter before it. */
async function ran(text: string, { limits = {}, program = "", files = {} }: { limits?: Partial<Limits>; program?: string; files?: Record<string, string> } = {}): Promise<Ran> {
  const book = smallBook({ "01-a/index.md": `# A\n\n${program}`, "02-b/index.md": `# B\n\n${text}`, ...files });
  books.push(book);
  const sections = book.read().book.sections;
  const section = sections.find(({ path }) => path === "book/02-b/index.md");
  if (section === undefined) throw new Error("no section");
  const { units, diagnostics } = unitsOf(section, "02-b");
  const run = await runSection({ root: book.root, units, limits: { ...defaultLimits, ...limits } });
  const sources = { source: section.source, others: new Map(sections.map(({ path, source }) => [path, source])) };
  const failed = units.units.flatMap((unit) => {
    const outcome = run.outcomes.get(unit.id);
    return outcome === undefined || outcome.ok ? [] : outcome.failures.map((failure) => diagnosticOf(failure, unit, sources));
  });
  const output = (id: string): string | undefined => {
    const outcome = run.outcomes.get(id);
    return outcome?.ok === true && outcome.result.kind === "run" ? outcome.result.output.join("\n") : undefined;
  };
  return { ...run, said: [...diagnostics, ...failed, ...run.diagnostics].map(render).join("").replaceAll(book.root, "ROOT"), output, root: book.root };
}

const run = (code: string, attributes = ""): string => `\`\`\`ts run${attributes}\n${code}\n\`\`\`\n`;
/** Failures of a section of one cell. */
const failing = async (code: string, limits: Partial<Limits> = {}): Promise<string> => (await ran(run(code), { limits })).said;

describe("the cells of a section", () => {
  test("share a scope, and what each prints is its own", async () => {
    const { said, output } = await ran(`${run('const a = 1;\nconsole.log("one", a);')}\n${run('process.stdout.write("two ");\nconsole.error(a + 1);\nconsole.log({ a, list: [1, 2] });')}\n${run("await Promise.resolve();")}`);
    expect(said).toBe("");
    expect([output("run-1"), output("run-2"), output("run-3")]).toEqual(["one 1", "two 2\n{ a: 1, list: [ 1, 2 ] }", ""]);
  });

  test("print what a page can hold: other characters are replaced", async () => {
    const { output } = await ran(run('console.log("\\u001b[1m\\0", "\\ud83d", "\\uffff", "\\t|");'));
    expect(output("run-1")).toBe("\ufffd[1m\ufffd \ufffd \ufffd \t|");
  });

  test("import the program, their packages and each other's names", async () => {
    const program = '```ts file=src/double.ts\nexport interface Pair { readonly a: number }\nexport const double = (x: number): number => 2 * x;\n```\n';
    const text = `${run('import { double, Pair } from "#src/double.ts";\nimport { diffLines } from "diff";\nconst pair: Pair = { a: double(4) };\nconsole.log(pair.a, typeof diffLines);')}\nIt is \`{ts} double(double(1))\`.\n`;
    const { said, output, outcomes } = await ran(text, { program });
    expect(said).toBe("");
    expect(output("run-1")).toBe("8 function");
    expect(outcomes.get("value-1")).toEqual({ ok: true, result: { kind: "value", text: "4" } });
  });

  test("read data of the book, which is recorded for them and for those after them", async () => {
    const text = `${run('console.log("none");')}\n${run('console.log(globalThis.bookData("whale.txt"));')}\n\`{ts} 1\`\n`;
    const { said, output, data } = await ran(text, { files: { "data/whale.txt": "a whale" } });
    expect([said, output("run-2")]).toEqual(["", "a whale"]);
    expect(data.get("run-2")).toEqual({ "whale.txt": createHash("sha256").update("a whale").digest("hex") });
    expect(data.get("run-1")).toEqual({});
    expect(data.get("value-1")).toEqual(data.get("run-2"));
  });

  test("leave nothing on the disk", async () => {
    // a folder for what is passing that nobody else writes to
    const own = realpathSync(mkdtempSync(join(tmpdir(), "passing-")));
    vi.stubEnv("TMPDIR", own);
    const { output } = await ran(run('import { writeFileSync } from "node:fs";\nwriteFileSync("mine.txt", "x");\nconsole.log(process.cwd());'));
    expect(existsSync(output("run-1") ?? "")).toBe(false);
    expect(output("run-1")?.startsWith(own)).toBe(true);
    expect(readdirSync(own).filter((name) => /^prove-\w{6}$/.test(name))).toEqual([]);
    vi.unstubAllEnvs();
    rmSync(own, { recursive: true });
  });
});

describe("a number in prose", () => {
  test("is the text of its value; only itself fails where it has none", async () => {
    const values = ['"\\u001b\\ud83d"', '"a"', "0.5", "1 / 0", "-1 / 0", "2n ** 70n", "true", "0 / 0", "[1]", "undefined", "null.x", "await Promise.resolve(3)", "console.log(1) ?? 2"];
    const { said, outcomes } = await ran(values.map((value) => `\`{ts} ${value}\`\n`).join(""));
    const texts = values.map((_, index) => {
      const outcome = outcomes.get(`value-${index + 1}`);
      return outcome?.ok === true && outcome.result.kind === "value" ? outcome.result.text : null;
    });
    expect(texts).toEqual(["\ufffd\ufffd", "a", "0.5", "∞", "−∞", "1180591620717411303424", "true", null, null, null, null, "3", null]);
    expect(said.split("\n").filter((line) => / error\[| note:/.test(line))).toEqual([
      "book/02-b/index.md:10:1: error[not-a-number]: this number is `NaN`",
      "book/02-b/index.md:11:1: error[not-a-text]: an inline cell gives a number or a text, this one gives `[ 1 ]`",
      "book/02-b/index.md:12:1: error[not-a-text]: an inline cell gives a number or a text, this one gives `undefined`",
      "book/02-b/index.md:13:12: error[cell-throws]: the cell throws `TypeError`: Cannot read properties of null (reading 'x')",
      "book/02-b/index.md:15:1: error[lost-output]: only what a `run` cell prints is shown",
      "  note: it printed: 1",
    ]);
  });
});

describe("a cell that throws", () => {
  test("does so at its line of the chapter, and the cells after it are not run", async () => {
    const { said, outcomes } = await ran(`- a list\n\n  \`\`\`ts run id="cell-a"\n  const x: number = 1;\n\n  if (x > 0) throw new RangeError("too\\nlarge");\n  \`\`\`\n\n${run("console.log(1);")}`);
    expect(said).toBe(
      'book/02-b/index.md:8:20: error[cell-throws]: the cell throws `RangeError`: too\n  large\n  8 │   if (x > 0) throw new RangeError("too\\nlarge");\n    ╵                    ~~~\n',
    );
    expect([...outcomes.keys()]).toEqual(["cell-a"]);
  });

  test("in a module of the program: at the line of the chunk, with the line that called it", async () => {
    const program = '```ts file=src/fail.ts\nexport function fail(): never {\n  throw new Error("deep", { cause: new TypeError("deeper") });\n}\n```\n';
    const { said } = await ran(run('import { fail } from "#src/fail.ts";\n\nfail();'), { program });
    expect(said).toBe(
      'book/01-a/index.md:5:9: error[cell-throws]: the cell throws `Error`: deep\n  5 │   throw new Error("deep", { cause: new TypeError("deeper") });\n    ╵         ~~~\n' +
        "  note: the cell calls it at book/02-b/index.md:6:1\n  note: caused by `TypeError`: deeper\n",
    );
  });

  test.each([
    ["something that is no error", 'throw "x";', "3:4: error[cell-throws]: the cell throws `'x'`, which is no error and has no place"],
    ["in a promise that nothing waits for", 'void Promise.reject(new Error("lost"));', '4:21: error[unhandled-rejection]: a promise that nothing waits for is rejected with `Error`: lost'],
    ["in a callback", 'setTimeout(() => { throw new Error("late"); });\nawait new Promise((resolve) => setTimeout(resolve, 20));', "4:26: error[uncaught-exception]: the cell has gone on, and then something that it began throws `Error`: late"],
    ["for a file of data that is not there", 'globalThis.bookData("none.txt");', "4:12: error[cell-throws]: the cell throws `Error`: there is no data file `book/data/none.txt`"],
  ])("%s", async (_, code, message) => {
    expect((await failing(code)).split("\n")[0]).toBe(`book/02-b/index.md:${message}`);
  });
});

describe("what is not TypeScript is shown at its place", () => {
  test.each([
    ["a run cell", run("const x = ;"), "4:11: error[syntax-error]: expression expected"],
    ["two cells that declare one name", `${run("const x = 1;")}${run("const x = 2;")}`, "7:7: error[syntax-error]: the symbol `x` has already been declared"],
    ["a number", "`{ts} 1 +`\n", "3:10: error[syntax-error]: expression expected"],
    ["a number that is two", "`{ts} 1); (2`\n", "3:7: error[syntax-error]: an inline cell is one expression"],
    ["a figure without value", ':::figure{#f alt="x"}\n```ts figure="f"\nconst x = 1;\n```\n:::\n', "4:4: error[figure-without-value]: a figure cell ends in its figure: its last statement must be an expression"],
    ["a `verify` cell", ":::derivation\n$$x = x$$\n\n```ts verify\nyield yield yield);\n```\n:::\n", "7:18: error[syntax-error]: "],
  ])("%s", async (_, text, message) => {
    expect((await ran(text)).said).toContain(`book/02-b/index.md:${message}`);
  });

  test("nothing of the section is run then", async () => {
    const { outcomes } = await ran(`${run("console.log(1);")}\n${run("const x = ;")}`);
    expect([...outcomes.keys()]).toEqual(["run-2"]);
  });
});

describe("an import that cannot be had is shown where it is written", () => {
  test.each([
    ["a module that is not there", 'import { a } from "#src/none.ts";\na();', "4:19: error[unknown-import]: cannot import `#src/none.ts`: cannot find module `src/none.ts`"],
    ["a package that is not there", 'import { a } from "no-such-package";\na();', "4:19: error[unknown-import]: cannot import `no-such-package`: cannot find package `no-such-package`"],
    ["a module that is not there and of which nothing is used", 'import { a } from "#src/no.ts";\nconst x = 1;', "4:19: error[unknown-import]: cannot import `#src/no.ts`: cannot find module `src/no.ts`"],
    ["a name that is not there", 'import { triple } from "#src/double.ts";\ntriple();', "4:24: error[unknown-export]: `#src/double.ts` has no export `triple`"],
    ["a module that throws", 'import { double } from "#src/double.ts";\nimport "#src/fails.ts";\ndouble();', "book/01-a/index.md:8:7: error[cell-throws]: the cell throws `Error`: at once"],
  ])("%s", async (_, code, message) => {
    const program = '```ts file=src/double.ts\nexport const double = 2;\n```\n\n```ts file=src/fails.ts\nthrow new Error("at once");\n```\n';
    expect((await ran(`${run(code)}`, { program })).said.split("\n")[0]).toBe(message.startsWith("book/") ? message : `book/02-b/index.md:${message}`);
  });
});

describe("a cell that does not come to its end", () => {
  test.each<[name: string, code: string, message: string, limits?: Partial<Limits>]>([
    ["loops for ever", "for (;;);", "`run-1` takes too long: the section was stopped after 1 second", { seconds: 1 }],
    ["waits for something that comes too late", "await new Promise((resolve) => setTimeout(resolve, 1e6));", "`run-1` takes too long: the section was stopped after 1 second", { seconds: 1 }],
    ["waits for ever", "await new Promise(() => {});", "the cell waits for a promise that is never resolved"],
    ["prints for ever", 'for (;;) console.log("x".repeat(1000));', "the cell prints more than 1,000,000 characters"],
    ["prints a gigabyte at once", 'const line = "x".repeat(2 ** 20);\nfor (let i = 0; i < 1000; i++) process.stdout.write(line);', "the cell prints more than 1,000,000 characters"],
    ["writes a gigabyte past `console`", 'import { writeSync } from "node:fs";\nconst line = Buffer.alloc(2 ** 16, "x");\nfor (;;) {\n  try { writeSync(1, line); } catch {}\n}', "`run-1` writes more than a megabyte past `console`"],
    ["fills the heap", "const all: number[][] = [];\nfor (;;) all.push(new Array(1e5).fill(0.5));", "`run-1` takes too much memory: the section was stopped at 400 MB", { megabytes: 400 }],
    ["fills the memory beside the heap", "const all: Buffer[] = [];\nfor (;;) { all.push(Buffer.alloc(2 ** 22, 1)); await new Promise((resolve) => setTimeout(resolve)); }", "`run-1` takes too much memory: the section was stopped at 400 MB", { megabytes: 400 }],
    ["kills its process", 'process.kill(process.pid, "SIGKILL");\nfor (;;);', "`run-1` ends the process, by SIGKILL"],
    ["aborts", "process.abort();", "`run-1` ends the process, by SIGABRT"],
  ])("%s", async (_, code, message, limits) => {
    expect(await failing(`${code}`, limits)).toContain(`book/02-b/index.md:3:4: error[${codeOf(message)}]: ${message}\n`);
  });

  test("ends the process: at its line", async () => {
    expect(await failing("if (1 < 2) {\n  process.exit(3);\n}")).toBe("book/02-b/index.md:5:11: error[cell-exits]: the cell ends the process with `process.exit(3)`\n  5 │   process.exit(3);\n    ╵           ~~~~\n");
  });

  test("what came before it is kept", async () => {
    const { outcomes, output } = await ran(`${run('console.log("kept");')}\n${run("for (;;);", ' id="cell-loop"')}`, { limits: { seconds: 1 } });
    expect(output("run-1")).toBe("kept");
    expect(outcomes.get("cell-loop")?.ok).toBe(false);
  });

  test("a loop in the program, before any cell: the section is named", async () => {
    const program = "```ts file=src/loop.ts\nfor (;;);\n```\n";
    expect((await ran(run('import "#src/loop.ts";'), { program, limits: { seconds: 1 } })).said).toContain("book/02-b/index.md: error[too-slow]: loading the program takes too long: the section was stopped after 1 second\n");
  });
});

function codeOf(message: string): string {
  if (/long/.test(message)) return "too-slow";
  if (/never/.test(message)) return "never-ends";
  if (/memory/.test(message)) return "too-much-memory";
  return /prints|writes/.test(message) ? "too-much-output" : "cell-exits";
}

describe("a cell keeps to itself", () => {
  test("a write outside of its folder is refused at its line", async () => {
    expect(await failing(`import { writeFileSync } from "node:fs";\nwriteFileSync("${tmpdir()}/elsewhere.txt", "x");`)).toBe(
      `book/02-b/index.md:5:1: error[writes-outside]: the cell writes outside its folder: \`${tmpdir()}/elsewhere.txt\`\n` +
        `  5 │ writeFileSync("${tmpdir()}/elsewhere.txt", "x");\n    ╵ ~~~~~~~~~~~~~\n` +
        "  cure: the folder in which a cell runs is its own: write `./name`\n",
    );
    expect(existsSync(`${tmpdir()}/elsewhere.txt`)).toBe(false);
  });

  test.each([
    ["left running", "{ stdio: \"ignore\" }"],
    ["left in a session of its own", "{ stdio: \"ignore\", detached: true }"],
    ["left with the process's own streams", "{ stdio: \"inherit\", detached: true }"],
  ])("a child %s is ended, and named", async (_, options) => {
    const { said, output } = await ran(run(`import { spawn } from "node:child_process";\nconst child = spawn("sleep", ["1000"], ${options});\nchild.unref();\nconsole.log(child.pid);`));
    expect(said).toBe(
      "book/02-b/index.md:3:4: error[leaves-a-child]: the cell leaves a process behind, `sleep 1000`, which was ended\n" +
        "  3 │ ```ts run\n    ╵    ~~~~~~\n  cure: wait for what a cell starts, or end it\n",
    );
    expect(output("run-1")).toBeUndefined();
  });

  test("a child that has ended is no child left behind", async () => {
    const { said, output } = await ran(run('import { execFileSync } from "node:child_process";\nconsole.log(execFileSync("echo", ["hello"], { encoding: "utf8" }).trim());'));
    expect([said, output("run-1")]).toEqual(["", "hello"]);
  });

  test("a child of a cell that hangs is ended with it", async () => {
    const { said } = await ran(run('import { spawn } from "node:child_process";\nspawn("sh", ["-c", "echo $$ > pid; sleep 1000"], { stdio: "ignore", detached: true });\nfor (;;);'), { limits: { seconds: 1 } });
    expect(said).toContain("error[too-slow]");
    expect(sleepers()).toEqual([]);
  });
});

/** Commands `sleep 1000` that are running. */
function sleepers(): readonly string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && commandOf(name) === "sleep\u00001000\u0000");
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
