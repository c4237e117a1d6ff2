/** Puts generated parts in place of `::name`. */
import type { BlockContent, Heading, Root, RootContent } from "mdast";
import { isLeaf, type Leaf } from "../directives.ts";
import { rewrite, walkOpen } from "../walk.ts";

/** Makes the content of a generated part; its headings have the given depth. */
export type Parts = { readonly [K in Leaf]: (depth: Heading["depth"]) => readonly BlockContent[] };

/** The tree with every `::name` expanded. Headings in it are one level below the heading it stands under. */
export function leaves(tree: Root, parts: Parts): Root {
  let depth: Heading["depth"] = 2;
  return rewrite(tree, (node): readonly RootContent[] | undefined => {
    if (node.type === "heading") depth = node.depth === 6 ? 6 : ((node.depth + 1) as Heading["depth"]);
    return node.type === "leafDirective" && isLeaf(node.name) ? parts[node.name](depth) : undefined;
  });
}

/** True if a tree holds `::name`. */
export function hasLeaf(tree: Root, name: Leaf): boolean {
  let found = false;
  walkOpen(tree, (node) => {
    found ||= node.type === "leafDirective" && node.name === name;
  });
  return found;
}
