/** Walking and rewriting the tree, the titles and captions of its blocks included. */
import type { Nodes, PhrasingContent, RootContent } from "mdast";

/** What becomes of a node: undefined keeps it and goes on inside it; a list stands in its place and is not entered. */
export type Change = (node: RootContent, parent: Nodes) => readonly RootContent[] | undefined;

declare module "unist" {
  interface Data {
    /** True for a node inside which no later step can change or refer to anything. */
    inert?: boolean | undefined;
    /** True for a table that a cell printed. */
    printed?: boolean | undefined;
    /** Of a card that stands in the quick reference: the folder of its chapter. */
    home?: string | undefined;
    /** True for the quotation of its question before a solution. */
    question?: boolean | undefined;
    /** Of an item of the glossary: its term, and the item's anchor; null where a section defines the term. */
    entry?: { readonly term: string; readonly id: string | null } | undefined;
  }
}

/** The same node with `change` applied to everything inside it that is not inert. What does not change is shared, not copied. */
export function rewrite<T extends Nodes>(node: T, change: Change): T {
  if (!("children" in node) || isSettled(node)) return node;
  const children = rewriteList(node.children, node, change);
  if (node.type !== "bookBlock") return children === node.children ? node : { ...node, children };
  const title = rewriteList(node.title, node, change);
  const caption = rewriteList(node.caption, node, change);
  if (children === node.children && title === node.title && caption === node.caption) return node;
  return { ...node, title, caption, children };
}

/** Calls `visit` for every node inside, parents first, in the order of the text: title, content, caption. */
export function walk(node: Nodes, visit: Visit, isClosed: (node: Nodes) => boolean = never): void {
  if (!("children" in node) || isClosed(node)) return;
  for (const child of node.type === "bookBlock" ? [...node.title, ...node.children, ...node.caption] : node.children) {
    visit(child, node);
    walk(child, visit, isClosed);
  }
}

type Visit = (node: RootContent, parent: Nodes) => void;

function never(): boolean {
  return false;
}

/** The same, but inert nodes are not entered. */
export function walkOpen(node: Nodes, visit: Visit): void {
  walk(node, visit, isSettled);
}

/** True for a node inside which no later step can change or refer to anything. */
export function isSettled(node: Nodes): boolean {
  return node.data?.inert === true;
}

/** The text of a node or a list of nodes, without markup and without margin notes. */
export function textOf(content: Nodes | readonly Nodes[]): string {
  if (isList(content)) return content.map(textOf).join("");
  if (content.type === "marginNote") return "";
  if (content.type === "break") return " ";
  if (content.type === "bookValue") return content.value ?? "…";
  if ("children" in content) return textOf(content.children);
  return "value" in content ? content.value : "";
}

/** A text node. */
export function text(value: string): PhrasingContent {
  return { type: "text", value };
}

/** The list itself if nothing in it changes. Callers put back only what the content model of that list allows. */
export function rewriteList<T extends RootContent>(list: T[], parent: Nodes, change: Change): T[] {
  let changed: RootContent[] | null = null;
  for (const [index, child] of list.entries()) {
    const replaced = change(child, parent);
    const kept = replaced ? null : rewrite(child, change);
    if (changed === null && kept === child) continue;
    changed ??= list.slice(0, index);
    if (kept) changed.push(kept);
    else if (replaced) changed.push(...replaced);
  }
  return (changed as T[] | null) ?? list;
}

function isList(content: Nodes | readonly Nodes[]): content is readonly Nodes[] {
  return Array.isArray(content);
}
