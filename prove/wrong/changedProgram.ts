/** The program at a chapter's end with a `wrong` fence in a chunk's place. */
import { bodyOf, chunkId, expandAt, layoutOf, partsAt, type BodyLine, type ChunkGraph, type ChunkId, type Fence, type Layout, type ReadyBook, type Section } from "../../tangle/index.ts";
import type { Failure } from "../records/outcome.ts";
import { failing } from "../units/announcement.ts";

/** The changed program, and which of its files are not as they were; or why there is none. */
export type ChangedProgram = { readonly layouts: readonly Layout[]; readonly changed: ReadonlySet<string> } | { readonly failure: Failure };

/** Puts the fence in the place of the chunk `written` (`Name`, or `01-chapter/Name`) in the program at the end of its chapter. */
export function changedProgram({ book, graph }: ReadyBook, { written, fence, section }: { written: string; fence: Fence; section: Section }): ChangedProgram {
  const { chapter } = section;
  const id = idOf(written, book.chapters.map(({ folder }) => folder), chapter);
  const chunk = graph.chunks.get(id);
  if (chunk === undefined || partsAt(chunk, chapter).length === 0) return { failure: failing("unknown-chunk", `no chunk is named \`${written}\` here`) };
  const body = bodyOf(book, fence, chapter);
  const failure = mistakeIn(body, { graph, chapter, id });
  if (failure !== null) return { failure };
  const replaced = { ...chunk, definitions: [...chunk.definitions, { chunk: id, operation: "replace", chapter, section, fence, body } as const] };
  const before = new Map(expandAt(book, graph, chapter).map(layoutOf).map(({ path, text }) => [path, text]));
  const layouts = expandAt(book, { ...graph, chunks: new Map([...graph.chunks, [id, replaced]]) }, chapter).map(layoutOf);
  return { layouts, changed: new Set(layouts.filter(({ path, text }) => before.get(path) !== text).map(({ path }) => path)) };
}

function idOf(written: string, folders: readonly string[], chapter: number): ChunkId {
  const slash = written.indexOf("/");
  const qualifier = written.slice(0, Math.max(slash, 0));
  return folders.includes(qualifier) ? chunkId(qualifier, written.slice(slash + 1)) : chunkId(folders[chapter] ?? "", written);
}

/** A chunk that the fence uses and that is not there, or that would use the fence. */
function mistakeIn(body: readonly BodyLine[], { graph, chapter, id }: { graph: ChunkGraph; chapter: number; id: ChunkId }): Failure | null {
  const reached = new Map(body.flatMap((line) => (line.kind === "use" ? [[line.target, line.name] as const] : [])));
  for (const [target, name] of reached) {
    const chunk = graph.chunks.get(target);
    const parts = chunk === undefined ? [] : partsAt(chunk, chapter);
    if (parts.length === 0) return failing("unknown-chunk", `no chunk is named \`${name}\` here`);
    if (target === id) return failing("cyclic-chunk", `the fence stands for \`${name}\`, and uses it`);
    // the map keeps its order of insertion and is walked to its end even while it grows
    for (const line of parts.flatMap((part) => part.body)) if (line.kind === "use") reached.set(line.target, line.name);
  }
  return null;
}
