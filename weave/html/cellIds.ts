/** Ids for the cells that their author named none, so that each can be linked to. */
import type { BookCode, BookDocument, Page } from "../tree.ts";
import { walk } from "../walk.ts";

const linked: ReadonlySet<BookCode["role"]> = new Set(["run", "experiment", "wrong", "fragment"]);

/** The nameless cells of a page, numbered in the order of the text: `cell-1`, `cell-2`. No id of the book is used again. */
export function cellIdsOf(document: BookDocument, page: Page): ReadonlyMap<BookCode, string> {
  const ids = new Map<BookCode, string>();
  let count = 0;
  walk(page.tree, (node) => {
    if (node.type !== "bookCode" || node.id !== null || !linked.has(node.role)) return;
    do count++;
    while (document.targets.has(`cell-${count}`) || document.targets.has(`${page.id}/cell-${count}`));
    ids.set(node, `cell-${count}`);
  });
  return ids;
}
