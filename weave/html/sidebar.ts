/** The contents of the book beside each page: chapters that fold, the page itself marked, its headings under it. */
import { posix } from "node:path";
import type { BookDocument, DocumentChapter, Page } from "../tree.ts";
import type { ExtraPage } from "./contents.ts";
import { escapeHtml } from "./hast.ts";
import { frontHref, relativeHref } from "./links.ts";

/** Makes the contents for the page at a place of the edition. */
export function sidebarOf(document: BookDocument, extra: readonly ExtraPage[]): (href: string) => string {
  const chapterItem = chapterItems();
  return (href) => {
    const parts = document.parts.map((part) => {
      const title = part.title === null ? "" : `<p class="part">${escapeHtml(part.title)}</p>\n`;
      return `${title}<ol>\n${part.chapters.map((chapter) => chapterItem(chapter, href)).join("\n")}\n</ol>`;
    });
    const more = extra.map((page) => `<li>${link(href, { href: page.href, number: null, text: page.text })}</li>`);
    const rest = more.length === 0 ? [] : [`<ol>\n${more.join("\n")}\n</ol>`];
    const top = `<p class="book"><a href="${escapeHtml(relativeHref(href, frontHref(document)))}">${escapeHtml(document.meta.title)}</a></p>`;
    return `<nav class="sidebar" id="contents" popover aria-label="Contents">\n${[top, ...parts, ...rest].join("\n")}\n</nav>\n`;
  };
}

/** Makes the items of chapters. One that is not being read is the same from all places in a folder, as the ways from there are. */
function chapterItems(): (chapter: DocumentChapter, from: string) => string {
  const closed = new Map<DocumentChapter, Map<string, string>>();
  return (chapter, from) => {
    const { opening, sections } = chapter;
    if (opening.href === from || sections.some(({ href }) => href === from)) return chapterItem(chapter, { from, open: " open" });
    const folder = posix.dirname(from);
    const known = closed.get(chapter) ?? new Map<string, string>();
    const item = known.get(folder) ?? chapterItem(chapter, { from, open: "" });
    closed.set(chapter, known.set(folder, item));
    return item;
  };
}

/** A chapter with sections folds; the one that is being read is open. */
function chapterItem({ opening, sections }: DocumentChapter, { from, open }: { readonly from: string; readonly open: string }): string {
  const own = pageItem(opening, from);
  if (sections.length === 0) return `<li>${own}</li>`;
  const items = sections.map((section) => `<li>${pageItem(section, from)}</li>`);
  return `<li>${own}<details${open}><summary><span class="hidden">Sections of ${escapeHtml(opening.titleText)}</span></summary>\n<ol>\n${items.join("\n")}\n</ol></details></li>`;
}

function pageItem(page: Page, from: string): string {
  const own = link(from, { href: page.href, number: page.number, text: page.titleText });
  const headings = page.href === from ? page.headings.filter(({ depth }) => depth === 2) : [];
  if (headings.length === 0) return own;
  const items = headings.map(({ id, text }) => `<li><a href="#${encodeURIComponent(id)}">${escapeHtml(text)}</a></li>`);
  return `${own}<ol class="headings">${items.join("")}</ol>`;
}

function link(from: string, { href, number, text }: { readonly href: string; readonly number: string | null; readonly text: string }): string {
  const label = number === null ? "" : `<span class="number">${number}</span> `;
  const here = href === from ? ' aria-current="page"' : "";
  return `<a href="${escapeHtml(relativeHref(from, href) || "#text")}"${here}>${label}<span>${escapeHtml(text)}</span></a>`;
}
