// Tangled from book/10-tokenisation/02-byte-pair-encoding.md. Edit the book, then: npm run tangle
/** The merges of a pre-token as trees. */
import { mergeSteps } from "./encode.ts";
import type { Merges } from "./merges.ts";

/** A token, with the merge that made it: its rank, and the two tokens that it joined; a byte has neither. */
export interface MergeNode {
  readonly id: number;
  readonly rank: number;
  readonly parts: readonly MergeNode[];
}

/** A tree for each token of a pre-token, its bytes as leaves. */
export function mergeTrees(merges: Merges, bytes: Iterable<number>): readonly MergeNode[] {
  let nodes: readonly MergeNode[] = Array.from(bytes, (byte) => ({ id: merges.byteIds[byte]!, rank: -1, parts: [] }));
  for (const { rank, at, ids } of mergeSteps(merges, nodes.map(({ id }) => id))) {
    nodes = nodes.toSpliced(at, 2, { id: ids[at]!, rank, parts: nodes.slice(at, at + 2) });
  }
  return nodes;
}
//# sourceMappingURL=../../.maps/tokenizers/bpe/merge-tree.ts.map
