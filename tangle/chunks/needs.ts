/** Chunks that say what they need of the machine, though they stand in no test. */
import { mayNeed } from "../book/needs.ts";
import { mistake, type Diagnostic } from "../text/diagnostic.ts";
import type { Chunk, ChunkGraph } from "./chunk.ts";

/** Every fence of a named chunk with `needs` that some version of a file other than a test or a benchmark is made of. */
export function checkNeeds(graph: ChunkGraph): readonly Diagnostic[] {
  return [...graph.chunks.values()].flatMap((chunk) => {
    const needing = chunk.kind === "file" ? [] : chunk.definitions.filter(({ fence }) => fence.needs.length > 0);
    const file = needing.length === 0 ? undefined : filesOf(graph, chunk).find(({ name }) => !mayNeed(name));
    if (file === undefined) return [];
    const message = `\`needs\` belongs to a cell or a test, and this chunk is a part of \`${file.name}\``;
    return needing.map(({ fence }) => mistake("misplaced-attribute", message, { source: fence.source, span: fence.info }));
  });
}

/** The files that use a chunk, in any chapter, by whatever chunks are between. */
function filesOf(graph: ChunkGraph, chunk: Chunk): readonly Chunk[] {
  const above = new Set([chunk]);
  // a set is walked to its end even while it grows
  for (const { uses } of above) {
    for (const { by } of uses) {
      const user = graph.chunks.get(by.chunk);
      if (user !== undefined) above.add(user);
    }
  }
  return [...above].filter(({ kind }) => kind === "file");
}
