/** Lists; that of the glossary, if it is long, letter by letter. */
import type { Element } from "hast";
import type { List } from "mdast";
import { defaultHandlers } from "mdast-util-to-hast";
import { byLetter, depthBelow, letteredList } from "../letters.ts";
import type { HandlerFor } from "../setting.ts";

/** The handler of `list`. */
export const list: HandlerFor = ({ page }) => (state, node: List) => {
  const plain = (children: List["children"]): Element => defaultHandlers.list(state, { ...node, children });
  const letters = node.children.every(({ data }) => data?.entry !== undefined) ? byLetter(node.children, ({ data }) => data?.entry?.term ?? "") : null;
  if (letters === null) return plain(node.children);
  return letteredList(letters, { of: "glossary", label: "Letters of the glossary", depth: depthBelow(page.tree, node) }, ({ entries }) => plain([...entries]));
};
