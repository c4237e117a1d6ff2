/** Taking over the files of the edition before: always the same bytes as writing them all. */
import fc from "fast-check";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { SiteFile } from "./assets.ts";
import type { Batch } from "./batch.ts";
import { writeFiles } from "./writeFiles.ts";

const place = mkdtempSync(join(tmpdir(), "write-files-"));
afterAll(() => rmSync(place, { recursive: true }));
const [target, staged, record, source] = ["edition", "staged", "kept/record.json", "picture.png"].map((name) => join(place, name)) as [string, string, string, string];
let version = "1";
beforeEach(() => {
  version = "1";
  for (const path of [target, staged, record]) rmSync(path, { recursive: true, force: true });
  writeFileSync(source, "picture");
});

type Files = Readonly<Record<string, SiteFile>>;

const atHand = (files: Files): Batch => ({ key: null, files: () => Object.entries(files) });

/** Writes an edition as a build does, and puts it in the place of the one before. */
async function weave(...given: readonly (Files | Batch)[]): Promise<void> {
  const batches = given.map((each) => ("files" in each ? (each as Batch) : atHand(each)));
  await writeFiles(staged, batches, { folder: target, record, version });
  rmSync(target, { recursive: true, force: true });
  renameSync(staged, target);
}

const textOf = (path: string): string => readFileSync(join(target, path), "utf8");
const fileNumber = (path: string): number => statSync(join(target, path)).ino;

test("what stands so already is the same file, what changed is a new one", async () => {
  const bytes = Uint8Array.of(1, 2);
  await weave({ "a.html": { text: "one" }, "b/c.html": { text: "two" }, "d.png": { copy: source }, "e.bin": { bytes } });
  const before = ["a.html", "b/c.html", "d.png", "e.bin"].map(fileNumber);
  await weave({ "a.html": { text: "one" }, "b/c.html": { text: "new" }, "d.png": { copy: source }, "e.bin": { bytes } });
  expect(["a.html", "b/c.html", "d.png", "e.bin"].map((path, i) => fileNumber(path) === before[i])).toEqual([true, false, true, true]);
  expect(["a.html", "b/c.html", "d.png"].map(textOf)).toEqual(["one", "new", "picture"]);
});

test("what someone has changed or removed is written again, and so is a copy of what has changed", async () => {
  const files = { "a.html": { text: "one" }, "b.html": { text: "two" }, "c.html": { text: "six" }, "d.png": { copy: source } };
  await weave(files);
  writeFileSync(join(target, "a.html"), "ONE!");
  writeFileSync(join(target, "b.html"), "TWO");
  utimesSync(join(target, "b.html"), 1, 1);
  rmSync(join(target, "c.html"));
  writeFileSync(source, "another");
  await weave(files);
  expect(["a.html", "b.html", "c.html", "d.png"].map(textOf)).toEqual(["one", "two", "six", "another"]);
});

test.each(["", "[]", "null", '{"version": "1", "files": {"a.html": 3}}', '{"version": "1", "files": {"a.html": ["x"]}, "batches": 3}', '{"version": "1", "files": [], "batches": {"k": ["a.html"], "l": 3}}'])("a record that says %j is as good as none", async (text) => {
  const batch: Batch = { key: "k", files: () => [["a.html", { text: "one" }]] };
  await weave(batch);
  writeFileSync(record, text);
  await weave(batch);
  expect(textOf("a.html")).toBe("one");
});

test("an edition that was thrown away is not taken for the one that stands", async () => {
  await weave({ "a.html": { text: "one" } });
  await writeFiles(staged, [atHand({ "a.html": { text: "two" } })], { folder: target, record, version });
  rmSync(staged, { recursive: true });
  await weave({ "a.html": { text: "two" } });
  expect(textOf("a.html")).toBe("two");
});

test("after any row of editions the folder has the bytes of the last one", async () => {
  const edition = fc.dictionary(fc.constantFrom("a.html", "b.html", "c/d.html"), fc.constantFrom("", "one", "two", "six"), { minKeys: 1 });
  await fc.assert(fc.asyncProperty(fc.array(edition, { minLength: 1, maxLength: 5 }), async (editions) => {
    for (const each of editions) await weave(Object.fromEntries(Object.entries(each).map(([path, text]) => [path, { text }])));
    const last = editions.at(-1) ?? {};
    for (const path of ["a.html", "b.html", "c/d.html"]) expect(existsSync(join(target, path)) ? textOf(path) : undefined).toBe(last[path]);
  }), { numRuns: 60 });
});

/** A batch that says when it is made. */
function counted(key: string, files: Files): Batch & { readonly made: () => number } {
  let made = 0;
  return { key, made: () => made, files: () => (made++, Object.entries(files)) };
}

test("a batch whose files stand there by its key is not made, and leaves what it left", async () => {
  const [one, none] = [counted("one", { "a.html": { text: "one" }, "b/c.html": { text: "two" } }), counted("none", {})];
  await weave(one, none, { "d.html": { text: "six" } });
  const before = ["a.html", "b/c.html"].map(fileNumber);
  await weave(one, none, { "d.html": { text: "new" } });
  expect([one.made(), none.made()]).toEqual([1, 1]);
  expect(["a.html", "b/c.html"].map(fileNumber)).toEqual(before);
  await weave(one, { "d.html": { text: "new" } });
  expect([one.made(), ["a.html", "b/c.html", "d.html"].map(textOf)]).toEqual([1, ["one", "two", "new"]]);
});

test("a batch is made where its key or the tools are others, and where one of its files is not what was written", async () => {
  const batch = counted("one", { "a.html": { text: "one" }, "b.html": { text: "two" } });
  await weave(batch);
  await weave(counted("two", { "a.html": { text: "six" } }));
  expect([textOf("a.html"), existsSync(join(target, "b.html"))]).toEqual(["six", false]);
  await weave(batch);
  writeFileSync(join(target, "b.html"), "TWO!");
  await weave(batch);
  expect([batch.made(), textOf("a.html"), textOf("b.html")]).toEqual([3, "one", "two"]);
  version = "2";
  await weave(batch);
  expect(batch.made()).toBe(4);
});

test("where a batch cannot be linked as a whole, the edition before keeps its own files", async () => {
  await weave(counted("one", { "a.html": { text: "one" }, "b.html": { text: "two" } }));
  // what is in the way of one link is found after the other was made
  mkdirSync(staged);
  writeFileSync(join(staged, "b.html"), "in the way");
  await writeFiles(staged, [{ key: "one", files: () => [["a.html", { text: "new" }], ["b.html", { text: "new" }]] }], { folder: target, record, version });
  expect(["a.html", "b.html"].map(textOf)).toEqual(["one", "two"]);
  expect(readFileSync(join(staged, "a.html"), "utf8")).toBe("new");
});
