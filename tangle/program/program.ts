/** The program at a chapter's end, ready to be written: texts, maps, manifest. */
import type { Book } from "../book/book.ts";
import type { ChunkGraph, ChunkId } from "../chunks/chunks.ts";
import type { Location } from "../text/diagnostic.ts";
import { expandAt } from "./expand.ts";
import { layoutOf, type Layout } from "./layout.ts";
import { manifestOf, type Manifest } from "./manifest.ts";
import { sourceMapOf } from "./sourcemap.ts";

/** A program of the book. */
export interface Program {
  readonly layouts: readonly Layout[];
  /** Source maps by `Layout.mapPath`. */
  readonly maps: ReadonlyMap<string, string>;
  readonly manifest: Manifest;
  /** The fence that defines a file. */
  readonly locate: (path: string) => Location;
}

/** Which program: at the end of chapter `chapter` (an index into `book.chapters`), to be written below `target`. */
export interface ProgramVersion {
  readonly chapter: number;
  readonly target: string;
}

/** Expands and lays out the program. Expects a graph without errors. */
export function programAt(book: Book, graph: ChunkGraph, { chapter, target }: ProgramVersion): Program {
  const layouts = expandAt(book, graph, chapter).map(layoutOf);
  const roots = { target, book: book.root };
  return {
    layouts,
    maps: new Map(layouts.map((layout) => [layout.mapPath, sourceMapOf(layout, roots)])),
    manifest: manifestOf(layouts, chapterNames(book)),
    locate: (path) => definitionOf(graph, path),
  };
}

function chapterNames(book: Book): (path: string) => string {
  const folders = new Map(book.sections.map(({ path, chapter }) => [path, book.chapters[chapter]?.folder]));
  return (path) => {
    const folder = folders.get(path);
    if (folder === undefined) throw new Error(`internal: ${path} is in no chapter`);
    return folder;
  };
}

function definitionOf(graph: ChunkGraph, path: string): Location {
  const first = graph.chunks.get(`file:${path}` as ChunkId)?.definitions[0];
  return first === undefined ? { path } : { source: first.section.source, span: first.fence.nameSpan };
}
