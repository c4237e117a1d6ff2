/** Chunks that use themselves, in the program of any chapter's end. */
import { changingChapters, partsAt, usesIn, type Chunk, type ChunkGraph, type ChunkId } from "./chunk.ts";
import { mistake, type Diagnostic, type Location } from "../text/diagnostic.ts";

/** Every cycle of uses, once, with the uses that make it as notes. */
export function checkCycles(graph: ChunkGraph): readonly Diagnostic[] {
  const seen = new Set<string>();
  return changingChapters(graph).flatMap((chapter) => cyclesAt(graph, chapter).flatMap((cycle) => {
    const key = cycle.map(({ to }) => to.id).toSorted().join("\n");
    return seen.has(key) ? [] : (seen.add(key), [report(cycle)]);
  }));
}

/** A line of `from` that uses `to`. */
interface Edge {
  readonly from: Chunk;
  readonly to: Chunk;
  readonly at: Location;
}

function cyclesAt(graph: ChunkGraph, chapter: number): readonly (readonly Edge[])[] {
  const found: (readonly Edge[])[] = [];
  const finished = new Set<ChunkId>();
  const path: Edge[] = [];
  const open = new Set<ChunkId>();
  const walk = (chunk: Chunk): void => {
    open.add(chunk.id);
    for (const edge of edgesOf(graph, chunk, chapter)) {
      if (finished.has(edge.to.id)) continue;
      path.push(edge);
      // an open chunk is on the path, so the path from there to here is the cycle
      if (open.has(edge.to.id)) found.push(path.slice(path.findIndex(({ from }) => from.id === edge.to.id)));
      else walk(edge.to);
      path.pop();
    }
    open.delete(chunk.id);
    finished.add(chunk.id);
  };
  for (const chunk of graph.chunks.values()) if (!finished.has(chunk.id)) walk(chunk);
  return found;
}

function edgesOf(graph: ChunkGraph, chunk: Chunk, chapter: number): readonly Edge[] {
  return partsAt(chunk, chapter).flatMap((definition) =>
    usesIn(definition).flatMap(({ target, span }) => {
      const to = graph.chunks.get(target);
      return to ? [{ from: chunk, to, at: { source: definition.fence.source, span } }] : [];
    }),
  );
}

function report(cycle: readonly Edge[]): Diagnostic {
  const [first, ...others] = cycle;
  if (!first) throw new Error("internal: an empty cycle");
  const path = [first.from, ...cycle.map(({ to }) => to)].map(({ name }) => `\`${name}\``).join(" → ");
  const notes = others.map(({ from, to, at }) => ({ message: `\`${from.name}\` uses \`${to.name}\` here`, at }));
  return { ...mistake("cyclic-chunk", `\`${first.from.name}\` uses itself: ${path}`, first.at), notes };
}
