import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expandAt } from "../program/expand.ts";
import { layoutOf } from "../program/layout.ts";
import { prepare } from "../write/tangle.ts";
import { sha256 } from "../text/hash.ts";
import { programArguments } from "./launch.ts";
import { programFolder, type HashedProgram } from "./programFolder.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "program-folder-")));
let early: HashedProgram;

beforeAll(() => {
  const write = (path: string, text: string): void => {
    mkdirSync(join(root, "book", path, ".."), { recursive: true });
    writeFileSync(join(root, "book", path), text);
  };
  write("contents.md", "# B\n\n- [A](01-a/index.md)\n- [B](02-b/index.md)\n");
  write("01-a/index.md", "# A\n\n```ts file=src/mill.ts\nexport const mill = (): never => {\n  throw new RangeError(\"no beans\");\n};\n```\n");
  write("02-b/index.md", "# B\n\n```ts file=src/mill.ts :=\nexport const mill = () => 7;\n```\n");
  const { ready } = prepare(root);
  if (ready === null) throw new Error("the book cannot be read");
  const layouts = expandAt(ready.book, ready.graph, 0).map(layoutOf);
  early = { layouts, hash: sha256(layouts.map(({ text }) => text).join("")) };
});
afterAll(() => rmSync(root, { recursive: true }));

test("it is written once, and runs with its errors at the chapter's lines", () => {
  const folder = programFolder(root, early);
  expect(programFolder(root, early)).toBe(folder);
  expect(readdirSync(join(root, "output/.cache/programs"))).toEqual([early.hash.slice(0, 16)]);
  writeFileSync(join(root, "try.mjs"), 'import { mill } from "#src/mill.ts"; mill();');
  const { stderr } = spawnSync(process.execPath, [...programArguments(root, { program: folder }), join(root, "try.mjs")], { encoding: "utf8" });
  expect(stderr).toContain(`${join(root, "book/01-a/index.md")}:5:9`);
  expect(stderr).toContain("RangeError: no beans");
});

test("its folder leads to the book's data", () => {
  expect(existsSync(join(programFolder(root, early), "book/contents.md"))).toBe(true);
});

test("what nothing has used for a week goes when another is written; what was begun and not ended is no program", () => {
  const programs = join(root, "output/.cache/programs");
  for (const name of ["old", "new"]) mkdirSync(join(programs, name));
  const long = new Date(Date.now() - 8 * 24 * 3600 * 1000);
  utimesSync(join(programs, "old"), long, long);
  const other = { ...early, hash: "f".repeat(64) };
  mkdirSync(join(programs, `${"f".repeat(16)}.${process.pid}`));
  expect(readFileSync(join(programFolder(root, other), "src/mill.ts"), "utf8")).toContain("no beans");
  expect(readdirSync(programs).sort()).toEqual([early.hash.slice(0, 16), "f".repeat(16), "new"].sort());
});
