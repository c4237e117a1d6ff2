import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, expect, test } from "vitest";
import { stage } from "./swap.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "swap-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const target = (): string => join(folder, "html");
const page = (): string => readFileSync(join(target(), "index.html"), "utf8");
function put(at: string, text: string): void {
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, "index.html"), text);
}
/** The number of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ["-e", ""]).pid;

test("a first output is put in its place, its folder made", () => {
  const staged = stage(join(folder, "output", "html"));
  put(staged.path, "new");
  staged.commit();
  expect(readdirSync(join(folder, "output"))).toEqual(["html"]);
});

test("an output is replaced as a whole: no file of the previous one stays", () => {
  put(target(), "old");
  writeFileSync(join(target(), "gone.html"), "");
  const staged = stage(target());
  put(staged.path, "new");
  expect(page()).toBe("old");
  staged.commit();
  expect(page()).toBe("new");
  expect(readdirSync(target())).toEqual(["index.html"]);
  expect(readdirSync(folder)).toEqual(["html"]);
});

test("a file is replaced too", () => {
  writeFileSync(join(folder, "book.pdf"), "old");
  const staged = stage(join(folder, "book.pdf"));
  writeFileSync(staged.path, "new");
  staged.commit();
  expect(readFileSync(join(folder, "book.pdf"), "utf8")).toBe("new");
  expect(readdirSync(folder)).toEqual(["book.pdf"]);
});

test("where nothing was written, the previous output goes", () => {
  writeFileSync(join(folder, "program.pdf"), "old");
  stage(join(folder, "program.pdf")).commit();
  stage(join(folder, "never.pdf")).commit();
  expect(readdirSync(folder)).toEqual([]);
});

test("what is discarded leaves the previous output as it was", () => {
  put(target(), "old");
  const staged = stage(target());
  put(staged.path, "new");
  staged.discard();
  expect(page()).toBe("old");
  expect(readdirSync(folder)).toEqual(["html"]);
});

test("if the new output cannot be put in place, the previous one is put back", () => {
  put(target(), "old");
  const failing = (from: string, to: string): void => {
    if (to === target()) throw new Error("no space");
    renameSync(from, to);
  };
  const staged = stage(target(), failing);
  put(staged.path, "new");
  expect(() => staged.commit()).toThrow("no space");
  expect(page()).toBe("old");
});

test("a run that ended between the two renames is undone by the next", () => {
  put(join(folder, `.html.old-${deadPid()}`), "old");
  stage(target());
  expect(page()).toBe("old");
  expect(readdirSync(folder)).toEqual(["html"]);
});

test("what an interrupted run left is swept, what a running one is making is not", () => {
  put(join(folder, `.html.new-${deadPid()}`), "half");
  put(join(folder, `.html.new-${process.ppid}`), "in the making");
  put(join(folder, ".html.notes"), "the reader's own");
  stage(target());
  expect(readdirSync(folder)).toEqual([`.html.new-${process.ppid}`, ".html.notes"].sort());
  expect(existsSync(target())).toBe(false);
});
