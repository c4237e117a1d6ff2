/** Headings for what a generated part groups by chapter. */
import type { Heading, ListItem, Paragraph, PhrasingContent } from "mdast";
import type { Collected } from "../collected.ts";
import type { Draft } from "../draft.ts";
import { pageLabel, titleOf } from "../pageTitles.ts";
import { text } from "../../walk.ts";
import { plainCopy } from "./plainCopy.ts";

/** "Chapter 1: Markov chains", or an unnumbered chapter's title. */
export function chapterHeading(draft: Draft, { drafts }: Pick<Collected, "drafts">): Heading {
  const opening = drafts.find(({ draft: each }) => each.chapter === draft.chapter && each.section.role === "opening")?.draft ?? draft;
  const title = plainCopy(titleOf(opening));
  return { type: "heading", depth: 2, children: opening.number === null ? title : [text(`${pageLabel(opening)}: `), ...title] };
}

/** An item of one paragraph. */
export function item(children: PhrasingContent[]): ListItem {
  return { type: "listItem", spread: false, children: [paragraph(children)] };
}

/** A paragraph. */
export function paragraph(children: PhrasingContent[]): Paragraph {
  return { type: "paragraph", children };
}
