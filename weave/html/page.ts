/** One page of the book: an opening or a section. */
import type { BookDocument, DocumentChapter, Page } from "../tree.ts";
import { contentHtml, phrasingHtml } from "./content.ts";
import { chapterList } from "./contents.ts";
import { descriptionOf } from "./description.ts";
import { escapeHtml } from "./hast.ts";
import { frontHref } from "./links.ts";
import { calibrationHtml } from "./calibration.ts";
import { afterHtml, besideHtml, runsOf } from "./miniIndex.ts";
import type { Download } from "./downloads.ts";
import { notebookHtml } from "./notebooks.ts";
import { changeSummary } from "./program/change.ts";
import { withCodeSetAside } from "./setAside.ts";
import { shellHtml, type Way } from "./shell.ts";
import type { PageSetting } from "./setting.ts";

/** The pages around one, in reading order; the front page stands before the first. */
export interface Neighbours {
  readonly previous: Way | null;
  readonly next: Way | null;
}

/** The HTML of a page's own text, from its title on: what is kept from one run to the next. */
export function pageMain(asWritten: PageSetting): string {
  const setting = { ...asWritten, page: withCodeSetAside(asWritten.page) };
  const { page, names: { foreign } } = setting;
  const main = [
    titleHtml(setting),
    localContents(page),
    ...runsOf(page, foreign).flatMap(({ children, names }) => [contentHtml({ ...page.tree, children: [...children] }, setting), besideHtml(names)]),
    afterHtml(foreign),
    ...(page.role === "opening" ? [chapterList(page.chapter, page.href), changeSummary(setting.document, page.chapter, page.href)] : []),
  ];
  return main.filter((part) => part !== "").join("\n");
}

/** The whole HTML file of a page whose text is known. */
export function pageHtml(document: BookDocument, page: Page, { main, neighbours, contents, notebook }: PageParts): string {
  return shellHtml(document, {
    href: page.href,
    title: [page.number, page.titleText].filter((part) => part !== null).join(" "),
    description: descriptionOf(page),
    kind: page.role,
    trail: trailOf(document, page),
    ...neighbours,
    main: (notebook === null ? main : main + notebookHtml(page.href, notebook)) + calibrationHtml(page),
    contents,
    source: page.path,
    chapter: page.chapter.folder,
  });
}

/** What a page's file is put together from. */
export interface PageParts {
  readonly main: string;
  readonly neighbours: Neighbours;
  /** The notebook of the chapter that it opens; null where there is none. */
  readonly notebook: Download | null;
  /** The contents of the book as they stand beside this page. */
  readonly contents: string;
}

/** How a link calls a page: its number and its title. */
export function wayTo(page: Page): Way {
  return { href: page.href, text: page.number === null ? page.titleText : `${page.number} ${page.titleText}` };
}

function titleHtml(setting: PageSetting): string {
  const { page } = setting;
  const number = page.number === null ? "" : `<p class="number">${page.role === "opening" ? `Chapter ${page.number}` : page.number}</p>\n`;
  const tagline = page.tagline === null ? "" : `\n<p class="tagline">${escapeHtml(page.tagline)}</p>`;
  return `<header class="title">\n${number}<h1 id="${escapeHtml(page.id)}">${phrasingHtml(page.title, setting)}</h1>${tagline}\n</header>`;
}

/** The headings of a page that has several, for the margin. */
function localContents(page: Page): string {
  const headings = page.headings.filter(({ depth }) => depth === 2);
  if (headings.length < 2) return "";
  const items = headings.map(({ id, text }) => `<li><a href="#${encodeURIComponent(id)}">${escapeHtml(text)}</a></li>`);
  return `<nav class="margin local" aria-label="On this page"><ol>${items.join("")}</ol></nav>`;
}

function trailOf(document: BookDocument, page: Page): readonly Way[] {
  const book = { href: frontHref(document), text: document.meta.title, className: "book" };
  if (page.role === "opening") return [book];
  return [book, { href: page.chapter.opening.href, text: chapterName(page.chapter), className: "chapter" }];
}

function chapterName({ number, opening }: DocumentChapter): string {
  return number === null ? opening.titleText : `${number} ${opening.titleText}`;
}
