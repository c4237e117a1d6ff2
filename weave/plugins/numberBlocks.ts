/** Numbers the blocks of a chapter, kind by kind, and gives an id to those that have none. */
import type { Root, RootContent } from "mdast";
import { blockNames, numberedKinds } from "../blocks/directives.ts";
import type { BlockKind, BookBlock } from "../tree.ts";
import { rewrite } from "../walk.ts";
import { freshId } from "../words/slug.ts";

/** The trees of one chapter's files with numbers "1.1", "1.2", … for the prefix "1". New ids are added to `taken`. */
export function numberBlocks(trees: readonly Root[], prefix: string, taken: Set<string>): readonly Root[] {
  const counts = new Map<BlockKind, number>();
  return trees.map((tree) => rewrite(tree, (node) => number(node, null)));

  function number(node: RootContent, exercise: string | null): RootContent[] | undefined {
    if (node.type !== "bookBlock") return undefined;
    const count = (counts.get(node.kind) ?? 0) + 1;
    counts.set(node.kind, count);
    const own = numberedKinds.has(node.kind) ? `${prefix}.${count}` : null;
    const inner = rewrite(node, (child) => number(child, own && node.kind === "exercise" ? own : exercise));
    const id = node.id || freshId(slug(node.kind, own ?? exercise ?? `${prefix}.${count}`), taken);
    const label = own ? `${blockNames[node.kind]} ${own}` : blockNames[node.kind];
    return [withFormula({ ...inner, id, number: own, label })];
  }
}

/** An equation's formula carries its number. */
function withFormula(block: BookBlock): BookBlock {
  if (block.kind !== "equation") return block;
  const { id, number } = block;
  return { ...block, children: block.children.map((child) => (child.type === "bookMath" ? { ...child, id, number } : child)) };
}

function slug(kind: BlockKind, number: string): string {
  return `${kind}-${number.replaceAll(".", "-")}`;
}
