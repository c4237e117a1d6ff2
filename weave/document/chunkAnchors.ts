/** An id for every part of every chunk. */
import type { ChunkGraph, Fence, Section } from "../../tangle/index.ts";
import { freshId, slugOf } from "../words/slug.ts";

/** The anchors by fence: the author's `id=`, else one made from the name. New ids are added to `taken`. */
export function chunkAnchors(sections: readonly Section[], graph: ChunkGraph, taken: Set<string>): ReadonlyMap<Fence, string> {
  const anchors = new Map<Fence, string>();
  for (const fence of sections.flatMap((section) => section.fences)) {
    const definition = graph.definitionOf.get(fence);
    const chunk = definition && graph.chunks.get(definition.chunk);
    if (!chunk) continue;
    const wanted = `${chunk.kind}-${slugOf(chunk.name.replaceAll(/[/.]/g, " ")) || "part"}`;
    anchors.set(fence, fence.id ?? freshId(wanted, taken));
  }
  return anchors;
}
