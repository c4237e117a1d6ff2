/** What live cells need in the page: the cells of their sections, the program of their chapters and its chunks, the data of the book. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { chunkGraph, expandAt, hasErrors, readBook, type Book, type Section, type TangledFile } from "../../tangle/index.ts";
import { pageCells, shippedRecords, type PageCell } from "../../prove/index.ts";
import { moduleOf, neededBy } from "../reader/cells/assemble.ts";
import { cellsName, type CellsFile, type LiveCell } from "../reader/cells/cellsFile.ts";
import { chunksName } from "../reader/cells/chunksFile.ts";
import { compile } from "../reader/cells/compile.ts";
import type { BookDocument, Page } from "../tree.ts";
import { walk } from "../walk.ts";
import type { SiteFile } from "./assets.ts";
import { liveProgram, withChunks } from "./chunks.ts";
import { digest } from "./fingerprint.ts";
import { dataScript } from "./previews.ts";
import { scriptsVersion } from "./scripts.ts";
import type { Store } from "./store.ts";

/** All files; none for a book without live cells. */
export async function cellFiles(root: string, document: BookDocument, store: Store): Promise<readonly (readonly [string, SiteFile])[]> {
  const pages = document.pages.filter(hasLive);
  const { book } = pages.length === 0 ? { book: null } : readBook(root);
  if (book === null) return [];
  const { graph, diagnostics } = chunkGraph(book);
  if (hasErrors(diagnostics)) return [];
  const files = expandAt(book, graph, book.chapters.length - 1);
  const records = shippedRecords(book);
  const sizes = { ...dataSizes(root), ...Object.fromEntries([...records].map(([name, text]) => [name, Buffer.byteLength(text)])) };
  const modules = compiledModules(files, store);
  const program = liveProgram(graph, book.chapters.length - 1, modules);
  const made = await Promise.all(pages.flatMap((page) => {
    const section = book.sections.find(({ path }) => path === page.path);
    return section === undefined ? [] : [cellsOf({ root, book, section }, sizes, store).then((cells) => ({ page, section, ...withChunks(program, { page, section, cells }) }))];
  }));
  const chapters = [...new Set(made.map(({ section }) => section.chapter))];
  return [
    ...licences(),
    ...made.map(({ page, cells }) => script(cellsName(page.href), cells)),
    ...made.flatMap(({ page, chunks }) => (chunks === null ? [] : [script(chunksName(page.href), chunks)])),
    ...chapters.map((chapter) => script(programName(book, chapter), programText(modules))),
    ...Object.keys(sizes).map((name) => script(`data/${name}`, records.get(name) ?? readFileSync(join(root, "book/data", name), "utf8"))),
  ];
}

/** Whether a page has a cell that may be run in it. */
export function hasLive(page: Page): boolean {
  let found = false;
  walk(page.tree, (node) => void (found ||= node.type === "bookCode" && node.live && node.position !== undefined));
  return found;
}

interface Place {
  readonly root: string;
  readonly book: Book;
  readonly section: Section;
}

async function cellsOf({ root, book, section }: Place, sizes: Readonly<Record<string, number>>, store: Store): Promise<CellsFile> {
  const key = digest(`cells ${scriptsVersion()} ${section.path} ${JSON.stringify(sizes)} ${section.source.text}`);
  const known = store.get(key);
  if (known !== undefined) return JSON.parse(known) as CellsFile;
  const { moduleHead, cells } = await pageCells(section, book.chapters[section.chapter]?.folder ?? "", root);
  const upTo = cells.slice(0, cells.findLastIndex(({ live }) => live) + 1);
  const pieces = upTo.map(({ text, before, after, declares, uses, changes }) => ({ text, before, after, declares, uses, changes }));
  const live = Object.fromEntries(upTo.flatMap((cell, piece): readonly (readonly [string, LiveCell])[] => {
    if (!cell.live) return [];
    const module = moduleOf({ moduleHead, pieces }, piece, cell);
    const data = dataIn([...neededBy(pieces, piece, cell.uses).flatMap((at) => upTo[at] ?? []), cell]);
    return [[String(cell.offset), { piece, compiled: { ...module, text: compile(module.text) }, measured: cell.measured, printed: cell.printed, data: data.filter((name) => name in sizes), chunks: [] }]];
  }));
  const file: CellsFile = { program: programName(book, section.chapter), moduleHead, pieces, live, data: sizes };
  store.set(key, JSON.stringify(file));
  return file;
}

/** The names of data files and records that cells ask for by a literal. What they ask for in another way is fetched when they ask. */
function dataIn(cells: readonly PageCell[]): readonly string[] {
  const asked = cells.flatMap(({ text }) => [...text.matchAll(/\b(data|experiment|measurement)\(\s*"([^"]+)"/g)]);
  return [...new Set(asked.map(([, what = "", name = ""]) => (what === "data" ? name : `${what}s/${name}`)))];
}

function programName(book: Book, chapter: number): string {
  return `program/${book.chapters[chapter]?.folder ?? chapter}`;
}

/** The modules of the program, compiled, by their paths; tests are left out. */
function compiledModules(files: readonly TangledFile[], store: Store): ReadonlyMap<string, string> {
  const kept = files.filter(({ path }) => /(?<!\.test|\.bench|\.d)\.ts$/.test(path));
  const texts = kept.map(({ path, lines }) => [path, lines.map(({ indent, text }) => `${indent}${text}\n`).join("")] as const);
  const key = digest(`modules ${scriptsVersion()} ${JSON.stringify(texts)}`);
  const known = store.get(key);
  if (known !== undefined) return new Map(JSON.parse(known) as [string, string][]);
  const made = texts.map(([path, text]) => [path, held(path, compile(text))] as const);
  store.set(key, JSON.stringify(made));
  return new Map(made);
}

/**
 * The text, if a function can hold it, as it will have to. What awaits at its top cannot be held, and would take all other modules of
 * the script with it: in its place comes one that says so to whoever imports it.
 */
export function held(path: string, text: string): string {
  try {
    new Function("require", "exports", "__meta", text);
    return text;
  } catch (mistake) {
    if (!(mistake instanceof SyntaxError)) throw mistake;
    return `throw new SyntaxError(${JSON.stringify(`${path} cannot be run in a page: ${mistake.message}`)});`;
  }
}

/** The modules, each a function that a worker calls when it is first imported. */
function programText(modules: ReadonlyMap<string, string>): string {
  return [...modules].map(([path, text]) => `__module(${JSON.stringify(path)}, function (require, exports, __meta) {${text}\n});\n`).join("");
}

function dataSizes(root: string): Readonly<Record<string, number>> {
  const folder = join(root, "book/data");
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return {};
  const names = readdirSync(folder).filter((name) => /^[\w-]+(\.[\w-]+)*$/.test(name) && !/^readme/i.test(name)).sort();
  return Object.fromEntries(names.map((name) => [name, statSync(join(folder, name)).size]));
}

/** Of what is bundled into the compiler and the worker. */
function licences(): readonly (readonly [string, SiteFile])[] {
  const require = createRequire(import.meta.url);
  return ["sucrase", "node-inspect-extracted"].map((name) => [`assets/${name}-LICENSE.txt`, { copy: join(dirname(require.resolve(name)), "../LICENSE") }]);
}

function script(name: string, value: unknown): readonly [string, SiteFile] {
  return [`assets/${name}.js`, { text: dataScript(name, value) }];
}
