/** Taking over the files of the edition before: always the same bytes as writing them all. */
import fc from "fast-check";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { SiteFile } from "./assets.ts";
import { writeFiles } from "./writeFiles.ts";

const place = mkdtempSync(join(tmpdir(), "write-files-"));
afterAll(() => rmSync(place, { recursive: true }));
const [target, staged, record, source] = ["edition", "staged", "kept/record.json", "picture.png"].map((name) => join(place, name)) as [string, string, string, string];
beforeEach(() => {
  for (const path of [target, staged, record]) rmSync(path, { recursive: true, force: true });
  writeFileSync(source, "picture");
});

/** Writes an edition as a build does, and puts it in the place of the one before. */
function weave(files: Readonly<Record<string, SiteFile>>): void {
  writeFiles(staged, new Map(Object.entries(files)), { folder: target, record });
  rmSync(target, { recursive: true, force: true });
  renameSync(staged, target);
}

const textOf = (path: string): string => readFileSync(join(target, path), "utf8");
const fileNumber = (path: string): number => statSync(join(target, path)).ino;

test("what stands so already is the same file, what changed is a new one", () => {
  const bytes = Uint8Array.of(1, 2);
  weave({ "a.html": { text: "one" }, "b/c.html": { text: "two" }, "d.png": { copy: source }, "e.bin": { bytes } });
  const before = ["a.html", "b/c.html", "d.png", "e.bin"].map(fileNumber);
  weave({ "a.html": { text: "one" }, "b/c.html": { text: "new" }, "d.png": { copy: source }, "e.bin": { bytes } });
  expect(["a.html", "b/c.html", "d.png", "e.bin"].map((path, i) => fileNumber(path) === before[i])).toEqual([true, false, true, true]);
  expect(["a.html", "b/c.html", "d.png"].map(textOf)).toEqual(["one", "new", "picture"]);
});

test("what someone has changed or removed is written again, and so is a copy of what has changed", () => {
  const files = { "a.html": { text: "one" }, "b.html": { text: "two" }, "c.html": { text: "six" }, "d.png": { copy: source } };
  weave(files);
  writeFileSync(join(target, "a.html"), "ONE!");
  writeFileSync(join(target, "b.html"), "TWO");
  utimesSync(join(target, "b.html"), 1, 1);
  rmSync(join(target, "c.html"));
  writeFileSync(source, "another");
  weave(files);
  expect(["a.html", "b.html", "c.html", "d.png"].map(textOf)).toEqual(["one", "two", "six", "another"]);
});

test.each(["", "[]", "null", '{"a.html": 3}', '{"a.html": ["x"]}'])("a record that says %j is as good as none", (text) => {
  weave({ "a.html": { text: "one" } });
  writeFileSync(record, text);
  weave({ "a.html": { text: "one" } });
  expect(textOf("a.html")).toBe("one");
});

test("an edition that was thrown away is not taken for the one that stands", () => {
  weave({ "a.html": { text: "one" } });
  writeFiles(staged, new Map([["a.html", { text: "two" }]]), { folder: target, record });
  rmSync(staged, { recursive: true });
  weave({ "a.html": { text: "two" } });
  expect(textOf("a.html")).toBe("two");
});

test("after any row of editions the folder has the bytes of the last one", () => {
  const edition = fc.dictionary(fc.constantFrom("a.html", "b.html", "c/d.html"), fc.constantFrom("", "one", "two", "six"), { minKeys: 1 });
  fc.assert(fc.property(fc.array(edition, { minLength: 1, maxLength: 5 }), (editions) => {
    for (const each of editions) weave(Object.fromEntries(Object.entries(each).map(([path, text]) => [path, { text }])));
    const last = editions.at(-1) ?? {};
    for (const path of ["a.html", "b.html", "c/d.html"]) expect(existsSync(join(target, path)) ? textOf(path) : undefined).toBe(last[path]);
  }), { numRuns: 60 });
});
