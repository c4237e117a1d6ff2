/** The files that live cells, trainings, and claims that are doubted, need in the page: the cells of their sections, the programs of their chapters and their chunks, the data of the book. */
import { join } from "node:path";
import { chunkGraph, hasErrors, projectFolder, readBook, type Book, type ChunkGraph, type Section } from "../../../tangle/index.ts";
import { cellsName, type CellsFile, type LiveCell } from "../../reader/cells/cellsFile.ts";
import { chunksName } from "../../reader/cells/chunksFile.ts";
import { claimName } from "../../reader/doubt/claimFile.ts";
import { packName, programName } from "../../reader/cells/programFile.ts";
import type { ReadChapters } from "../../edition.ts";
import type { BookDocument, Page } from "../../tree.ts";
import { walk } from "../../walk.ts";
import type { SiteFile } from "../assets.ts";
import { dataScript } from "../previews.ts";
import { scriptsVersion } from "../scripts.ts";
import type { Store } from "../store.ts";
import { chunksOf } from "./chunks.ts";
import { claimFile, claimsIn, type CompiledClaim } from "./claims.ts";
import { dataOf, type BookData } from "./data.ts";
import { moduleCompiler } from "./modules.ts";
import { packed, type Packed } from "./packs.ts";
import { liveProgram, type LiveProgram } from "./programs.ts";
import { reachedBy, trainingFile, trainingsIn, type ProgrammedTraining } from "./trainings.ts";
import { sectionCells, type CompiledCell, type SectionCells } from "./cells.ts";

type NamedFile = readonly [path: string, file: SiteFile];

/** All files; none for a book without live cells, trainings and claims. */
export async function cellFiles(root: string, document: BookDocument, store: Store, chapters?: ReadChapters): Promise<readonly NamedFile[]> {
  const { live: sections, claiming } = liveSections(document);
  const pages = document.pages.filter(({ path }) => sections.has(path));
  const offered = trainingsIn(document);
  const read = pages.length + offered.length === 0 && !claiming ? null : (chapters ?? chaptersIn(root));
  if (read === null) return [];
  const { book, graph } = read;
  const data = dataOf(root, book);
  const making = { root, book, graph, data, store };
  const programAt = programsOf(making);
  const live = await livePages(making, pages, programAt);
  const trainings = offered.flatMap((each) => book.sections.filter(({ path }) => path === each.page).map(({ chapter }): ProgrammedTraining => ({ ...each, program: programAt(chapter) })));
  const claims = claiming ? await claimsOf(making, programAt) : [];
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

/** The chapters below a root, read for the first time; null where they have mistakes. */
function chaptersIn(root: string): ReadChapters | null {
  const { book } = readBook(root);
  if (book === null) return null;
  const { graph, diagnostics } = chunkGraph(book);
  return hasErrors(diagnostics) ? null : { book, graph };
}

/** The paths of the sections with a cell that runs in a page, be it the page of solutions; and whether anything is claimed that was checked. */
function liveSections({ pages }: BookDocument): { readonly live: ReadonlySet<string>; readonly claiming: boolean } {
  const live = new Set<string>();
  let claiming = false;
  for (const page of pages) {
    walk(page.tree, (node) => {
      if (node.type === "bookCode" && node.live !== null) live.add(node.live.section);
      if (node.type === "bookBlock" && (node.kind === "derivation" || node.kind === "cost") && node.proof?.state === "proved") claiming = true;
    });
  }
  return { live, claiming };
}

/** What pages are made from. */
interface Making {
  readonly root: string;
  readonly book: Book;
  readonly graph: ChunkGraph;
  readonly data: BookData;
  readonly store: Store;
}

/** A page with the cells of its section, and the program of its chapter. */
interface LivePage {
  readonly page: Page;
  readonly section: Section;
  readonly cells: SectionCells;
  readonly program: LiveProgram;
}

type ProgramAt = (chapter: number) => LiveProgram;

/** The program of each chapter's end, made when it is first asked for. */
function programsOf({ book, graph, store }: Making): ProgramAt {
  const compileAll = moduleCompiler(store, scriptsVersion());
  const programs = new Map<number, LiveProgram>();
  return (chapter) => {
    const known = programs.get(chapter) ?? liveProgram({ book, graph, chapter }, compileAll);
    programs.set(chapter, known);
    return known;
  };
}

/** All that the book claims and checks, with the programs that its cells import. */
async function claimsOf({ root, book, store }: Making, programAt: ProgramAt): Promise<readonly { readonly program: LiveProgram; readonly claim: CompiledClaim }[]> {
  const version = scriptsVersion();
  const made = await Promise.all(book.sections.map(async (section) => {
    const claims = await claimsIn({ root, book, section }, store, version);
    return claims.map((claim) => ({ program: programAt(section.chapter), claim }));
  }));
  return made.flat();
}

async function livePages({ root, book, data, store }: Making, pages: readonly Page[], programAt: ProgramAt): Promise<readonly LivePage[]> {
  const version = scriptsVersion();
  const made = await Promise.all(pages.map(async (page) => {
    const section = book.sections.find(({ path }) => path === page.path);
    if (section === undefined) return [];
    const cells = await sectionCells({ root, book, section, data }, store, version);
    return [{ page, section, cells, program: programAt(section.chapter) }];
  }));
  return made.flat();
}

function pageFiles({ page, section, cells, program }: LivePage, packs: Packed, data: BookData): readonly NamedFile[] {
  const { chunks, editable } = chunksOf(program, { page, section, cells });
  const live = Object.fromEntries([...cells.live].map(([place, cell]) =>
    [place, givenOf(cell, { chunks: editable.get(place) ?? [], packs: packs.packsOf(program, program.reachedFrom(cell)) })]));
  const { moduleHead, compiledHead, pieces } = cells;
  const file: CellsFile = { program: program.name, moduleHead, compiledHead, pieces, live, data: data.sizes };
  return [script(cellsName(page.href), file), ...(chunks === null ? [] : [script(chunksName(page.href), chunks)])];
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
