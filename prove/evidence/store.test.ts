import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { render, sha256 } from "../../tangle/index.ts";
import { smallBook, type SmallBook } from "../testing/smallBook.ts";
import type { UnitRecord } from "../records/record.ts";
import { recordText } from "../records/recordText.ts";
import { removeOrphans, saveEvidence, type EvidenceFiles } from "./save.ts";
import { besidePath, oldEvidence, readStore, recordFolder, recordPath } from "./store.ts";

const chapter = "book/01-a/index.md";
const chapters = [chapter, "book/preface.md"];
const svg = "<svg/>\n";
const csv = "n\n1\n";
const value: UnitRecord = { key: sha256("one"), data: {}, result: { kind: "value", text: "2" } };
const cups: UnitRecord = { key: sha256("two"), data: {}, result: { kind: "figure", svg: "cups.svg", svgSha256: sha256(svg), csv: "cups.csv", csvSha256: sha256(csv), width: 1, height: 1 } };
const textOf = (record: UnitRecord): string => recordText({ version: 2, node: "v20", ...record });
const paths = { value: recordPath(chapter, "value-1", value.key), cups: recordPath(chapter, "cups", cups.key), svg: besidePath(chapter, "cups.svg", sha256(svg)), csv: besidePath(chapter, "cups.csv", sha256(csv)) };
const files: EvidenceFiles = new Map([[paths.svg, svg], [paths.csv, csv], [paths.cups, textOf(cups)], [paths.value, textOf(value)]]);

let book: SmallBook;
beforeEach(() => {
  book = smallBook({ "preface.md": "# P\n", "01-a/index.md": "# A\n" });
});
afterEach(() => book.remove());

const at = (path: string): string => join(book.root, path);
const read = (): ReturnType<typeof readStore> => readStore(book.root, chapters);
const ids = (): readonly string[] => (read().records.get(chapter) ?? []).map(({ id }) => id);

test("a record lies in a folder of its section, under its unit's name and its key, its drawings under their hashes", () => {
  expect(recordFolder("book/01-a/02-b.md")).toBe("book/evidence/01-a/02-b");
  expect(recordFolder("book/preface.md")).toBe("book/evidence/preface");
  expect(recordPath("book/01-a/02-b.md", "cups", "0123456789abcdef0123")).toBe("book/evidence/01-a/02-b/cups.0123456789abcdef.json");
  expect(besidePath("book/01-a/02-b.md", "cups-1.svg", "fedcba98765432100123")).toBe("book/evidence/01-a/02-b/cups-1.fedcba9876543210.svg");
});

test("a book without evidence has none, and nothing is wrong with that", () => {
  expect(read()).toEqual({ records: new Map(chapters.map((path) => [path, []])), damage: [], files: [], isOld: false });
});

test("what was saved is read again, and saving it once more writes nothing", () => {
  expect(saveEvidence(book.root, files)).toEqual([...files.keys()]);
  const before = statSync(at(paths.value)).mtimeMs;
  expect(read()).toMatchObject({ damage: [], files: [...files.keys()].sort() });
  expect(read().records.get(chapter)).toEqual([{ path: paths.cups, id: "cups", record: cups }, { path: paths.value, id: "value-1", record: value }]);
  expect(saveEvidence(book.root, files)).toEqual([]);
  expect(statSync(at(paths.value)).mtimeMs).toBe(before);
  expect(readdirSync(at(recordFolder(chapter))).length).toBe(4);
});

test("a file that cannot be written is named, not its draft", () => {
  mkdirSync(at(`${paths.value}/x`), { recursive: true });
  expect(() => saveEvidence(book.root, files)).toThrow(new RegExp(`^cannot write \`${paths.value}\`: E\\w+: .*; what was written before it is whole$`));
});

test.each([
  ["a record edited by hand", paths.value, textOf(value).replace('"2"', '"3"'), "edited", "was changed since `prove` wrote it; evidence is never written by hand", ["cups"]],
  ["a record with the marks of a merge", paths.value, `<<<<<<< ours\n${textOf(value)}`, "edited", "was changed since `prove` wrote it; evidence is never written by hand", ["cups"]],
  ["a record under another unit's key", recordPath(chapter, "value-2", cups.key), textOf(value), "edited", "was changed since `prove` wrote it; evidence is never written by hand", ["cups", "value-1"]],
  ["a record cut short", paths.value, textOf(value).slice(0, 80), "truncated", "has lost its end", ["cups"]],
  ["a drawing edited by hand", paths.svg, "<svg></svg>", "edited", "was changed since `prove` wrote it; evidence is never written by hand", ["value-1"]],
])("%s is reported with its cure, and does not count", (_, path, text, code, reason, left) => {
  saveEvidence(book.root, files);
  writeFileSync(at(path), text);
  expect(read().damage.map(render).join("")).toBe(`${path}: error[${code}-evidence]: \`${path}\` ${reason}\n  cure: npm run prove\n`);
  expect(ids()).toEqual(left);
});

test("a drawing that is gone makes its unit one that was not run", () => {
  saveEvidence(book.root, files);
  rmSync(at(paths.csv));
  expect([read().damage, ids()]).toEqual([[], ["value-1"]]);
});

test("line ends do not matter", () => {
  saveEvidence(book.root, files);
  writeFileSync(at(paths.value), textOf(value).replaceAll("\n", "\r\n"));
  expect([read().damage, ids()]).toEqual([[], ["cups", "value-1"]]);
});

test("evidence of the older form is known by the file that held a whole section", () => {
  saveEvidence(book.root, files);
  expect(oldEvidence(read())).toEqual([]);
  writeFileSync(at("book/evidence/01-a/index.json"), JSON.stringify({ version: 1, node: "v20", units: {}, seal: "" }));
  expect(oldEvidence(read()).map(({ code }) => code)).toEqual(["old-evidence"]);
});

test("files are removed with the folders that they leave empty", () => {
  saveEvidence(book.root, files);
  mkdirSync(at("book/evidence/02-old/deep"), { recursive: true });
  const old = ["book/evidence/02-old/deep/x.json", `${recordFolder(chapter)}/.x.json.7.draft`];
  for (const path of old) writeFileSync(at(path), "");
  expect(read().files).toEqual([...files.keys(), ...old].sort());
  removeOrphans(book.root, old);
  expect([existsSync(at("book/evidence/02-old")), readFileSync(at(paths.svg), "utf8")]).toEqual([false, svg]);
});

test("experiments have records of their own, which are none of these", () => {
  mkdirSync(at("book/evidence/experiments/mill"), { recursive: true });
  writeFileSync(at("book/evidence/experiments/mill/1.json"), "{}");
  expect(read().files).toEqual([]);
});
