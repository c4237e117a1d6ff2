/** What a page needs to rebuild the program of its chapter with one of its chunks edited: the chunks of the modules that its live cells reach. */
import { fileId, nameComment, partsAt, type ChunkGraph, type ChunkId, type Definition, type Section } from "../../../tangle/index.ts";
import type { ChunksFile, PartLine, ProgramChunk } from "../../reader/cells/chunksFile.ts";
import type { Page } from "../../tree.ts";
import { answerOf, type Question } from "../../lazyTree.ts";
import { nodesOf } from "../../nodesOf.ts";
import type { SectionCells } from "./cells.ts";
import type { LiveProgram } from "./programs.ts";

/** The cells of a page, and the definitions that it prints unfolded, by the ids of their listings. */
export interface PageCells {
  readonly cells: SectionCells;
  readonly shown: ReadonlyMap<string, Definition>;
}

/** The chunks of a page that its live cells reach. */
export interface PageChunks {
  /** The ids of the listings that each cell reaches, by the cell's place. */
  readonly editable: ReadonlyMap<string, readonly string[]>;
  /** The chunks themselves; null where there are none. */
  readonly chunks: ChunksFile | null;
}

/** Finds them. */
export function chunksOf(program: LiveProgram, { cells, shown }: PageCells): PageChunks {
  const editable = new Map([...cells.live].map(([place, cell]) => {
    const reached = program.reachedFrom(cell);
    return [place, [...shown].filter(([, each]) => reached.some((path) => program.definitions.get(path)?.has(each))).map(([id]) => id)] as const;
  }));
  const wanted = new Set([...editable.values()].flat());
  const own = [...shown].filter(([id]) => wanted.has(id)).map(([id, definition]): OwnChunk =>
    ({ id, definition, modules: [...program.definitions].filter(([, all]) => all.has(definition)).map(([path]) => path) }));
  return { editable, chunks: own.length === 0 ? null : numbered(program, own) };
}

/** A chunk of the page, and the modules that it is in. */
interface OwnChunk {
  readonly id: string;
  readonly definition: Definition;
  readonly modules: readonly string[];
}

/** The definitions that a page prints unfolded, by the ids of their listings. */
export function shownOn(page: Page, section: Section, graph: ChunkGraph): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  for (const [id, start] of answerOf(page, printed)) {
    const fence = section.fences.find(({ span }) => Number(span.start) === start);
    const definition = fence && graph.definitionOf.get(fence);
    if (definition) found.set(id, definition);
  }
  return found;
}

/** The ids of the listings of chunks that are printed unfolded, each with its place in the file; -1 for one that stands in none. */
const printed: Question<readonly (readonly [id: string, start: number])[]> = {
  module: "weave/html/live/chunks.ts", name: "listings",
  answer: (tree) => nodesOf(tree, "bookCode").flatMap(({ id, chunk, hide, position }) => (chunk === null || hide || id === null ? [] : [[id, position?.start.offset ?? -1] as const])),
};

/** The chunks of the modules, with numbers for names. */
function numbered(program: LiveProgram, own: readonly OwnChunk[]): ChunksFile {
  const table = new ChunkTable(program);
  const modules = Object.fromEntries([...new Set(own.flatMap((each) => each.modules))].map((path) => [path, table.add(fileId(path))]));
  const entries = own.map(({ id, definition, modules: paths }) => [id, { part: table.placeOf(definition), modules: paths }] as const);
  return { chunks: table.chunks, parts: table.parts, modules, own: Object.fromEntries(entries) };
}

/** Chunks and their parts, each once, at the places by which they are named. */
class ChunkTable {
  readonly chunks: ProgramChunk[] = [];
  readonly parts: (readonly PartLine[])[] = [];
  private readonly program: LiveProgram;
  private readonly chunkAt = new Map<ChunkId, number>();
  private readonly partAt = new Map<Definition, number>();

  constructor(program: LiveProgram) {
    this.program = program;
  }

  /** The place of a chunk, which is added with all that it uses. */
  add(id: ChunkId): number {
    const known = this.chunkAt.get(id);
    if (known !== undefined) return known;
    const { graph, chapter } = this.program;
    const chunk = graph.chunks.get(id);
    const place = this.chunks.push({ comment: null, parts: [] }) - 1;
    this.chunkAt.set(id, place);
    const comment = chunk?.kind === "chunk" ? nameComment(chunk.language, chunk.name) : null;
    this.chunks[place] = { comment, parts: (chunk ? partsAt(chunk, chapter) : []).map((definition) => this.addPart(definition)) };
    return place;
  }

  /** The place of a part; -1 for one that no added chunk has. */
  placeOf(definition: Definition): number {
    return this.partAt.get(definition) ?? -1;
  }

  private addPart(definition: Definition): number {
    const { chunks } = this.program.graph;
    const place = this.parts.push([]) - 1;
    this.partAt.set(definition, place);
    this.parts[place] = definition.body.map((line) =>
      line.kind === "text" ? line.text : { indent: line.indent, name: chunks.get(line.target)?.name ?? line.name, chunk: this.add(line.target) });
    return place;
  }
}
