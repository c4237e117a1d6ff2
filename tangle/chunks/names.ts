/** Uses that reach nothing: unknown names, chunks of later chapters, and mutants of chunks that do not exist. */
import type { Book } from "../book/book.ts";
import { chunkId, type Chunk, type ChunkGraph } from "./chunk.ts";
import { mistake, type Diagnostic, type Location } from "../text/diagnostic.ts";
import { qualifiedName } from "../book/fence.ts";
import { closest } from "../text/suggest.ts";

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
  /** Index of the chapter whose text holds the reference. */
  readonly chapter: number;
  readonly at: Location;
}

interface Names {
  readonly graph: ChunkGraph;
  /** The chapters' folders in order. */
  readonly folders: readonly string[];
}

function lookupIn(book: Book, graph: ChunkGraph): (reference: Reference) => readonly Diagnostic[] {
  const folders = book.chapters.map(({ folder }) => folder);
  const set = new Set(folders);
  return ({ written, chapter, at }) => {
    const { name, qualifier } = qualifiedName(written, set);
    const folder = qualifier ?? folders[chapter] ?? "";
    const chunk = graph.chunks.get(chunkId(folder, name));
    if (folders.indexOf(folder) > chapter) {
      const later = mistake("later-chapter", `\`${folder}\` is a later chapter, its chunks do not exist here`, at);
      return [{ ...later, notes: notesOn(chunk) }];
    }
    if (chunk) return [];
    const hint = qualifier === null ? hintElsewhere({ graph, folders }, name, chapter) : null;
    return [{ ...mistake("unknown-chunk", `no chunk is named \`${written}\``, at), ...(hint ?? hintIn(graph, folder, name)) }];
  };
}

type Hint = Pick<Diagnostic, "notes" | "cure">;

/** A name that another chapter has, or whose chapter is misspelt. */
function hintElsewhere({ graph, folders }: Names, name: string, chapter: number): Hint | null {
  const earlier = folders.slice(0, chapter).findLast((folder) => graph.chunks.has(chunkId(folder, name)));
  if (earlier !== undefined) {
    return { notes: notesOn(graph.chunks.get(chunkId(earlier, name))), cure: `write \`${earlier}/${name}\`` };
  }
  const slash = name.indexOf("/");
  const folder = slash < 0 ? null : closest(name.slice(0, slash), folders.slice(0, chapter + 1));
  const chunk = folder === null ? undefined : graph.chunks.get(chunkId(folder, name.slice(slash + 1)));
  if (chunk) return { notes: notesOn(chunk), cure: `write \`${folder}/${chunk.name}\`` };
  const later = folders.slice(chapter + 1).find((each) => graph.chunks.has(chunkId(each, name)));
  const [note] = later === undefined ? [] : notesOn(graph.chunks.get(chunkId(later, name)));
  return note ? { notes: [{ ...note, message: `${note.message}, in a later chapter` }] } : null;
}

/** A name of the same chapter that is nearly the same. */
function hintIn(graph: ChunkGraph, folder: string, name: string): Hint {
  const names = [...graph.chunks.values()].filter((chunk) => chunk.id === chunkId(folder, chunk.name)).map((chunk) => chunk.name);
  const meant = closest(name, names);
  return { notes: meant === null ? [] : notesOn(graph.chunks.get(chunkId(folder, meant))) };
}

function notesOn(chunk: Chunk | undefined): readonly { message: string; at: Location }[] {
  const fence = chunk?.definitions[0]?.fence;
  return fence ? [{ message: `\`${chunk.name}\` is defined here`, at: { source: fence.source, span: fence.span } }] : [];
}
