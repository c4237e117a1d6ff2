/** `::cards`: the quick reference, all cards in the order of the book. */
import type { BlockContent, Heading, PhrasingContent, Root } from "mdast";
import { cacheKey } from "../../cache.ts";
import { answerOf, type Question } from "../../lazyTree.ts";
import type { BookBlock } from "../../tree.ts";
import { nodesOf } from "../../nodesOf.ts";
import { rewrite, text } from "../../walk.ts";
import type { Collected } from "../collected.ts";
import type { Draft } from "../draft.ts";
import { titleOf } from "../pageTitles.ts";
import { bare } from "../../plugins/bare.ts";
import { chapterHeading, item, paragraph } from "./grouped.ts";
import { plainCopy } from "./plainCopy.ts";

/** Whose cards are shown, how deep the headings are, and the chapters whose cards another page shows, by their folders. */
export interface Shown {
  readonly depth: Heading["depth"];
  /** A chapter's folder; null for the whole book. */
  readonly of: string | null;
  readonly apart: ReadonlySet<string | null>;
}

interface PageWithCards {
  readonly draft: Draft;
  readonly own: readonly BookBlock[];
}

/**
 * A heading for each chapter with cards, one for each of its sections with some, a link to it, and the cards. Of a chapter whose cards stand
 * on a page of their own, the whole book's list has each section with links to its cards.
 */
export function cards(book: Collected, { depth, of, apart }: Shown): readonly BlockContent[] {
  const asked = withCards(book).filter(({ chapter }) => of === null || chapter.folder === of);
  const pages = asked.map((draft): PageWithCards => ({ draft, own: cardsOn(draft.tree) }));
  if (pages.length === 0) return [paragraph([text("No card is written yet.")])];
  const chapters = [...new Set(pages.map(({ draft }) => draft.chapter))].map((chapter) => pages.filter(({ draft }) => draft.chapter === chapter));
  return chapters.flatMap((those): BlockContent[] => {
    const [first] = those;
    if (first === undefined) return [];
    const isApart = of === null && apart.has(first.draft.chapter.folder);
    const heading = of === null ? [{ ...chapterHeading(first.draft, book), depth }] : [];
    return [...heading, ...(isApart ? [overview(those)] : those.flatMap((each) => inFull(each, of === null ? deeper(depth) : depth)))];
  });
}

/** The cards of a section under its title. */
function inFull({ draft, own }: PageWithCards, depth: Heading["depth"]): readonly BlockContent[] {
  return [{ type: "heading", depth, children: [linkTo(draft)] }, ...own.map((card) => copied(card, draft.chapter.folder))];
}

/** "1.5 Kneser–Ney smoothing: Kneser–Ney smoothing, `pairedBootstrap`", each a link: the section to its page, the techniques or functions to their cards. */
function overview(pages: readonly PageWithCards[]): BlockContent {
  const items = pages.map(({ draft, own }) => item([linkTo(draft), ...own.flatMap((card, index) => [text(index === 0 ? ": " : ", "), nameOf(card)])]));
  return { type: "list", ordered: false, spread: false, children: items };
}

function linkTo(draft: Draft): PhrasingContent {
  return { type: "bookReference", target: draft.pageId, children: [...(draft.number === null ? [] : [text(`${draft.number} `)]), ...plainCopy(titleOf(draft))] };
}

/** The technique of a card, if it is named, else its function; a link to where the quick reference has it. */
function nameOf({ id, title, caption }: BookBlock): PhrasingContent {
  const [first] = title;
  const shown = caption.length > 0 ? caption : first?.type === "bookReference" ? first.children : title;
  return { type: "bookReference", target: quickId(id), children: rewrite({ type: "paragraph", children: plainCopy(shown) }, bare).children };
}

function deeper(depth: Heading["depth"]): Heading["depth"] {
  return depth === 6 ? 6 : ((depth + 1) as Heading["depth"]);
}

/** All that a list is made of, that of the chapter `of` or of the whole book: titles, and digests of cards. */
export function cardsShown(book: Collected, of: string | null): unknown {
  return withCards(book).filter(({ chapter }) => of === null || chapter.folder === of).map((draft) => [draft.chapter.folder, draft.pageId, draft.number, titleOf(draft), chapterHeading(draft, book), answerOf(draft, digestOfCards)]);
}

function withCards({ drafts }: Collected): readonly Draft[] {
  return drafts.map(({ draft }) => draft).filter((draft) => answerOf(draft, digestOfCards) !== null);
}

/** Null for a file without. */
const digestOfCards: Question<string | null> = {
  module: "weave/document/generated/cards.ts", name: "cards",
  answer(tree) {
    const own = cardsOn(tree);
    // where they stand is nothing that their copies tell
    return own.length === 0 ? null : cacheKey(JSON.stringify(own.map(placeless)));
  },
};

function cardsOn(tree: Root): readonly BookBlock[] {
  return nodesOf(tree, "bookBlock").filter(({ kind }) => kind === "card");
}

/** The card as another page shows it: with an id of its own, and no place in that page's text. Its marks of proof stay with the section. */
function copied(card: BookBlock, home: string): BookBlock {
  return { ...placeless(card), id: quickId(card.id), data: { home } };
}

function placeless(card: BookBlock): BookBlock {
  const { position: _, ...copy } = rewrite(card, bare);
  return copy;
}

/** The id of a card in the quick reference. */
export function quickId(id: string): string {
  return `quick-${id}`;
}
