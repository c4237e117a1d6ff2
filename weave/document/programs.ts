/** The program at each chapter's end, each line with the line of the book that it is. */
import type { Book, ChunkGraph, Fence, FenceLine, Layout, TangledLine } from "../../tangle/index.ts";
import { layoutsAt } from "../../tangle/standing/index.ts";
import type { DocumentChapter, DocumentProgram, ProgramFile, ProgramLine } from "../tree.ts";

/** The programs of the chapters that change it. A graph with a mistake has none: nothing is written of such a book. */
export function programsOf(
  book: Book, { graph, anchors }: { readonly graph: ChunkGraph; readonly anchors: ReadonlyMap<Fence, string> }, chapters: readonly DocumentChapter[],
): readonly DocumentProgram[] {
  const places = placesOf(graph, anchors);
  const changing = new Set([...graph.definitionOf.values()].map(({ chapter }) => chapter));
  const programs: DocumentProgram[] = [];
  let before = new Map<string, ProgramFile>();
  for (const [index, entry] of book.chapters.entries()) {
    const chapter = chapters.find(({ folder }) => folder === entry.folder);
    if (!chapter || !changing.has(index)) continue;
    const files = filesAt(book, graph, index).map((file): ProgramFile => {
      const known = before.get(file.path);
      return known?.text === file.text ? known : { ...file, lines: file.lines.map((line) => lineOf(line, places)) };
    });
    before = new Map(files.map((file) => [file.path, file]));
    programs.push({ chapter, files });
  }
  return programs;
}

/** A file, each line with where it comes from. */
export interface Expanded {
  readonly path: string;
  readonly language: string;
  readonly text: string;
  readonly lines: readonly TangledLine[];
}

/** The files of the program at the end of the chapter of this index; none where a chunk is missing. Those of a graph, which never changes, are made once. */
export function filesAt(book: Book, graph: ChunkGraph, chapter: number): readonly Expanded[] {
  const known = expandedIn.get(graph) ?? new Map<number, readonly Expanded[]>();
  expandedIn.set(graph, known);
  const files = known.get(chapter) ?? expanded(book, graph, chapter);
  known.set(chapter, files);
  return files;
}

const expandedIn = new WeakMap<ChunkGraph, Map<number, readonly Expanded[]>>();

function expanded(book: Book, graph: ChunkGraph, chapter: number): readonly Expanded[] {
  try {
    return chapter in book.chapters ? layoutsAt(book, graph, chapter).map(fileOf) : [];
  } catch {
    // a use of a chunk that is not there: the author's mistake, which is reported from the graph
    return [];
  }
}

/** A file that a chapter leaves alone is the very object of the chapter before. */
function fileOf(layout: Layout): Expanded {
  const { path, file: { language }, text, lines } = layout;
  const file = fileIn.get(layout) ?? { path, language, text, lines };
  fileIn.set(layout, file);
  return file;
}

const fileIn = new WeakMap<Layout, Expanded>();

/** A line of a part of the book's code. */
export interface Place {
  readonly part: string;
  readonly line: number;
}

/** The part and the line of its code, for every line of every part. */
export function placesOf(graph: ChunkGraph, anchors: ReadonlyMap<Fence, string>): ReadonlyMap<FenceLine, Place> {
  const places = new Map<FenceLine, Place>();
  for (const { fence, body } of graph.definitionOf.values()) {
    const part = anchors.get(fence);
    if (part !== undefined) for (const [line, { line: written }] of body.entries()) places.set(written, { part, line });
  }
  return places;
}

function lineOf({ indent, text, origin }: TangledLine, places: ReadonlyMap<FenceLine, Place>): ProgramLine {
  const whole = indent + text;
  const place = origin.kind === "header" ? undefined : places.get(origin.line);
  if (!place) return { text: whole, part: null, line: 0, shift: 0, isWritten: false };
  const escape = origin.kind === "text" && origin.escaped ? 1 : 0;
  return { text: whole, ...place, shift: indent.length - escape, isWritten: origin.kind === "text" };
}
