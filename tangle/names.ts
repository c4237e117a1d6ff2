/** Uses that reach nothing: unknown names, chunks of later chapters, and mutants of chunks that do not exist. */
import type { Book } from "./book.ts";
import { chunkId, type Chunk, type ChunkGraph } from "./chunk.ts";
import { mistake, type Diagnostic, type Location } from "./diagnostic.ts";
import { qualifiedName } from "./fence.ts";
import { closest } from "./suggest.ts";

/** Every use of a chunk that does not exist, or not yet. */
export function checkUses(book: Book, graph: ChunkGraph): readonly Diagnostic[] {
  const lookup = lookupIn(book, graph);
  return book.sections.flatMap((section) =>
    section.fences.flatMap((fence) => {
      const { source } = fence;
      if (fence.role === "wrong" && fence.wrong?.chunk) {
        return lookup({ written: fence.wrong.chunk, chapter: section.chapter, at: { source, span: fence.info } });
      }
      const body = graph.definitionOf.get(fence)?.body ?? [];
      return body.flatMap((line) =>
        line.kind === "use" ? lookup({ written: line.name, chapter: section.chapter, at: { source, span: line.span } }) : [],
      );
    }),
  );
}

interface Reference {
  readonly written: string;
  readonly chapter: number;
  readonly at: Location;
}

function lookupIn(book: Book, graph: ChunkGraph): (reference: Reference) => readonly Diagnostic[] {
  const folders = new Map(book.chapters.map(({ folder }, index) => [folder, index]));
  const names = new Set(folders.keys());
  return ({ written, chapter, at }) => {
    const { name, qualifier } = qualifiedName(written, names);
    const folder = qualifier ?? book.chapters[chapter]?.folder ?? "";
    if ((folders.get(folder) ?? 0) > chapter) {
      const chunk = graph.chunks.get(chunkId(folder, name));
      return [{ ...mistake("later-chapter", `\`${folder}\` is a later chapter, its chunks do not exist here`, at), notes: notesOn(chunk) }];
    }
    if (graph.chunks.has(chunkId(folder, name))) return [];
    const unknown = mistake("unknown-chunk", `no chunk is named \`${written}\``, at);
    const elsewhere = qualifier === null ? book.chapters.slice(0, chapter).findLast((each) => graph.chunks.has(chunkId(each.folder, name))) : undefined;
    if (elsewhere) {
      const notes = notesOn(graph.chunks.get(chunkId(elsewhere.folder, name)));
      return [{ ...unknown, notes, cure: `write \`${elsewhere.folder}/${name}\`` }];
    }
    const meant = closest(name, namesOf(graph, folders.get(folder) ?? chapter));
    return [{ ...unknown, notes: meant === null ? [] : notesOn(graph.chunks.get(chunkId(folder, meant))) }];
  };
}

function namesOf(graph: ChunkGraph, chapter: number): readonly string[] {
  return [...graph.chunks.values()].filter((chunk) => chunk.kind === "chunk" && chunk.chapter === chapter).map(({ name }) => name);
}

function notesOn(chunk: Chunk | undefined): readonly { message: string; at: Location }[] {
  const fence = chunk?.definitions[0]?.fence;
  return fence ? [{ message: `\`${chunk?.name}\` is defined here`, at: { source: fence.source, span: fence.span } }] : [];
}
