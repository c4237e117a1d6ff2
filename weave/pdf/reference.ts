/** Chapters in which one looks things up: their pages have two columns of small type, over text and margin. */
import type { RootContent } from "mdast";
import type { DocumentChapter } from "../tree.ts";
import { textOf, walk } from "../walk.ts";

/** The share of a chapter's letters that lists must have. */
const MOSTLY = 0.7;

/** Whether a chapter has no number, nothing in the margin, and little but lists: of terms, works, cards, or of what the indexes have. */
export function isReference({ number, opening, sections }: DocumentChapter): boolean {
  if (number !== null) return false;
  const pages = [opening, ...sections];
  const children = pages.flatMap(({ tree }) => tree.children);
  if (pages.some(({ tree }) => hasMargin(tree))) return false;
  return children.some(({ type }) => type === "bookIndex") || lettersIn(children.filter(isListed)) > MOSTLY * lettersIn(children);
}

function isListed(node: RootContent): boolean {
  return node.type === "list" || node.type === "bookBibliographyEntry" || node.type === "heading" || (node.type === "bookBlock" && node.kind === "card");
}

const lettersIn = (nodes: readonly RootContent[]): number => nodes.reduce((sum, node) => sum + textOf(node).length, 0);

/** Whether something in it stands in the margin: a note, a mark, the label of a block. */
function hasMargin(tree: DocumentChapter["opening"]["tree"]): boolean {
  let found = false;
  walk(tree, (node) => void (found ||= node.type === "marginNote" || node.type === "bookMark" || node.type === "bookCode" || (node.type === "bookBlock" && node.kind !== "card")));
  return found;
}
