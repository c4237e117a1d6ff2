/** A second showing of blocks that stand elsewhere. */
import type { RootContent } from "mdast";
import { rewrite } from "../walk.ts";

/** The `Change` that makes a block's copy on another page: without its place in a text, marks of proof, notes, and the ids and numbers of formulas. */
export function bare(node: RootContent): RootContent[] {
  if (node.type === "bookMark" || node.type === "marginNote") return [];
  const { position: _, data, ...open } = node;
  // settled nodes are entered too: formulas in them have positions
  const inside = { ...rewrite(open, bare), ...(data && { data }) };
  if (inside.type === "bookMath") return [{ ...inside, id: null, number: null }];
  return inside.type === "bookTerm" ? [{ type: "emphasis", children: inside.children }] : [inside];
}
