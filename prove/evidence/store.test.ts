import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { render, sha256 } from "../../tangle/index.ts";
import type { SectionRecord } from "./record.ts";
import { recordText } from "./recordText.ts";
import { removeOrphans, saveSection } from "./save.ts";
import { smallBook, type SmallBook } from "../testing/smallBook.ts";
import { besidePath, readStore, recordPath } from "./store.ts";

const chapters = ["book/01-a/index.md", "book/preface.md"];
const svg = "<svg/>\n";
const figure = { kind: "figure", svg: "cups.svg", svgSha256: sha256(svg), csv: "cups.csv", csvSha256: sha256("n\n1\n"), width: 1, height: 1 } as const;
const units: SectionRecord["units"] = {
  "value-1": { key: "k1", data: {}, result: { kind: "value", text: "2" } },
  cups: { key: "k2", data: {}, result: figure },
};
const record = recordText({ version: 1, node: "v20", units });
const files = { chapter: "book/01-a/index.md", record, beside: new Map([["cups.svg", svg], ["cups.csv", "n\n1\n"]]) };

let book: SmallBook;
beforeEach(() => {
  book = smallBook({ "preface.md": "# P\n", "01-a/index.md": "# A\n" });
});
afterEach(() => book.remove());

const at = (path: string): string => join(book.root, "book/evidence", path);
const read = (): ReturnType<typeof readStore> => readStore(book.root, chapters);
const damage = (): string => read().damage.map(render).join("");

test("a record lies where its chapter's file does, and its drawings beside it", () => {
  expect(recordPath("book/01-a/02-b.md")).toBe("book/evidence/01-a/02-b.json");
  expect(recordPath("book/preface.md")).toBe("book/evidence/preface.json");
  expect(besidePath("book/01-a/02-b.md", "cups.svg")).toBe("book/evidence/01-a/cups.svg");
});

test("a book without evidence has none, and nothing is wrong with that", () => {
  expect(read()).toEqual({ records: new Map(), damage: [], orphans: [] });
});

test("what was saved is read again, and saving it once more writes nothing", () => {
  expect(saveSection(book.root, files)).toEqual(["book/evidence/01-a/cups.svg", "book/evidence/01-a/cups.csv", "book/evidence/01-a/index.json"]);
  const before = statSync(at("01-a/index.json")).mtimeMs;
  expect(read()).toMatchObject({ damage: [], orphans: [] });
  expect(read().records.get("book/01-a/index.md")?.units).toEqual(units);
  expect(saveSection(book.root, files)).toEqual([]);
  expect(statSync(at("01-a/index.json")).mtimeMs).toBe(before);
  expect(readdirSync(at("01-a")).sort()).toEqual(["cups.csv", "cups.svg", "index.json"]);
});

test("a file that cannot be written is named, not its draft", () => {
  mkdirSync(at("01-a/index.json/x"), { recursive: true });
  expect(() => saveSection(book.root, { ...files, beside: new Map() })).toThrow(/^cannot write `book\/evidence\/01-a\/index\.json`: E\w+: .*; what was written before it is whole$/);
});

test("a record with nothing in it is taken away", () => {
  saveSection(book.root, files);
  saveSection(book.root, { ...files, record: null, beside: new Map() });
  expect(existsSync(at("01-a/index.json"))).toBe(false);
});

test.each([
  ["a record edited by hand", "index.json", record.replace('"2"', '"3"'), "error[edited-evidence]: `book/evidence/01-a/index.json` was changed since `prove` wrote it; evidence is never written by hand"],
  ["a record cut short", "index.json", record.slice(0, 300), "error[truncated-evidence]: `book/evidence/01-a/index.json` has lost its end"],
  ["a drawing edited by hand", "cups.svg", "<svg></svg>", "error[edited-evidence]: `book/evidence/01-a/cups.svg` was changed since `prove` wrote it; evidence is never written by hand"],
])("%s is reported with its cure, and does not count", (_, name, text, message) => {
  saveSection(book.root, files);
  writeFileSync(at(`01-a/${name}`), text);
  expect(damage()).toBe(`book/evidence/01-a/${name}: ${message}\n  cure: npm run prove\n`);
  expect(Object.keys(read().records.get("book/01-a/index.md")?.units ?? {})).toEqual(name === "index.json" ? [] : ["value-1"]);
  // nobody knows yet whether the drawings beside a damaged record belong to nothing
  expect(read().orphans).toEqual([]);
});

test("a drawing that is gone makes its unit one that was not run", () => {
  saveSection(book.root, files);
  removeOrphans(book.root, ["book/evidence/01-a/cups.csv"]);
  expect(damage()).toBe("");
  expect(Object.keys(read().records.get("book/01-a/index.md")?.units ?? {})).toEqual(["value-1"]);
});

test("files that belong to nothing are named, and removed with the folders they leave empty", () => {
  saveSection(book.root, files);
  mkdirSync(at("02-old/deep"), { recursive: true });
  for (const path of ["01-a/old.svg", "02-old/deep/index.json", "01-a/.index.json.7.draft"]) writeFileSync(at(path), "");
  const { orphans } = read();
  expect(orphans).toEqual(["book/evidence/01-a/.index.json.7.draft", "book/evidence/01-a/old.svg", "book/evidence/02-old/deep/index.json"]);
  removeOrphans(book.root, orphans);
  expect([read().orphans, readdirSync(at("")), readFileSync(at("01-a/cups.svg"), "utf8")]).toEqual([[], ["01-a"], svg]);
});
