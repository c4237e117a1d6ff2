/** What pages with live cells are given: the program of their chapter's end, each module's code once, and the chunks that it is made of. */
import { beforeAll, describe, expect, test } from "vitest";
import { chunkGraph, expandAt, readBook } from "../../../tangle/index.ts";
import type { CellsFile } from "../../reader/cells/cellsFile.ts";
import type { ChunksFile } from "../../reader/cells/chunksFile.ts";
import { compile } from "../../reader/cells/compile.ts";
import { expandedModule } from "../../reader/cells/expand.ts";
import { packedModule, type ProgramFile } from "../../reader/cells/programFile.ts";
import { givenBy } from "../../testing/givenBy.ts";
import { realBook, siteTexts } from "../../testing/realBook.ts";
import { coffee } from "../../testing/wovenBook.ts";
import { held } from "./modules.ts";

/** What the scripts of the real book's site give. */
function givenToReaders(): ReadonlyMap<string, unknown> {
  const given = new Map<string, unknown>();
  const book = { give: (name: string, value: unknown) => given.set(name, value) };
  for (const [path, text] of siteTexts(".js")) if (/^assets\/(?:cells|chunks|modules|program)\//.test(path)) new Function("book", text)(book);
  return given;
}

describe.each([
  { name: "the small foreign book", root: coffee, give: () => givenBy(coffee) },
  { name: "the real book", root: realBook.root, give: () => Promise.resolve(givenToReaders()) },
])("$name", ({ root, give }) => {
  let given: ReadonlyMap<string, unknown>;
  beforeAll(async () => void (given = await give()));
  const { book } = readBook(root);
  if (book === null) throw new Error("the book could not be read");
  const { graph } = chunkGraph(book);

  /** The lines of each file at each chapter's end. */
  const programs = new Map(book.chapters.map(({ folder }, chapter) => [folder, new Map(expandAt(book, graph, chapter).map((file) => [file.path, file.lines.map(({ indent, text }) => indent + text)]))]));
  const ofKind = <T>(kind: string): readonly (readonly [string, T])[] => [...given].filter(([name]) => name.startsWith(`${kind}/`)).map(([name, value]) => [name.slice(kind.length + 1), value as T]);
  /** The modules of a pack, by id. */
  const modulesIn = (script: string): ReadonlyMap<string, string> => {
    const found = new Map<string, string>();
    new Function("__module", script)((id: string, factory: () => void) => found.set(id, packedModule(id, String(factory).replace(/^function \(require, exports, __meta\) \{/, "").replace(/\n\}$/, ""))));
    return found;
  };

  test("a chapter's program is the one of its end, each module in the pack that is named", () => {
    const packs = new Map(ofKind<string>("modules").map(([name, script]) => [name, modulesIn(script)]));
    const given = ofKind<ProgramFile>("program");
    expect(given.length).toBeGreaterThan(0);
    for (const [name, { modules }] of given) {
      const files = [...(programs.get(name) ?? [])].filter(([path]) => /(?<!\.test|\.bench|\.d)\.ts$/.test(path));
      expect(Object.keys(modules)).toEqual(files.map(([path]) => path));
      for (const [path, lines] of files) {
        const [id = "", pack = ""] = modules[path] ?? [];
        expect(packs.get(pack)?.get(id)).toBe(packedModule(id, held(path, compile(lines.map((line) => `${line}\n`).join("")))));
      }
    }
  });

  test("no code is written twice", () => {
    const all = ofKind<string>("modules").flatMap(([, script]) => [...modulesIn(script)]);
    expect(new Set(all.map(([id]) => id)).size).toBe(all.length);
    expect(new Set(all.map(([id, text]) => text.replace(id, ""))).size).toBe(all.length);
  });

  test("a cell names packs that there are, of chapters up to its own", () => {
    const order = book.chapters.map(({ folder }) => folder);
    for (const [page, { live, program }] of ofKind<CellsFile>("cells")) {
      for (const { packs } of Object.values(live)) {
        expect(packs.filter((pack) => !given.has(`modules/${pack}`)), page).toEqual([]);
        expect(packs.filter((pack) => order.indexOf(pack) > order.indexOf(program) || pack.endsWith(".rest")), page).toEqual([]);
      }
    }
  });

  const chunkFiles = (): readonly (readonly [string, ChunksFile])[] => [...given].filter(([name]) => name.startsWith("chunks/")).map(([name, file]) => [name, file as ChunksFile]);

  test("every module put together without an edit is the tangled one of its chapter's end, line by line", () => {
    const modules = chunkFiles().flatMap(([name, file]) => Object.keys(file.modules).map((path) => [name, file, path] as const));
    expect(modules.length).toBeGreaterThan(0);
    for (const [name, file, path] of modules) expect(expandedModule(file, path, new Map()).lines).toEqual(programs.get(name.split(/[/.]/)[1] ?? "")?.get(path));
  });

  test("what a cell reaches may be edited, and what may be edited is reached", () => {
    for (const [name, file] of chunkFiles()) {
      const { live } = given.get(name.replace("chunks/", "cells/")) as CellsFile;
      expect(new Set(Object.values(live).flatMap(({ chunks }) => chunks))).toEqual(new Set(Object.keys(file.own)));
    }
  });
});
