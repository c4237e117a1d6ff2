import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { projectFolder, render } from "../../tangle/index.ts";
import { readDocument } from "../build.ts";
import { noCache } from "../cache.ts";
import { multiplyBook } from "./multiplied.ts";

let root = "";
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "multiplied-")));
  cpSync(join(projectFolder, "weave/fixtures/coffee/book"), join(root, "book"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const read = () => readDocument(root, { cache: noCache, staleness: "refuse" });
const errors = ({ diagnostics }: ReturnType<typeof read>): readonly string[] => diagnostics.filter(({ severity }) => severity === "error").map(render);

test("a book three times is a valid book, whose copies have pages, ids and modules of their own", () => {
  const before = read();
  expect(errors(before)).toEqual([]);
  const ofProgram = before.document?.pages.filter(({ path }) => /\/0\d-/.test(path)).length ?? 0;
  expect(multiplyBook(root, 3)).toEqual({ chapters: 2, section: "book/01-grinding/01-how-fine.md" });
  const after = read();
  expect(errors(after)).toEqual([]);
  expect(after.document?.pages.length).toBe((before.document?.pages.length ?? 0) + 2 * ofProgram);
  expect(after.document?.targets.has("eq-surface-copy3")).toBe(true);
  const [first, ...others] = ["src/grind.ts", "src/copy2/grind.ts", "src/copy3/grind.ts"].map((path) => after.document?.programs.at(-1)?.files.find((file) => file.path === path)?.lines.length);
  expect(first).toBeGreaterThan(10);
  expect(others).toEqual([first, first]);
});

test("what was shown of the original stands, and what is a copy waits to be proved", () => {
  multiplyBook(root, 2);
  const { document } = read();
  expect(document?.notRun).not.toEqual(readDocument(join(projectFolder, "weave/fixtures/coffee"), { cache: noCache }).document?.notRun);
});
