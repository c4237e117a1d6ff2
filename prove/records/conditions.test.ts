import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { conditionsNow, unrecordable } from "./conditions.ts";

let root: string;
const git = (...given: readonly string[]) => execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...given], { cwd: root, stdio: "pipe" });
const write = (path: string, text: string) => writeFileSync(join(root, path), text);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "conditions-"));
});
afterEach(() => rmSync(root, { recursive: true }));

test("outside of git anything may be recorded, of no commit", () => {
  expect(unrecordable(root)).toBe(null);
  expect(conditionsNow(root, "c").commit).toBe(null);
});

test("what is measured is recorded of a commit, so of nothing that was changed since", () => {
  for (const folder of ["book/measurements", "book/evidence"]) mkdirSync(join(root, folder), { recursive: true });
  for (const path of ["book/a.md", "book/b.md", "book/measurements/m.json", "book/evidence/e.json"]) write(path, "1");
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "one");
  expect(unrecordable(root)).toBe(null);
  for (const path of ["book/measurements/m.json", "book/evidence/e.json", "not-in-git"]) write(path, "2");
  expect(unrecordable(root)).toBe(null);
  write("book/b.md", "2");
  expect(unrecordable(root)).toBe("a measurement is recorded of a commit, and a file has been changed since: book/b.md; commit, then record");
  write("book/a.md", "2");
  expect(unrecordable(root)).toBe("a measurement is recorded of a commit, and 2 files have been changed since: book/a.md, …; commit, then record");
});
