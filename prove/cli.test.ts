import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { commandArguments } from "../tangle/index.ts";
import { smallBook, type SmallBook } from "./testing/smallBook.ts";
import { readStore } from "./evidence/store.ts";

const made: SmallBook[] = [];
afterEach(() => made.splice(0).forEach(({ remove }) => remove()));

function bookOf(texts: Readonly<Record<string, string>>): SmallBook {
  const book = smallBook(texts);
  made.push(book);
  book.read();
  return book;
}

function run(...args: readonly string[]): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...commandArguments("prove/cli.ts"), ...args], { cwd: join(import.meta.dirname, ".."), encoding: "utf8" });
  return { code: status, out: stdout.replace(/in \d+\.\d s/, "in 1.2 s"), err: stderr };
}

const chapter = "# A\n\n```ts run id=\"one\"\nconst a = 2;\nconsole.log(a);\n```\n\n```output\n2\n```\n\nIt is `{ts} a`.\n";

test("a book is proved, and what it has proved is said", () => {
  const { root } = bookOf({ "01-a/index.md": chapter });
  expect(run("--root", root)).toEqual({ code: 0, out: "proved: 1 cell; 1 number\nran 1 of 1 section in 1.2 s\n", err: "" });
  expect(run("--root", root)).toEqual({ code: 0, out: "proved: 1 cell; 1 number\nnothing had to be run\n", err: "" });
  expect(run("--root", root, "--check")).toEqual({ code: 0, out: "proved: 1 cell; 1 number\nnothing had to be run\n", err: "" });
});

test("where nothing has changed it says what it said; a record that is gone is made again, and another way of asking is answered apart", () => {
  const { root } = bookOf({ "01-a/index.md": chapter });
  const nothing = { code: 0, out: "proved: 1 cell; 1 number\nnothing had to be run\n", err: "" };
  run("--root", root);
  expect([run("--root", root), run("--root", root, "--check"), run("--root", root, "--check")]).toEqual([nothing, nothing, nothing]);
  const recorded = join(root, "book/evidence/01-a/index");
  for (const name of readdirSync(recorded)) rmSync(join(recorded, name));
  expect(run("--root", root, "--check")).toMatchObject({ code: 1, err: expect.stringContaining("error[stale-evidence]") });
  expect(run("--root", root)).toMatchObject({ code: 0, out: "proved: 1 cell; 1 number\nran 1 of 1 section in 1.2 s\n" });
  expect(run("--root", root, "--fresh")).toMatchObject({ code: 0, out: "proved: 1 cell; 1 number\nran 1 of 1 section in 1.2 s\n" });
});

test("a mistake is shown at its place, counted, and nothing of it is recorded", () => {
  const { root } = bookOf({ "01-a/index.md": chapter.replace("`{ts} a`", "`{ts} missing`") });
  const { code, out, err } = run("--root", root);
  expect([code, out]).toEqual([1, "proved: 1 cell\nran 1 of 1 section in 1.2 s\n1 error\n"]);
  expect(err).toContain("book/01-a/index.md:12:13: error[");
});

test("outputs are accepted into the chapter", () => {
  const book = bookOf({ "01-a/index.md": chapter.replace("```output\n2\n```", "```output\n3\n```") });
  const stale = run("--root", book.root);
  expect([stale.code, stale.err]).toEqual([1, expect.stringContaining("error[stale-output]")]);
  expect(run("--root", book.root, "--accept")).toEqual({ code: 0, out: "proved: 1 cell; 1 number\nnothing had to be run\nbook/01-a/index.md: its outputs are what its cells print\n", err: "" });
  expect(readFileSync(join(book.root, "book/01-a/index.md"), "utf8")).toBe(chapter);
  expect(run("--root", book.root, "--check").code).toBe(0);
});

test.each([
  [["--jobs", "0"], "usage error: `--jobs` takes a whole number from 1, not `0`\n  see: npm run prove -- --help\n"],
  [["--check", "--accept"], "usage error: `--check` writes nothing, so `--accept` has no meaning\n  see: npm run prove -- --help\n"],
  [["--measure", "--check"], "usage error: `--measure` writes new records, so it goes with neither `--check` nor `--fresh`\n  see: npm run prove -- --help\n"],
  [["--frsh"], "usage error: there is no option `--frsh`; did you mean `--fresh`?\n  see: npm run prove -- --help\n"],
  [["01-b"], "usage error: there is no chapter `01-b`; did you mean `01-a`?\n  see: npm run prove -- --help\n"],
])("called wrongly: %j", (args, err) => {
  const { root } = bookOf({ "01-a/index.md": "# A\n" });
  expect(run("--root", root, ...args)).toEqual({ code: 2, out: "", err });
});

test("a run that is killed leaves whole records of the sections that had ended", async () => {
  const forever = "# B\n\n```ts run id=\"two\"\nawait new Promise((resolve) => setTimeout(resolve, 600_000));\n```\n";
  const book = bookOf({ "01-a/index.md": chapter, "02-b/index.md": forever });
  const child = spawn(process.execPath, [...commandArguments("prove/cli.ts"), "--root", book.root, "--jobs", "1"], { cwd: join(import.meta.dirname, ".."), stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const recorded = join(book.root, "book/evidence/01-a/index");
  while (!existsSync(recorded) || readdirSync(recorded).filter((name) => name.endsWith(".json")).length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
  child.kill("SIGINT");
  await ended;
  const store = readStore(book.root, ["book/01-a/index.md", "book/02-b/index.md"]);
  expect([store.damage, [...store.records].map(([path, records]) => [path, records.map(({ id }) => id)])]).toEqual([[], [["book/01-a/index.md", ["one", "value-1"]], ["book/02-b/index.md", []]]]);
  expect(run("--root", book.root, "01-a")).toEqual({ code: 0, out: "proved: 1 cell; 1 number\nnothing had to be run\n", err: "" });
});
