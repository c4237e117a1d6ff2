/** What a page needs to rebuild the program with one of its chunks edited: the chunks of the modules that its live cells reach. */
import { posix } from "node:path";
import { fileId, nameComment, partsAt, type ChunkGraph, type ChunkId, type Definition, type Section } from "../../tangle/index.ts";
import type { CellsFile } from "../reader/cells/cellsFile.ts";
import type { ChunksFile, PartLine, ProgramChunk } from "../reader/cells/chunksFile.ts";
import type { Page } from "../tree.ts";
import { walk } from "../walk.ts";

/** The program that cells run, and the chunks that it is made of. */
export interface LiveProgram {
  readonly graph: ChunkGraph;
  /** The program is that of this chapter's end, as an index into the book's. */
  readonly chapter: number;
  /** Compiled, by their paths. */
  readonly modules: ReadonlyMap<string, string>;
  /** What each module is made of. */
  readonly definitions: ReadonlyMap<string, ReadonlySet<Definition>>;
}

/** Finds what the modules are made of. */
export function liveProgram(graph: ChunkGraph, chapter: number, modules: ReadonlyMap<string, string>): LiveProgram {
  const definitions = new Map([...modules.keys()].map((path) => [path, definitionsIn(graph, chapter, fileId(path))]));
  return { graph, chapter, modules, definitions };
}

/** A page with its cells. */
export interface PageCells {
  readonly page: Page;
  readonly section: Section;
  readonly cells: CellsFile;
}

/** A page's cells, each with the chunks of the page that it reaches, and those chunks; null where there are none. */
export function withChunks(program: LiveProgram, { page, section, cells }: PageCells): { readonly cells: CellsFile; readonly chunks: ChunksFile | null } {
  const shown = shownOn(page, section, program.graph);
  const live = Object.fromEntries(Object.entries(cells.live).map(([place, cell]) => {
    const reached = reachedFrom(program.modules, "book/cell.ts", cell.compiled.text);
    const chunks = [...shown].filter(([, each]) => reached.some((path) => program.definitions.get(path)?.has(each))).map(([id]) => id);
    return [place, { ...cell, chunks }];
  }));
  const editable = new Set(Object.values(live).flatMap(({ chunks }) => chunks));
  const own = [...shown].filter(([id]) => editable.has(id)).map(([id, definition]): [string, Definition, readonly string[]] =>
    [id, definition, [...program.definitions].filter(([, all]) => all.has(definition)).map(([path]) => path)]);
  return { cells: { ...cells, live }, chunks: own.length === 0 ? null : numbered(program, own) };
}

/** The definitions that a page prints unfolded, by the ids of their listings. */
function shownOn(page: Page, section: Section, graph: ChunkGraph): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  walk(page.tree, (node) => {
    if (node.type !== "bookCode" || node.chunk === null || node.hide || node.id === null) return;
    const fence = section.fences.find(({ span }) => Number(span.start) === node.position?.start.offset);
    const definition = fence && graph.definitionOf.get(fence);
    if (definition) found.set(node.id, definition);
  });
  return found;
}

/** The definitions that a chunk is made of, at the chapter's end, with those of the chunks that it uses. */
function definitionsIn(graph: ChunkGraph, chapter: number, id: ChunkId, found = new Set<Definition>()): ReadonlySet<Definition> {
  const chunk = graph.chunks.get(id);
  for (const definition of chunk ? partsAt(chunk, chapter) : []) {
    if (found.has(definition)) continue;
    found.add(definition);
    for (const line of definition.body) if (line.kind === "use") definitionsIn(graph, chapter, line.target, found);
  }
  return found;
}

/** The modules that compiled text requires, and those that they require. */
function reachedFrom(modules: ReadonlyMap<string, string>, from: string, text: string, found = new Set<string>()): readonly string[] {
  for (const [, name = ""] of text.matchAll(/\brequire\('([^']+)'\)/g)) {
    const path = name.startsWith("#") ? name.slice(1) : posix.join(posix.dirname(from), name);
    const next = modules.get(path);
    if (next === undefined || found.has(path)) continue;
    found.add(path);
    reachedFrom(modules, path, next, found);
  }
  return [...found];
}

/** The chunks of the modules, with numbers for names. */
function numbered({ graph, chapter }: LiveProgram, own: readonly (readonly [string, Definition, readonly string[]])[]): ChunksFile {
  const chunks: ProgramChunk[] = [];
  const parts: (readonly PartLine[])[] = [];
  const chunkAt = new Map<ChunkId, number>();
  const partAt = new Map<Definition, number>();
  const addChunk = (id: ChunkId): number => {
    const known = chunkAt.get(id);
    if (known !== undefined) return known;
    const chunk = graph.chunks.get(id);
    const place = chunks.push({ comment: null, parts: [] }) - 1;
    chunkAt.set(id, place);
    const comment = chunk?.kind === "chunk" ? nameComment(chunk.language, chunk.name) : null;
    chunks[place] = { comment, parts: (chunk ? partsAt(chunk, chapter) : []).map(addPart) };
    return place;
  };
  const addPart = (definition: Definition): number => {
    const place = parts.push([]) - 1;
    partAt.set(definition, place);
    parts[place] = definition.body.map((line) =>
      line.kind === "text" ? line.text : { indent: line.indent, name: graph.chunks.get(line.target)?.name ?? line.name, chunk: addChunk(line.target) });
    return place;
  };
  const modules = Object.fromEntries([...new Set(own.flatMap(([, , paths]) => paths))].map((path) => [path, addChunk(fileId(path))]));
  return { chunks, parts, modules, own: Object.fromEntries(own.map(([id, definition, paths]) => [id, { part: partAt.get(definition) ?? -1, modules: paths }])) };
}
