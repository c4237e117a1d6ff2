/** A second showing of phrasing that stands elsewhere: nothing in it is defined or numbered again. */
import type { PhrasingContent, RootContent } from "mdast";
import { rewrite } from "../../walk.ts";

/** The content without margin notes, and with terms as emphasis. */
export function plainCopy(content: readonly PhrasingContent[]): PhrasingContent[] {
  return rewrite({ type: "paragraph", children: [...content] }, plain).children;
}

/** The `Change` that does it, for blocks. */
export function plain(node: RootContent): RootContent[] | undefined {
  if (node.type === "marginNote") return [];
  if (node.type === "bookTerm") return [{ type: "emphasis", children: plainCopy(node.children) }];
  return undefined;
}
