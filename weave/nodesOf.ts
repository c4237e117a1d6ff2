/** The nodes of a tree by their types, found in one walk: many ask each page of the book for a few of them. */
import type { Nodes, RootContent } from "mdast";
import { isSettled } from "./walk.ts";

type Type = RootContent["type"];
type Of<T extends Type> = Extract<RootContent, { readonly type: T }>;
type ByType = ReadonlyMap<string, readonly RootContent[]>;

/** Of all nodes, and of those that are in nothing inert. */
interface Index {
  readonly all: ByType;
  readonly open: ByType;
}

/** A tree never changes. */
const indexes = new WeakMap<Nodes, Index>();

/** The nodes of a type inside of a tree, in the order in which `walk` visits them. */
export function nodesOf<T extends Type>(tree: Nodes, type: T): readonly Of<T>[] {
  return (indexOf(tree).all.get(type) ?? []) as readonly Of<T>[];
}

/** The same, but of those that `walkOpen` visits. */
export function openNodesOf<T extends Type>(tree: Nodes, type: T): readonly Of<T>[] {
  return (indexOf(tree).open.get(type) ?? []) as readonly Of<T>[];
}

function indexOf(tree: Nodes): Index {
  const known = indexes.get(tree) ?? indexed(tree);
  indexes.set(tree, known);
  return known;
}

function indexed(tree: Nodes): Index {
  const all = new Map<string, RootContent[]>();
  const open = new Map<string, RootContent[]>();
  enter(tree, true);
  return { all, open };

  function enter(node: Nodes, isOpen: boolean): void {
    if (!("children" in node)) return;
    const isInside = isOpen && !isSettled(node);
    if (node.type === "bookBlock") for (const child of node.title) add(child, isInside);
    for (const child of node.children) add(child, isInside);
    if (node.type === "bookBlock") for (const child of node.caption) add(child, isInside);
  }

  function add(node: RootContent, isOpen: boolean): void {
    put(all, node);
    if (isOpen) put(open, node);
    enter(node, isOpen);
  }
}

function put(lists: Map<string, RootContent[]>, node: RootContent): void {
  const known = lists.get(node.type);
  if (known === undefined) lists.set(node.type, [node]);
  else known.push(node);
}
