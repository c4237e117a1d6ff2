/** Puts the views of chunks on the code blocks that show them. */
import type { Root, RootContent } from "mdast";
import type { Fence, Section } from "../../tangle/index.ts";
import type { ChunkView } from "../tree.ts";
import { rewrite } from "../walk.ts";

/** A view and the code to print: the fence's lines as written, `<<uses>>` included. */
export interface ShownChunk {
  readonly view: ChunkView;
  readonly code: string;
}

/** The views of a file, by the places of their fences. */
export function shownIn(section: Section, shown: ReadonlyMap<Fence, ShownChunk>): ReadonlyMap<number, ShownChunk> {
  const byOffset = new Map<number, ShownChunk>();
  for (const fence of section.fences) {
    const found = shown.get(fence);
    if (found) byOffset.set(fence.span.start, found);
  }
  return byOffset;
}

/** The tree with `chunk`, `id` and the code's lines set on every chunk's part. */
export function chunkParts(tree: Root, byOffset: ReadonlyMap<number, ShownChunk>): Root {
  return rewrite(tree, (node): RootContent[] | undefined => {
    if (node.type !== "bookCode") return undefined;
    const found = byOffset.get(node.position?.start.offset ?? -1);
    return found ? [{ ...node, value: found.code, id: found.view.id, chunk: found.view }] : undefined;
  });
}
