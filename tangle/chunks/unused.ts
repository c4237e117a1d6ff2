/** Chunks that stand in no chapter's program. */
import { changingChapters, partsAt, usesIn, type Chunk, type ChunkGraph, type ChunkId } from "./chunk.ts";
import { mistake, type Diagnostic } from "../text/diagnostic.ts";
import { isName } from "../book/uses.ts";

/** Every named chunk that no file reaches at any chapter's end. */
export function checkUnused(graph: ChunkGraph): readonly Diagnostic[] {
  const used = usedChunks(graph);
  return [...graph.chunks.values()].flatMap((chunk) => {
    const [first] = chunk.definitions;
    // a name that cannot be used and an append to nothing are reported as what they are
    const usable = first?.operation === "define" && isName(chunk.name) && chunk.name === chunk.name.trim();
    if (!usable || chunk.kind === "file" || used.has(chunk.id)) return [];
    const unused = mistake("unused-chunk", `\`${chunk.name}\` is never used`, { source: first.fence.source, span: first.fence.nameSpan });
    const notes = chunk.uses.slice(0, 1).flatMap(({ by, index }) => {
      const line = by.body[index];
      const message = "it is used only here, which is in no chapter's program";
      return line?.kind === "use" ? [{ message, at: { source: by.fence.source, span: line.span } }] : [];
    });
    return [{ ...unused, notes }];
  });
}

function usedChunks(graph: ChunkGraph): ReadonlySet<ChunkId> {
  const used = new Set<ChunkId>();
  const all = [...graph.chunks.values()];
  changingChapters(graph).forEach((chapter) => {
    const reached = new Set(all.filter(({ kind }) => kind === "file"));
    // a set's iteration reaches what is added meanwhile
    for (const chunk of reached) targetsOf(graph, chunk, chapter).forEach((target) => reached.add(target));
    reached.forEach(({ id }) => used.add(id));
  });
  return used;
}

function targetsOf(graph: ChunkGraph, chunk: Chunk, chapter: number): readonly Chunk[] {
  return partsAt(chunk, chapter).flatMap(usesIn).flatMap(({ target }) => graph.chunks.get(target) ?? []);
}
