/** What a page is about, for search engines and link previews: its first sentences, or else its headings. */
import type { Nodes, Root } from "mdast";
import { answerOf, type WithTree } from "../lazyTree.ts";
import { textOf } from "../walk.ts";

const longest = 160;

/** The first paragraph as plain text, or of a page without one its headings below the title; cut at a word. Empty where it has neither. */
export function descriptionOf(page: WithTree): string {
  return answerOf(page, { module: "weave/html/description.ts", name: "description", answer: described });
}

function described(tree: Root): string {
  const paragraph = tree.children.find((node) => node.type === "paragraph");
  const headings = tree.children.filter((node) => node.type === "heading" && node.depth > 1);
  const words = paragraph ? plain(paragraph) : headings.map(plain).join(" · ");
  if (words.length <= longest) return words;
  const cut = words.slice(0, longest - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), longest / 2)).replace(/[\s,;:–—]+$/, "")}…`;
}

function plain(node: Nodes): string {
  return textOf(node).replace(/\s+/g, " ").trim();
}
