/** Numbers the blocks of a chapter, kind by kind, and gives an id to those that have none. */
import type { Nodes, Root, RootContent } from "mdast";
import { blockNames, numberedKinds } from "../blocks/directives.ts";
import type { BlockKind, BookBlock } from "../tree.ts";
import { rewrite } from "../walk.ts";
import { freshId } from "../words/slug.ts";

/** A block that waits for its number, with those inside of it, all in the order in which they are numbered. */
export interface BlockOutline {
  readonly kind: BlockKind;
  /** As the author wrote it; "" where it has none. */
  readonly id: string;
  readonly inside: readonly BlockOutline[];
}

/** What a block is called. */
export interface BlockNumber {
  readonly id: string;
  readonly number: string | null;
  readonly label: string;
  readonly inside: readonly BlockNumber[];
}

/** The trees of one chapter's files with numbers "1.1", "1.2", … for the prefix "1". New ids are added to `taken`. */
export function numberBlocks(trees: readonly Root[], prefix: string, taken: Set<string>): readonly Root[] {
  const numbers = numbersOf(trees.map(blocksToNumber), prefix, taken);
  return trees.map((tree, index) => withNumbers(tree, numbers[index] ?? []));
}

/** The blocks of a file that wait for their numbers. */
export function blocksToNumber(tree: Nodes): readonly BlockOutline[] {
  const found: BlockOutline[] = [];
  rewrite(tree, (node) => {
    if (node.type !== "bookBlock") return undefined;
    found.push({ kind: node.kind, id: node.id, inside: blocksToNumber(node) });
    return [node];
  });
  return found;
}

/** Numbers for the blocks of one chapter's files, which need no more of each other than this. New ids are added to `taken`. */
export function numbersOf(files: readonly (readonly BlockOutline[])[], prefix: string, taken: Set<string>): readonly (readonly BlockNumber[])[] {
  const counts = new Map<BlockKind, number>();
  return files.map((blocks) => blocks.map((block) => number(block, null)));

  function number({ kind, id, inside }: BlockOutline, exercise: string | null): BlockNumber {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const own = numberedKinds.has(kind) ? `${prefix}.${count}` : null;
    const inner = inside.map((child) => number(child, own && kind === "exercise" ? own : exercise));
    return {
      id: id || freshId(slug(kind, own ?? exercise ?? `${prefix}.${count}`), taken),
      number: own,
      label: own ? `${blockNames[kind]} ${own}` : blockNames[kind],
      inside: inner,
    };
  }
}

/** The tree with the numbers of its blocks. */
export function withNumbers<T extends Nodes>(tree: T, numbers: readonly BlockNumber[]): T {
  let at = 0;
  return rewrite(tree, (node): RootContent[] | undefined => {
    const found = node.type === "bookBlock" ? numbers[at++] : undefined;
    if (node.type !== "bookBlock" || found === undefined) return undefined;
    const { id, number, label, inside } = found;
    return [withFormula({ ...withNumbers(node, inside), id, number, label })];
  });
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
