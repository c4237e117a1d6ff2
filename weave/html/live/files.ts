/** The files that live cells need in the page: the cells of their sections, the programs of their chapters and their chunks, the data of the book. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { chunkGraph, hasErrors, readBook, type Book, type ChunkGraph, type Definition } from "../../../tangle/index.ts";
import { cellsName, type CellsFile, type LiveCell } from "../../reader/cells/cellsFile.ts";
import { chunksName } from "../../reader/cells/chunksFile.ts";
import { packName, programName } from "../../reader/cells/programFile.ts";
import type { ReadChapters } from "../../edition.ts";
import type { BookDocument, Page } from "../../tree.ts";
import { walk } from "../../walk.ts";
import type { Batch, NamedFile } from "../batch.ts";
import { digest } from "../fingerprint.ts";
import { dataScript } from "../previews.ts";
import { scriptsVersion } from "../scripts.ts";
import type { Store } from "../store.ts";
import { chunksOf, shownOn, type PageCells } from "./chunks.ts";
import { dataOf, type BookData } from "./data.ts";
import { moduleCompiler } from "./modules.ts";
import { packed, type Packed } from "./packs.ts";
import { liveProgram, type LiveProgram } from "./programs.ts";
import { sectionCells, type CompiledCell, type KeptCells } from "./cells.ts";

/** All files; null for a book without live cells. They read nothing of the book but its cells, its chunks and its data. */
export async function cellBatch(root: string, document: BookDocument, store: Store, chapters?: ReadChapters): Promise<Batch | null> {
  const sections = liveSections(document);
  const pages = document.pages.filter(({ path }) => sections.has(path));
  const read = pages.length === 0 ? null : (chapters ?? chaptersIn(root));
  if (read === null) return null;
  const { book, graph } = read;
  const data = dataOf(root, book);
  const version = scriptsVersion();
  const live = await livePages({ root, book, graph, data, store, version }, pages);
  const around = [version, book.chapters.map(({ folder }) => folder), plainGraph(graph), data.files.map(({ name, stamp }) => [name, stamp])];
  const key = digest(JSON.stringify(["cells", around, live.map(({ href, chapter, cells, shown }) => [href, chapter, cells.digest, [...shown].map(([id, definition]) => [id, placeIn(graph, definition)])])]));
  return { key, files: () => filesOf(live, { book, graph, data, store, version }) };
}

function filesOf(pages: readonly LivePage[], making: Pick<Making, "book" | "graph" | "data" | "store" | "version">): readonly NamedFile[] {
  const { data } = making;
  const programAt = programsIn(making);
  const live = pages.map(({ href, chapter, cells, shown }): RunningPage => ({ href, shown, cells: cells.read(), program: programAt(chapter) }));
  const programs = [...new Set(live.map(({ program }) => program))].sort((a, b) => a.chapter - b.chapter);
  const packs = packed(programs.map((program) => ({ program, reached: live.filter((each) => each.program === program).flatMap(({ cells }) => [...cells.live.values()].flatMap((cell) => program.reachedFrom(cell))) })));
  return [
    ...licences(),
    ...live.flatMap((page) => pageFiles(page, packs, data)),
    ...[...packs.programs].map(([program, file]) => script(programName(program), file)),
    ...[...packs.packs].map(([pack, text]) => script(packName(pack), text)),
    ...data.files.map(({ name, text }) => script(`data/${name}`, text())),
  ];
}

/** The chunks without where they stand in the book. */
function plainGraph({ chunks }: ChunkGraph): unknown {
  return [...chunks.values()].map(({ id, kind, name, language, definitions }) =>
    [id, kind, name, language, definitions.map(({ operation, chapter, body }) => [operation, chapter, body.map((line) => (line.kind === "text" ? [line.text, line.escaped] : [line.indent, line.name, line.target]))])]);
}

/** A definition as its place among those of its chunk. */
function placeIn({ chunks }: ChunkGraph, definition: Definition): unknown {
  return [definition.chunk, chunks.get(definition.chunk)?.definitions.indexOf(definition)];
}

/** The chapters below a root, read for the first time; null where they have mistakes. */
function chaptersIn(root: string): ReadChapters | null {
  const { book } = readBook(root);
  if (book === null) return null;
  const { graph, diagnostics } = chunkGraph(book);
  return hasErrors(diagnostics) ? null : { book, graph };
}

/** The paths of the sections with a cell that runs in a page, be it the page of solutions. */
function liveSections({ pages }: BookDocument): ReadonlySet<string> {
  const found = new Set<string>();
  for (const page of pages) walk(page.tree, (node) => void (node.type === "bookCode" && node.live !== null && found.add(node.live.section)));
  return found;
}

/** What pages are made from. */
interface Making {
  readonly root: string;
  readonly book: Book;
  readonly graph: ChunkGraph;
  readonly data: BookData;
  readonly store: Store;
  /** Of what takes cells apart and compiles them. */
  readonly version: string;
}

/** All that a page's files need of it. */
interface LivePage {
  readonly href: string;
  readonly chapter: number;
  readonly cells: KeptCells;
  /** See `shownOn`. */
  readonly shown: ReadonlyMap<string, Definition>;
}

/** A page with the program of its chapter. */
interface RunningPage extends PageCells {
  readonly href: string;
  readonly program: LiveProgram;
}

async function livePages({ root, book, graph, data, store, version }: Making, pages: readonly Page[]): Promise<readonly LivePage[]> {
  const made = await Promise.all(pages.map(async (page) => {
    const section = book.sections.find(({ path }) => path === page.path);
    if (section === undefined) return [];
    const cells = await sectionCells({ root, book, section, data }, store, version);
    return [{ href: page.href, chapter: section.chapter, cells, shown: shownOn(page, section, graph) }];
  }));
  return made.flat();
}

/** Makes the programs of chapters, each once. */
function programsIn({ book, graph, store, version }: Pick<Making, "book" | "graph" | "store" | "version">): (chapter: number) => LiveProgram {
  const compileAll = moduleCompiler(store, version);
  const programs = new Map<number, LiveProgram>();
  return (chapter) => {
    const known = programs.get(chapter) ?? liveProgram({ book, graph, chapter }, compileAll);
    programs.set(chapter, known);
    return known;
  };
}

function pageFiles({ href, program, ...page }: RunningPage, packs: Packed, data: BookData): readonly NamedFile[] {
  const { cells } = page;
  const { chunks, editable } = chunksOf(program, page);
  const live = Object.fromEntries([...cells.live].map(([place, cell]) =>
    [place, givenOf(cell, { chunks: editable.get(place) ?? [], packs: packs.packsOf(program, program.reachedFrom(cell)) })]));
  const { moduleHead, compiledHead, pieces } = cells;
  const file: CellsFile = { program: program.name, moduleHead, compiledHead, pieces, live, data: data.sizes };
  return [script(cellsName(href), file), ...(chunks === null ? [] : [script(chunksName(href), chunks)])];
}

function givenOf({ compiled: _, ...cell }: CompiledCell, program: Pick<LiveCell, "chunks" | "packs">): LiveCell {
  return { ...cell, ...program };
}

/** Of what is bundled into the compiler and the worker. */
function licences(): readonly NamedFile[] {
  const require = createRequire(import.meta.url);
  return ["sucrase", "node-inspect-extracted"].map((name) => [`assets/${name}-LICENSE.txt`, { copy: join(dirname(require.resolve(name)), "../LICENSE") }]);
}

function script(name: string, value: unknown): NamedFile {
  return [`assets/${name}.js`, { text: dataScript(name, value) }];
}
