/** `::cards`: the quick reference, all cards in the order of the book. */
import type { BlockContent, Heading, RootContent } from "mdast";
import type { BookBlock } from "../../tree.ts";
import { rewrite, text, walk } from "../../walk.ts";
import type { Collected } from "../collected.ts";
import type { Draft } from "../draft.ts";
import { titleOf } from "../pageTitles.ts";
import { chapterHeading, paragraph } from "./grouped.ts";
import { plainCopy } from "./plainCopy.ts";

/** A heading for each chapter with cards, one for each of its sections with some, a link to it, and the cards. */
export function cards({ drafts }: Collected, depth: Heading["depth"]): readonly BlockContent[] {
  const pages = drafts.map((draft) => ({ draft, own: cardsOn(draft) })).filter(({ own }) => own.length > 0);
  if (pages.length === 0) return [paragraph([text("No card is written yet.")])];
  return pages.flatMap(({ draft, own }, index): BlockContent[] => [
    ...(pages[index - 1]?.draft.chapter === draft.chapter ? [] : [{ ...chapterHeading(draft, drafts), depth }]),
    { type: "heading", depth: deeper(depth), children: [{ type: "bookReference", target: draft.pageId, children: [...(draft.number === null ? [] : [text(`${draft.number} `)]), ...plainCopy(titleOf(draft))] }] },
    ...own.map((card) => copied(card, draft.chapter.folder)),
  ]);
}

function deeper(depth: Heading["depth"]): Heading["depth"] {
  return depth === 6 ? 6 : ((depth + 1) as Heading["depth"]);
}

function cardsOn({ tree }: Draft): readonly BookBlock[] {
  const found: BookBlock[] = [];
  walk(tree, (node) => void (node.type === "bookBlock" && node.kind === "card" && found.push(node)));
  return found;
}

/** The card as another page shows it: with an id of its own, and no place in that page's text. Its marks of proof stay with the section. */
function copied(card: BookBlock, home: string): BookBlock {
  const { position: _, ...copy } = rewrite(card, bare);
  return { ...copy, id: `quick-${card.id}`, data: { home } };
}

// settled nodes are entered too: formulas in them have positions
function bare(node: RootContent): RootContent[] {
  if (node.type === "bookMark" || node.type === "marginNote") return [];
  const { position: _, data, ...open } = node;
  const inside = { ...rewrite(open, bare), ...(data && { data }) };
  return inside.type === "bookTerm" ? [{ type: "emphasis", children: inside.children }] : [inside];
}
