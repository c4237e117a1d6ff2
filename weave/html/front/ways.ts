/** The ways into the book for who looks something up: the lists of the front page, and the pages at the back. */
import type { Nodes } from "mdast";
import type { BookDocument, Page } from "../../tree.ts";
import { walk } from "../../walk.ts";
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
    ["Glossary", pages.find((page) => has(page, ({ data }) => data?.entry !== undefined))?.href],
    ["Index", indexOf(pages)?.href ?? extra.find(({ href }) => href === indexPage.href)?.href],
  ];
  const items = ways.flatMap(([name, href]) => (href === undefined ? [] : [`<li><a href="${escapeHtml(href.startsWith("#") ? href : relativeHref(from, href))}">${name}</a></li>`]));
  return `\n<nav class="ways" aria-label="To look something up"><ul>${items.join("")}</ul></nav>`;
}

/** The first page that shows cards of other sections, or lists them by links to where they are shown. */
function quickReference(pages: readonly Page[]): Page | undefined {
  const cards = new Set<string>();
  for (const page of pages) walk(page.tree, (node) => void (isQuickCard(node) && cards.add(node.id)));
  return pages.find((page) => has(page, (node) => isQuickCard(node) || (node.type === "bookReference" && cards.has(node.target))));
}

function isQuickCard(node: Nodes): node is Extract<Nodes, { type: "bookBlock" }> {
  return node.type === "bookBlock" && node.data?.home !== undefined;
}

/** The page with the index of terms, else the first with any. */
function indexOf(pages: readonly Page[]): Page | undefined {
  return pages.find((page) => has(page, (node) => node.type === "bookIndex" && node.of === "terms")) ?? pages.find((page) => has(page, ({ type }) => type === "bookIndex"));
}

function has(page: Page, is: (node: Nodes) => boolean): boolean {
  let found = false;
  walk(page.tree, (node) => void (found ||= is(node)));
  return found;
}
