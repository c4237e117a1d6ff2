/** All fences → the chunk graph: names, parts, uses, versions; unknown, unused, cyclic, ambiguous. */
import { inBookOrder, type Book } from "../book/book.ts";
import type { Chunk, ChunkGraph, ChunkId, Definition, Use } from "./chunk.ts";
import { checkCycles } from "./cycles.ts";
import { collectDefinitions } from "./definitions.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { checkUses } from "./names.ts";
import { checkNeeds } from "./needs.ts";
import { checkPaths } from "./paths.ts";
import { checkUnused } from "./unused.ts";

export { chunkId, fileId, partsAt } from "./chunk.ts";
export type { BodyLine, Chunk, ChunkGraph, ChunkId, Definition, Use } from "./chunk.ts";

/** The chunks of a book and everything wrong with them, in the order of the book. Of code that is `trusted` it is known that nothing is. */
export function chunkGraph(book: Book, code: "unknown" | "trusted" = "unknown"): { readonly graph: ChunkGraph; readonly diagnostics: readonly Diagnostic[] } {
  const { definitions, diagnostics } = collectDefinitions(book);
  const graph = { chunks: gather(definitions), definitionOf: new Map(definitions.map((each) => [each.fence, each])) };
  if (code === "trusted") return { graph, diagnostics };
  const all: readonly Diagnostic[] = [
    ...diagnostics,
    ...checkUses(book, graph),
    ...checkPaths(graph),
    ...checkCycles(graph),
    ...checkUnused(graph),
    ...checkNeeds(graph),
  ];
  return { graph, diagnostics: inBookOrder(book, all) };
}

function gather(definitions: readonly Definition[]): ReadonlyMap<ChunkId, Chunk> {
  const byChunk = new Map<ChunkId, Definition[]>();
  const uses = new Map<ChunkId, Use[]>();
  for (const definition of definitions) {
    collect(byChunk, definition.chunk, definition);
    definition.body.forEach((line, index) => {
      if (line.kind === "use") collect(uses, line.target, { by: definition, index });
    });
  }
  const chunks = [...byChunk].map(([id, parts]): [ChunkId, Chunk] => {
    const [{ fence, chapter }] = parts as [Definition, ...Definition[]];
    const kind = fence.role === "file" ? "file" : "chunk";
    return [id, { id, kind, name: fence.name, chapter, language: fence.language, definitions: parts, uses: uses.get(id) ?? [] }];
  });
  return new Map(chunks);
}

function collect<Key, Value>(into: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = into.get(key);
  if (values) values.push(value);
  else into.set(key, [value]);
}
