/** Numbers the margin notes of a page in the order of its text. */
import type { Root, RootContent } from "mdast";
import { rewrite } from "../walk.ts";

/** The tree with a number and an id (`PAGE-note-3`) on every margin note. */
export function numberNotes(tree: Root, pageId: string): Root {
  let count = 0;
  const number = (node: RootContent): RootContent[] | undefined => {
    if (node.type !== "marginNote") return undefined;
    count += 1;
    const numbered = { ...node, number: count, id: `${pageId}-note-${count}` };
    return [rewrite(numbered, number)];
  };
  return rewrite(tree, number);
}
