/** The program at each chapter's end, laid out: a file that no chapter between two of them touches is the same object in both. */
import type { Book } from "../book/book.ts";
import type { Chunk, ChunkGraph } from "../chunks/chunk.ts";
import { expandAt } from "./expand.ts";
import { layoutOf, type Layout } from "./layout.ts";

/** The layouts of what `expandAt` gives. A graph never changes, so that each file is laid out once for all chapters in which it is the same. */
export function layoutsAt(book: Book, graph: ChunkGraph, chapter: number): readonly Layout[] {
  const { files, programs } = laidOut.get(graph) ?? { files: filesIn(book, graph), programs: new Map<number, readonly Layout[]>() };
  laidOut.set(graph, { files, programs });
  const program = programs.get(chapter) ?? files.flatMap((file) => file(chapter) ?? []).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  programs.set(chapter, program);
  return program;
}

/** Gives a file as it is at a chapter's end; null before it is there. */
type VersionedFile = (chapter: number) => Layout | null;

interface LaidOut {
  readonly files: readonly VersionedFile[];
  readonly programs: Map<number, readonly Layout[]>;
}

const laidOut = new WeakMap<ChunkGraph, LaidOut>();

function filesIn(book: Book, graph: ChunkGraph): readonly VersionedFile[] {
  return [...graph.chunks.values()].filter(({ kind }) => kind === "file").map((chunk): VersionedFile => {
    const reached = reachedFrom(chunk, graph);
    const alone: ChunkGraph = { ...graph, chunks: new Map(reached.map((each) => [each.id, each])) };
    const chapters = [...new Set(reached.flatMap(({ definitions }) => definitions.map((each) => each.chapter)))].sort((a, b) => b - a);
    const versions = new Map<number, Layout | null>();
    return (chapter) => {
      const version = chapters.find((each) => each <= chapter);
      if (version === undefined) return null;
      const known = versions.get(version);
      if (known !== undefined) return known;
      const [file] = expandAt(book, alone, version);
      const layout = file === undefined ? null : layoutOf(file);
      versions.set(version, layout);
      return layout;
    };
  });
}

/** A chunk with all that it uses, in any of its versions. */
function reachedFrom(chunk: Chunk, { chunks }: ChunkGraph): readonly Chunk[] {
  // a set is walked to its end even while it grows
  const reached = new Set([chunk]);
  for (const { definitions } of reached) {
    for (const line of definitions.flatMap(({ body }) => body)) {
      const used = line.kind === "use" ? chunks.get(line.target) : undefined;
      if (used !== undefined) reached.add(used);
    }
  }
  return [...reached];
}
