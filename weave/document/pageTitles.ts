/** How a page is called where it is referred to. */
import type { PhrasingContent } from "mdast";
import type { Draft } from "./draft.ts";
import { answerOf, type WithTree } from "../lazyTree.ts";
import { textOf } from "../walk.ts";

/** "Chapter 1", "Section 1.2"; the title where there is no number. */
export function pageLabel(draft: Draft): string {
  if (draft.number === null) return pageTitle(draft);
  return draft.section.role === "opening" ? `Chapter ${draft.number}` : `Section ${draft.number}`;
}

/** The title's text. */
export function pageTitle(draft: WithTree): string {
  return textOf(titleOf(draft)).replace(/\s+/g, " ").trim();
}

/** The title as written. */
export function titleOf(draft: WithTree): PhrasingContent[] {
  return answerOf(draft, {
    module: "weave/document/pageTitles.ts", name: "title",
    answer: ({ children: [first] }) => (first?.type === "heading" ? first.children : []),
  });
}
