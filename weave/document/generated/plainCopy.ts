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

/** The `Change` that makes a block's copy on another page: without its place in a text, marks of proof, notes, and the ids and numbers of formulas. */
export function bare(node: RootContent): RootContent[] {
  if (node.type === "bookMark" || node.type === "marginNote") return [];
  const { position: _, data, ...open } = node;
  // settled nodes are entered too: formulas in them have positions
  const inside = { ...rewrite(open, bare), ...(data && { data }) };
  if (inside.type === "bookMath") return [{ ...inside, id: null, number: null }];
  return inside.type === "bookTerm" ? [{ type: "emphasis", children: inside.children }] : [inside];
}
