/** Solutions that the book prints elsewhere: in a notebook they stand in their exercise's section, whose names their cells use. */
import type { Nodes } from "mdast";
import { answerOf } from "../lazyTree.ts";
import { nodesOf } from "../nodesOf.ts";
import type { BookBlock, BookDocument, Page } from "../tree.ts";
import type { NotebookPlace } from "./markdown.ts";

/** A solution, and the page on which the book prints it. */
export interface MovedSolution {
  readonly block: BookBlock;
  readonly page: Page;
}

/** The moved solutions of a page's exercises, in the order of the text, without their questions, which stand on the page itself. */
export function solutionsFor(home: Page, document: BookDocument): readonly MovedSolution[] {
  return solvedOn(home, document).flatMap((page) => nodesOf(page.tree, "bookBlock").flatMap((block) => {
    if (homeOf(block, document) !== home) return [];
    return [{ block: { ...block, children: block.children.filter(({ data }) => data?.question !== true) }, page }];
  }));
}

/** The other pages on which the book prints solutions of a page's exercises, in its order. */
export function solvedOn(home: Page, document: BookDocument): readonly Page[] {
  const pages = pagesIn.get(document) ?? pagesByHome(document);
  pagesIn.set(document, pages);
  return pages.get(home) ?? [];
}

/** A document never changes, so that it is gone through once. */
const pagesIn = new WeakMap<BookDocument, ReadonlyMap<Page, readonly Page[]>>();

function pagesByHome(document: BookDocument): ReadonlyMap<Page, readonly Page[]> {
  const found = new Map<Page, readonly Page[]>();
  for (const page of document.pages) {
    const homes = new Set(exercisesSolvedOn(page).map((exercise) => pageOf(exercise, document)));
    for (const home of homes) if (home !== null && home !== page) found.set(home, [...(found.get(home) ?? []), page]);
  }
  return found;
}

function exercisesSolvedOn(page: Page): readonly string[] {
  return answerOf(page, { module: "weave/notebooks/solutions.ts", name: "exercises", answer: (tree) => nodesOf(tree, "bookBlock").flatMap((block) => exerciseOf(block) ?? []) });
}

/** True for a solution whose exercise stands on another page. */
export function isMoved(node: Nodes, { page, document }: NotebookPlace): node is BookBlock {
  if (node.type !== "bookBlock") return false;
  const home = homeOf(node, document);
  return home !== null && home !== page;
}

/** The page of the exercise that a moved solution is titled with; null for any other block. */
function homeOf(block: BookBlock, document: BookDocument): Page | null {
  const exercise = exerciseOf(block);
  return exercise === null ? null : pageOf(exercise, document);
}

function exerciseOf({ kind, title: [back] }: BookBlock): string | null {
  return kind === "solution" && back?.type === "bookReference" ? back.target : null;
}

function pageOf(exercise: string, { targets }: BookDocument): Page | null {
  const target = targets.get(exercise);
  return target?.kind === "exercise" ? target.page : null;
}
