/** Puts generated parts in place of `::name`. */
import type { BlockContent, Heading, Root, RootContent } from "mdast";
import { mistake, type Diagnostic, type Location, type Source } from "../../tangle/index.ts";
import { isIndex, isLeaf, type Leaf } from "../blocks/directives.ts";
import { answerOf, type WithTree } from "../lazyTree.ts";
import { span, spanOf } from "../place.ts";
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
export function repeatedLeaves(pages: readonly LeafPage[]): readonly Diagnostic[] {
  const first = new Map<string, Location>();
  const diagnostics: Diagnostic[] = [];
  for (const page of pages) {
    for (const { name, of, ...place } of leavesOf(page)) {
      const at = placeOf(place, page);
      const part = of === null ? `::${name}` : `::${name}{of="${of}"}`;
      const before = first.get(part);
      if (before) diagnostics.push({ ...mistake("repeated-part", `\`${part}\` stands in the book once`, at), notes: [{ message: "it stands here first", at: before }] });
      else first.set(part, at);
    }
  }
  return diagnostics;
}

/** An error for each part of a chapter, or of an index, that there is not. */
export function strayLeaves(pages: readonly LeafPage[], folders: ReadonlySet<string>): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const page of pages) {
    for (const { name, of, ...place } of leavesOf(page)) {
      if (of === null) continue;
      if (name === "index") {
        if (!isIndex(of)) diagnostics.push(mistake("unknown-index", `there is no index \`${of}\`: \`of\` is terms, identifiers or chunks`, placeOf(place, page)));
      } else if (!folders.has(of)) diagnostics.push(mistake("unknown-chapter", `there is no chapter \`${of}\``, placeOf(place, page)));
    }
  }
  return diagnostics;
}

/** The chapters, or the indexes, of which a tree holds `::name`; null for one of none in particular. */
export function partsNamed(page: WithTree, named: Leaf): readonly (string | null)[] {
  return leavesOf(page).filter(({ name }) => name === named).map(({ of }) => of);
}

/** A `::name`, and where it stands in its file. */
export interface LeafPlace {
  readonly name: string;
  readonly of: string | null;
  readonly start: number;
  readonly end: number;
}

/** Those of a tree. */
export function leavesOf(page: WithTree): readonly LeafPlace[] {
  return answerOf(page, {
    module: "weave/plugins/leaves.ts", name: "leaves",
    answer: (tree) => openNodesOf(tree, "leafDirective").map((node) => ({ name: node.name, of: node.attributes?.["of"] ?? null, ...spanOf(node) })),
  });
}

interface LeafPage extends WithTree {
  readonly section: { readonly source: Source };
}

function placeOf({ start, end }: Pick<LeafPlace, "start" | "end">, { section: { source } }: LeafPage): Location {
  return { source, span: span(start, end) };
}

/** True if a tree holds `::name`. */
export function hasLeaf(page: WithTree, name: Leaf): boolean {
  return partsNamed(page, name).length > 0;
}
