/** A narrow space, at which no line ends, between a number and its `%`; code stays as it is. */
import type { Nodes, RootContent } from "hast";

/** The tree with them. */
export function withNarrowSpaces<T extends Nodes>(node: T): T {
  if (node.type === "text") return { ...node, value: narrowed(node.value) };
  if (!("children" in node) || (node.type === "element" && code.has(node.tagName))) return node;
  return { ...node, children: (node.children as readonly RootContent[]).map(withNarrowSpaces) };
}

/** A text with them: the number may end the text before. */
export function narrowed(text: string): string {
  return text.replace(/(^|\d)[ \u00a0]%(?![\w(])/g, "$1\u202f%");
}

const code: ReadonlySet<string> = new Set(["code", "pre", "samp", "kbd"]);
