/** Puts generated parts in place of `::name`. */
import type { BlockContent, Heading, Root, RootContent } from "mdast";
import type { LeafDirective } from "mdast-util-directive";
import { mistake, type Diagnostic, type Location, type Source } from "../../tangle/index.ts";
import { isIndex, isLeaf, type Leaf } from "../blocks/directives.ts";
import { placed } from "../place.ts";
import { openNodesOf } from "../nodesOf.ts";
import { rewrite } from "../walk.ts";

/** Makes the content of a generated part; its headings have the given depth, and it is of one chapter where `of` names its folder, or the one index that `of` names. */
export type Parts = { readonly [K in Leaf]: (depth: Heading["depth"], of: string | null) => readonly BlockContent[] };

/** The tree with every `::name` expanded. Headings in it are one level below the heading it stands under. */
export function leaves(tree: Root, parts: Parts): Root {
  let depth: Heading["depth"] = 2;
  return rewrite(tree, (node): readonly RootContent[] | undefined => {
    if (node.type === "heading") depth = node.depth === 6 ? 6 : ((node.depth + 1) as Heading["depth"]);
    return node.type === "leafDirective" && isLeaf(node.name) ? parts[node.name](depth, node.attributes?.["of"] ?? null) : undefined;
  });
}

/** An error for each part that stands a second time, of the same chapter or index if it is of one: its ids would be in the book twice. */
export function repeatedLeaves(pages: readonly { readonly tree: Root; readonly source: Source }[]): readonly Diagnostic[] {
  const first = new Map<string, Location>();
  const diagnostics: Diagnostic[] = [];
  for (const { tree, source } of pages) {
    for (const { of, node } of leavesOf(tree)) {
      const at = placed(source, node);
      const part = of === null ? `::${node.name}` : `::${node.name}{of="${of}"}`;
      const before = first.get(part);
      if (before) diagnostics.push({ ...mistake("repeated-part", `\`${part}\` stands in the book once`, at), notes: [{ message: "it stands here first", at: before }] });
      else first.set(part, at);
    }
  }
  return diagnostics;
}

/** An error for each part of a chapter, or of an index, that there is not. */
export function strayLeaves(pages: readonly { readonly tree: Root; readonly source: Source }[], folders: ReadonlySet<string>): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const { tree, source } of pages) {
    for (const { of, node } of leavesOf(tree)) {
      if (of === null) continue;
      if (node.name === "index") {
        if (!isIndex(of)) diagnostics.push(mistake("unknown-index", `there is no index \`${of}\`: \`of\` is terms, identifiers or chunks`, placed(source, node)));
      } else if (!folders.has(of)) diagnostics.push(mistake("unknown-chapter", `there is no chapter \`${of}\``, placed(source, node)));
    }
  }
  return diagnostics;
}

/** The chapters, or the indexes, of which a tree holds `::name`; null for one of none in particular. */
export function partsNamed(tree: Root, name: Leaf): readonly (string | null)[] {
  return leavesOf(tree).filter(({ node }) => node.name === name).map(({ of }) => of);
}

function leavesOf(tree: Root): readonly { readonly node: LeafDirective; readonly of: string | null }[] {
  return openNodesOf(tree, "leafDirective").map((node) => ({ node, of: node.attributes?.["of"] ?? null }));
}

/** True if a tree holds `::name`. */
export function hasLeaf(tree: Root, name: Leaf): boolean {
  return partsNamed(tree, name).length > 0;
}
