/** The ways into the book for who looks something up: the lists of the front page, and the pages at the back. */
import { nodesOf } from "../../nodesOf.ts";
import { answerOf, type Question } from "../../lazyTree.ts";
import type { BookDocument, Page } from "../../tree.ts";
import type { ExtraPage } from "../contents.ts";
import { escapeHtml } from "../hast.ts";
import { references } from "../graph/needs.ts";
import { indexPage } from "../indexPage.ts";
import { indexesOn } from "../indexPartPages.ts";
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
    ["Glossary", pages.find((page) => answerOf(page, hasEntries))?.href],
    ["Index", indexOf(pages)?.href ?? extra.find(({ href }) => href === indexPage.href)?.href],
  ];
  const items = ways.flatMap(([name, href]) => (href === undefined ? [] : [`<li><a href="${escapeHtml(href.startsWith("#") ? href : relativeHref(from, href))}">${name}</a></li>`]));
  return `\n<nav class="ways" aria-label="To look something up"><ul>${items.join("")}</ul></nav>`;
}

/** The first page that shows cards of other sections, or lists them by links to where they are shown. */
function quickReference(pages: readonly Page[]): Page | undefined {
  const cards = new Set(pages.flatMap((page) => answerOf(page, quickCards)));
  return pages.find((page) => answerOf(page, quickCards).length > 0 || answerOf(page, references).some((target) => cards.has(target)));
}

const hasEntries: Question<boolean> = { module: "weave/html/front/ways.ts", name: "entries", answer: (tree) => nodesOf(tree, "listItem").some(({ data }) => data?.entry !== undefined) };

const quickCards: Question<readonly string[]> = { module: "weave/html/front/ways.ts", name: "cards", answer: (tree) => nodesOf(tree, "bookBlock").filter(({ data }) => data?.home !== undefined).map(({ id }) => id) };

/** The page with the index of terms, else the first with any. */
function indexOf(pages: readonly Page[]): Page | undefined {
  return pages.find((page) => indexesOn(page).includes("terms")) ?? pages.find((page) => indexesOn(page).length > 0);
}
