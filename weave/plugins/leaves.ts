/** Puts generated parts in place of `::name`. */
import type { BlockContent, Heading, Root, RootContent } from "mdast";
import { mistake, type Diagnostic, type Location, type Source } from "../../tangle/index.ts";
import { isLeaf, type Leaf } from "../document/directives.ts";
import { placed } from "../place.ts";
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

/** An error for each part that stands a second time: its ids would be in the book twice. */
export function repeatedLeaves(pages: readonly { readonly tree: Root; readonly source: Source }[]): readonly Diagnostic[] {
  const first = new Map<string, Location>();
  const diagnostics: Diagnostic[] = [];
  for (const { tree, source } of pages) {
    walkOpen(tree, (node) => {
      if (node.type !== "leafDirective") return;
      const at = placed(source, node);
      const before = first.get(node.name);
      if (before) diagnostics.push({ ...mistake("repeated-part", `\`::${node.name}\` stands in the book once`, at), notes: [{ message: "it stands here first", at: before }] });
      else first.set(node.name, at);
    });
  }
  return diagnostics;
}

/** True if a tree holds `::name`. */
export function hasLeaf(tree: Root, name: Leaf): boolean {
  let found = false;
  walkOpen(tree, (node) => {
    found ||= node.type === "leafDirective" && node.name === name;
  });
  return found;
}
