/** The chunks that pages are given: put together in the page, they are the program that the tangle writes. */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { chunkGraph, expandAt, readBook } from "../../tangle/index.ts";
import { readDocument } from "../build.ts";
import type { CellsFile } from "../reader/cells/cellsFile.ts";
import type { ChunksFile } from "../reader/cells/chunksFile.ts";
import { expandedModule } from "../reader/cells/expand.ts";
import { cellFiles } from "./cells.ts";
import { memoryStore } from "./store.ts";

const project = join(import.meta.dirname, "../..");
const coffee = join(project, "weave/fixtures/coffee");

/** What the scripts of a book's pages give, by their names. */
async function givenBy(root: string): Promise<ReadonlyMap<string, unknown>> {
  const { document } = readDocument(root);
  if (document === null) throw new Error("the book could not be read");
  const files = await cellFiles(root, document, memoryStore());
  const texts = files.filter(([path]) => /^assets\/(?:cells|chunks)\//.test(path)).flatMap(([, file]) => ("text" in file ? [file.text] : []));
  const given = new Map<string, unknown>();
  const book = { give: (name: string, value: unknown) => given.set(name, value) };
  for (const text of texts) new Function("book", text)(book);
  return given;
}

describe.each([["the small foreign book", coffee], ["the real book", project]])("%s", (_, root) => {
  let given: ReadonlyMap<string, unknown>;
  beforeAll(async () => void (given = await givenBy(root)));
  const chunkFiles = (): readonly (readonly [string, ChunksFile])[] => [...given].filter(([name]) => name.startsWith("chunks/")).map(([name, file]) => [name, file as ChunksFile]);

  test("every module put together without an edit is the tangled one, line by line", () => {
    const { book } = readBook(root);
    if (book === null) throw new Error("the book could not be read");
    const program = new Map(expandAt(book, chunkGraph(book).graph, book.chapters.length - 1).map((file) => [file.path, file.lines.map(({ indent, text }) => indent + text)]));
    const modules = chunkFiles().flatMap(([, file]) => Object.keys(file.modules).map((path) => [file, path] as const));
    expect(modules.length).toBeGreaterThan(0);
    for (const [file, path] of modules) expect(expandedModule(file, path, new Map()).lines).toEqual(program.get(path));
  });

  test("what a cell reaches may be edited, and what may be edited is reached", () => {
    for (const [name, file] of chunkFiles()) {
      const { live } = given.get(name.replace("chunks/", "cells/")) as CellsFile;
      expect(new Set(Object.values(live).flatMap(({ chunks }) => chunks))).toEqual(new Set(Object.keys(file.own)));
    }
  });
});

test("only chunks that the program still has, of modules that a cell of the page imports, may be edited", async () => {
  const given = await givenBy(coffee);
  const own = (page: string): readonly string[] => Object.keys((given.get(`chunks/${page}`) as ChunksFile).own).sort();
  expect(own("01-grinding.01-how-fine")).toEqual(["chunk-say-what-a-grind-is", "file-src-grind-ts"]);
  expect(own("02-brewing.01-how-long")).toEqual(["chunk-refuse-a-radius-that-is-not-positive-2", "file-src-grind-ts-2", "file-src-grind-ts-3"]);
});

test("an edited part keeps the uses whose lines it keeps, at the depth where they stand", () => {
  const file: ChunksFile = {
    chunks: [{ comment: null, parts: [0, 1] }, { comment: "// Name", parts: [2] }],
    parts: [["a", { indent: "  ", name: "Name", chunk: 1 }, "b"], ["end"], ["x", "", "  y"]],
    modules: { "src/a.ts": 0 },
    own: {},
  };
  const lines = (text: string): readonly string[] => expandedModule(file, "src/a.ts", new Map([[0, text]])).lines;
  expect(lines("a\n  ⟨Name⟩\nb")).toEqual(expandedModule(file, "src/a.ts", new Map()).lines);
  expect(lines("⟨Name⟩\nc")).toEqual(["// Name", "x", "", "  y", "c", "end"]);
  expect(lines("a\nb")).toEqual(["a", "b", "end"]);
  expect(lines("@<<Name>>\n@@<<Name>>")).toEqual(["<<Name>>", "@<<Name>>", "end"]);
  expect(lines("⟨Other⟩")).toEqual(["⟨Other⟩", "end"]);
  expect(expandedModule(file, "src/a.ts", new Map([[2, "x\nz"]]))).toEqual({
    lines: ["a", "  // Name", "  x", "  z", "b", "end"],
    places: [{ part: 0, line: 0 }, { part: 0, line: 1 }, { part: 2, line: 0 }, { part: 2, line: 1 }, { part: 0, line: 2 }, { part: 1, line: 0 }],
  });
});
