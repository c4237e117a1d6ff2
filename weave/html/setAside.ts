/** Folded code before the first words of a page and behind its last: it stands at the page's end, under a heading of its own. */
import type { RootContent } from "mdast";
import type { BookCode, Page } from "../tree.ts";

/** The page as readers get it: it begins with words, and what the program needs besides comes last. The order of the program is not changed by it. */
export function withCodeSetAside(page: Page): Page {
  const { children } = page.tree;
  const first = children.findIndex((child) => !isFolded(child));
  const last = children.findLastIndex((child) => !isFolded(child));
  const before = children.slice(0, Math.max(0, first));
  const behind = children.slice(last + 1);
  if (first < 0 || before.length + behind.length === 0) return page;
  const heading: RootContent = { type: "heading", depth: 2, data: { id: `${page.id}--set-aside` }, children: [{ type: "text", value: "Code set aside" }] };
  return { ...page, tree: { ...page.tree, children: [...children.slice(first, last + 1), heading, ...before, ...behind] } };
}

/** What the author hides; the check of a derivation and the code of a figure stay with them. */
function isFolded(node: RootContent): node is BookCode {
  return node.type === "bookCode" && node.hide;
}
