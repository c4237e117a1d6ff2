/** The ways into the book for who looks something up: the lists of the front page, and the pages at the back. */
import { nodesOf } from "../../nodesOf.ts";
import type { BookBlock, BookDocument, BookIndex, Page } from "../../tree.ts";
import type { ExtraPage } from "../contents.ts";
import { escapeHtml } from "../hast.ts";
import { indexPage } from "../indexPage.ts";
import { relativeHref } from "../links.ts";

/** Where the links stand, and what else the edition has. */
export interface WaysFrom {
  readonly from: string;
  readonly extra: readonly ExtraPage[];
  readonly hasTopics: boolean;
}

/** The row of links; what the book does not have is left out. */
export function waysHtml({ pages }: BookDocument, { from, extra, hasTopics }: WaysFrom): string {
  const ways: readonly (readonly [name: string, href: string | undefined])[] = [
    ["Contents", "#contents"],
    ["Topics", hasTopics ? "#topics" : undefined],
    ["Quick reference", quickReference(pages)?.href],
    ["Glossary", pages.find(({ tree }) => nodesOf(tree, "listItem").some(({ data }) => data?.entry !== undefined))?.href],
    ["Index", indexOf(pages)?.href ?? extra.find(({ href }) => href === indexPage.href)?.href],
  ];
  const items = ways.flatMap(([name, href]) => (href === undefined ? [] : [`<li><a href="${escapeHtml(href.startsWith("#") ? href : relativeHref(from, href))}">${name}</a></li>`]));
  return `\n<nav class="ways" aria-label="To look something up"><ul>${items.join("")}</ul></nav>`;
}

/** The first page that shows cards of other sections, or lists them by links to where they are shown. */
function quickReference(pages: readonly Page[]): Page | undefined {
  const quickCards = ({ tree }: Page): readonly BookBlock[] => nodesOf(tree, "bookBlock").filter(({ data }) => data?.home !== undefined);
  const cards = new Set(pages.flatMap(quickCards).map(({ id }) => id));
  return pages.find((page) => quickCards(page).length > 0 || nodesOf(page.tree, "bookReference").some(({ target }) => cards.has(target)));
}

/** The page with the index of terms, else the first with any. */
function indexOf(pages: readonly Page[]): Page | undefined {
  const on = ({ tree }: Page): readonly BookIndex[] => nodesOf(tree, "bookIndex");
  return pages.find((page) => on(page).some(({ of }) => of === "terms")) ?? pages.find((page) => on(page).length > 0);
}
