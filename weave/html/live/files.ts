/** The files that live cells, trainings, and claims that are doubted, need in the page: the cells of their sections, the programs of their chapters and their chunks, the data of the book. */
import { join } from "node:path";
import { chunkGraph, hasErrors, projectFolder, readBook, type Book, type ChunkGraph, type Definition } from "../../../tangle/index.ts";
import { cellsName, type CellsFile, type LiveCell } from "../../reader/cells/cellsFile.ts";
import { chunksName } from "../../reader/cells/chunksFile.ts";
import { claimName } from "../../reader/doubt/claimFile.ts";
import { packName, programName } from "../../reader/cells/programFile.ts";
import type { ReadChapters } from "../../edition.ts";
import type { BookDocument, Page } from "../../tree.ts";
import { answerOf, type Question } from "../../lazyTree.ts";
import { nodesOf } from "../../nodesOf.ts";
import type { Batch, NamedFile } from "../batch.ts";
import { digest } from "../fingerprint.ts";
import { dataScript } from "../previews.ts";
import { scriptsVersion } from "../scripts.ts";
import type { Store } from "../store.ts";
import { chunksOf, shownOn, type PageCells } from "./chunks.ts";
import { claimFile, claimsIn, type KeptClaims } from "./claims.ts";
import { dataOf, type BookData } from "./data.ts";
import { moduleCompiler } from "./modules.ts";
import { packed, type Packed } from "./packs.ts";
import { liveProgram, type LiveProgram } from "./programs.ts";
import { reachedBy, trainingFile, trainingsIn, type OfferedTraining, type ProgrammedTraining } from "./trainings.ts";
import { sectionCells, type CompiledCell, type KeptCells } from "./cells.ts";
import { sectionTexts, type SectionTexts } from "./sectionTexts.ts";

/** All files; null for a book without live cells, trainings and claims. They read nothing of the book but its cells, its claims, its chunks and its data. */
export async function cellBatch(root: string, document: BookDocument, store: Store, chapters?: ReadChapters): Promise<Batch | null> {
  const { live: sections, claiming } = liveSections(document);
  const pages = document.pages.filter(({ path }) => sections.has(path));
  const offered = trainingsIn(document);
  const read = pages.length + offered.length === 0 && !claiming ? null : (chapters ?? chaptersIn(root));
  if (read === null) return null;
  const { book, graph } = read;
  const data = dataOf(root, book);
  const version = scriptsVersion();
  const texts = sectionTexts(store, version);
  const making = { root, book, graph, data, store, version, texts };
  const [live, claims] = [await livePages(making, pages), claiming ? await claimsOf(making) : []];
  texts.keep();
  const around = [version, book.chapters.map(({ folder }) => folder), plainGraph(graph), data.files.map(({ name, stamp }) => [name, stamp]), offered];
  const seen = [live.map(({ href, chapter, cells, shown }) => [href, chapter, cells.digest, [...shown].map(([id, definition]) => [id, placeIn(graph, definition)])]), claims.map(({ chapter, claims: kept }) => [chapter, kept.digest])];
  return { key: digest(JSON.stringify(["cells", around, seen])), files: () => filesOf({ pages: live, offered, claiming: claims }, making) };
}

/** What a book has in its pages. */
interface Running {
  readonly pages: readonly LivePage[];
  readonly offered: readonly OfferedTraining[];
  readonly claiming: readonly ClaimingChapter[];
}

async function filesOf({ pages, offered, claiming }: Running, making: Making): Promise<readonly NamedFile[]> {
  const { book, data } = making;
  const programAt = programsIn(making);
  const live = await Promise.all(pages.map(async ({ href, chapter, cells, shown }): Promise<RunningPage> => ({ href, shown, cells: await cells.read(), program: programAt(chapter) })));
  const trainings = offered.flatMap((each) => book.sections.filter(({ path }) => path === each.page).map(({ chapter }): ProgrammedTraining => ({ ...each, program: programAt(chapter) })));
  const claims = (await Promise.all(claiming.map(async ({ chapter, claims: kept }) => (await kept.read()).map((claim) => ({ claim, program: programAt(chapter) }))))).flat();
  const programs = [...new Set([...live, ...trainings, ...claims].map(({ program }) => program))].sort((a, b) => a.chapter - b.chapter);
  const packs = packed(programs.map((program) => ({
    program,
    reached: [
      ...live.filter((each) => each.program === program).flatMap(({ cells }) => [...cells.live.values()].flatMap((cell) => program.reachedFrom(cell))),
      ...trainings.filter((each) => each.program === program).flatMap(reachedBy),
    ],
    claimed: claims.filter((each) => each.program === program).flatMap(({ claim }) => program.reachedFrom(claim)),
  })));
  return [
    ...licences(),
    ...live.flatMap((page) => pageFiles(page, packs, data)),
    ...trainings.map((each) => script(...trainingFile(each, packs, data))),
    ...claims.map(({ program, claim }) => script(claimName(claim.claim.claim.id), claimFile(claim, { program: program.name, packs: packs.packsOf(program, program.reachedFrom(claim)) }))),
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

/** The paths of the sections with a cell that runs in a page, be it the page of solutions; and whether anything is claimed that was checked. */
function liveSections({ pages }: BookDocument): { readonly live: ReadonlySet<string>; readonly claiming: boolean } {
  const all = pages.map((page) => answerOf(page, running));
  return { live: new Set(all.flatMap(({ live }) => live)), claiming: all.some(({ claiming }) => claiming) };
}

const running: Question<{ readonly live: readonly string[]; readonly claiming: boolean }> = {
  module: "weave/html/live/files.ts", name: "running",
  answer: (tree) => ({
    live: [...new Set(nodesOf(tree, "bookCode").flatMap((code) => code.live?.section ?? []))],
    claiming: nodesOf(tree, "bookBlock").some(({ kind, proof }) => (kind === "derivation" || kind === "cost") && proof?.state === "proved"),
  }),
};

/** What pages are made from. */
interface Making {
  readonly root: string;
  readonly book: Book;
  readonly graph: ChunkGraph;
  readonly data: BookData;
  readonly store: Store;
  /** Of what takes cells apart and compiles them. */
  readonly version: string;
  readonly texts: SectionTexts;
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

/** The claims of a section, which belong to its chapter's program. */
interface ClaimingChapter {
  readonly chapter: number;
  readonly claims: KeptClaims;
}

/** All that the book claims and checks. */
async function claimsOf({ root, book, texts }: Making): Promise<readonly ClaimingChapter[]> {
  const made = await Promise.all(book.sections.map(async (section) => ({ chapter: section.chapter, claims: await claimsIn({ root, book, section }, texts) })));
  return made.flatMap(({ chapter, claims }) => (claims === null ? [] : [{ chapter, claims }]));
}

async function livePages({ root, book, graph, data, texts }: Making, pages: readonly Page[]): Promise<readonly LivePage[]> {
  const made = await Promise.all(pages.map(async (page) => {
    const section = book.sections.find(({ path }) => path === page.path);
    if (section === undefined) return [];
    const cells = await sectionCells({ root, book, section, data }, texts);
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

/** Of what is bundled into the compiler, the worker and the tests in it. */
function licences(): readonly NamedFile[] {
  return ["sucrase", "node-inspect-extracted", "@vitest/expect", "chai"].map((name) => [`assets/${name.replace(/^@(.*)\//, "$1-")}-LICENSE.txt`, { copy: join(projectFolder, "node_modules", name, "LICENSE") }]);
}

function script(name: string, value: unknown): NamedFile {
  return [`assets/${name}.js`, { text: dataScript(name, value) }];
}
