/** A change of a text, as the one stretch in which the text before and the text now differ. */
import type { Root } from "mdast";
import type { BlockKind } from "../tree.ts";
import { walk } from "../walk.ts";

const checked: ReadonlySet<BlockKind> = new Set<BlockKind>(["derivation", "cost", "figure", "table", "card"]);

/** Where two texts differ; they are equal before `start`, and from `end` of the old and `endNow` of the new one on. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly endNow: number;
}

/** The shortest stretch outside of which both texts are equal. */
export function editOf(before: string, now: string): Edit {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === now[now.length - 1 - same]) same += 1;
  return { start, end: before.length - same, endNow: now.length - same };
}

/** The offset in the old text of what stands at `offset` now; -1 for what the edit has written. */
export function offsetBefore({ start, end, endNow }: Edit, offset: number): number {
  if (offset < start) return offset;
  return offset < endNow ? -1 : offset - endNow + end;
}

/** Whether an edit lies in prose alone, by the tree of the text before: not in code, and not in what is checked or drawn. */
export function isOfProse({ start, end }: Edit, tree: Root): boolean {
  let isProse = true;
  walk(tree, (node) => {
    const isFixed = node.type === "bookCode" || node.type === "bookValue" || (node.type === "bookBlock" && checked.has(node.kind));
    const [from, to] = [node.position?.start.offset ?? -1, node.position?.end.offset ?? -1];
    if (isFixed && from <= end && start <= to) isProse = false;
  });
  return isProse;
}
