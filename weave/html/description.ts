/** What a page is about, for search engines and link previews: its first sentences. */
import type { Nodes, Root } from "mdast";
import { textOf } from "../walk.ts";

const longest = 160;

/** The first paragraph as plain text, cut at a word; empty where the page has none. */
export function descriptionOf(tree: Root): string {
  const paragraph = tree.children.find((node) => node.type === "paragraph");
  const words = paragraph ? plain(paragraph) : "";
  if (words.length <= longest) return words;
  const cut = words.slice(0, longest - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), longest / 2)).replace(/[\s,;:–—]+$/, "")}…`;
}

function plain(node: Nodes): string {
  return textOf(node).replace(/\s+/g, " ").trim();
}
