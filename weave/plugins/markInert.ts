/** Marks what no later step can change or refer to, which is most of a book's prose, so that later steps pass it by. */
import type { Nodes, Root, RootContent } from "mdast";
import { isSettled } from "../walk.ts";

const inert: ReadonlySet<string> = new Set([
  "text", "inlineMath", "inlineCode", "break", "thematicBreak", "bookMath",
  "paragraph", "emphasis", "delete", "blockquote", "list", "listItem", "table", "tableRow", "tableCell",
]);

/** The tree with `data.inert` on every outermost node of that sort. Texts in it lose their positions, which nothing asks for. */
export function markInert(tree: Root): Root {
  return { ...tree, children: tree.children.map(marked) };
}

/** A node that holds only inert nodes is marked; in any other its children are looked at. */
function marked<T extends RootContent>(node: T): T {
  if (!("children" in node)) return node;
  if (isInert(node)) return { ...bare(node), data: { ...node.data, inert: true } };
  const inside = { ...node, children: node.children.map(marked) };
  return inside.type === "bookBlock" ? { ...inside, title: inside.title.map(marked), caption: inside.caption.map(marked) } : inside;
}

function isInert(node: Nodes): boolean {
  if (!inert.has(node.type) || isSettled(node)) return false;
  if (node.type === "text") return !node.value.includes("[@");
  return "children" in node ? node.children.every(isInert) : true;
}

/** Without positions on what is smaller than a paragraph, but for formulas, whose writers may still refuse them. */
function bare<T extends Nodes>(node: T): T {
  if ("children" in node) {
    const inside = { ...node, children: node.children.map(bare) };
    return node.type === "emphasis" || node.type === "delete" ? without(inside) : inside;
  }
  return node.type === "text" || node.type === "inlineCode" || node.type === "break" ? without(node) : node;
}

function without<T extends Nodes>({ position: _, ...rest }: T): T {
  return rest as T;
}
