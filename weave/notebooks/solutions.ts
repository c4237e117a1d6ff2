/** Solutions that the book prints elsewhere: in a notebook they stand in their exercise's section, whose names their cells use. */
import type { Nodes } from "mdast";
import type { BookBlock, BookDocument, Page } from "../tree.ts";
import { walk } from "../walk.ts";
import type { NotebookPlace } from "./markdown.ts";

/** A solution, and the page on which the book prints it. */
export interface MovedSolution {
  readonly block: BookBlock;
  readonly page: Page;
}

/** The moved solutions of a page's exercises, in the order of the text, without their questions, which stand on the page itself. */
export function solutionsFor(home: Page, document: BookDocument): readonly MovedSolution[] {
  return pagesOf(document).flatMap((page) => {
    const blocks: BookBlock[] = [];
    walk(page.tree, (node) => {
      if (isMoved(node, { page, document }) && homeOf(node, document) === home) blocks.push(node);
    });
    return blocks.map((block) => ({ block: { ...block, children: block.children.filter(({ data }) => data?.question !== true) }, page }));
  });
}

/** True for a solution whose exercise stands on another page. */
export function isMoved(node: Nodes, { page, document }: NotebookPlace): node is BookBlock {
  if (node.type !== "bookBlock") return false;
  const home = homeOf(node, document);
  return home !== null && home !== page;
}

/** The page of the exercise that a moved solution is titled with; null for any other block. */
function homeOf({ kind, title }: BookBlock, { targets }: BookDocument): Page | null {
  const back = title[0];
  if (kind !== "solution" || back?.type !== "bookReference") return null;
  const exercise = targets.get(back.target);
  return exercise?.kind === "exercise" ? exercise.page : null;
}

function pagesOf({ parts }: BookDocument): readonly Page[] {
  return parts.flatMap(({ chapters }) => chapters.flatMap(({ opening, sections }) => [opening, ...sections]));
}
