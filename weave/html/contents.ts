/** Lists of chapters and sections with their taglines: the whole book's on the front page, a chapter's under its opening. */
import type { BookDocument, DocumentChapter, Page } from "../tree.ts";
import { escapeHtml } from "./hast.ts";
import { relativeHref } from "./links.ts";

/** A page outside the book's own files, named after the chapters. */
export interface ExtraPage {
  readonly href: string;
  readonly text: string;
}

/** The table of contents, as a list of parts under a heading, whose id is `contents`. */
export function contentsHtml(document: BookDocument, from: string, extra: readonly ExtraPage[]): string {
  const parts = document.parts.map((part) => {
    const heading = part.title === null ? "" : `<h3${part.id === null ? "" : ` id="${escapeHtml(part.id)}"`}>${escapeHtml(part.title)}</h3>\n`;
    return `${heading}<ol>\n${part.chapters.map((chapter) => chapterItem(chapter, from)).join("\n")}\n</ol>`;
  });
  const more = extra.map(({ href, text }) => `<li>${link(from, { href, number: null, text, tagline: null, className: "chapter-link" })}</li>`);
  const rest = more.length === 0 ? [] : [`<ol>\n${more.join("\n")}\n</ol>`];
  return `<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n${[...parts, ...rest].join("\n")}\n</nav>`;
}

/** The sections of a chapter, under its opening. */
export function chapterList(chapter: DocumentChapter, from: string): string {
  if (chapter.sections.length === 0) return "";
  const items = chapter.sections.map((section) => `<li>${pageLink(section, from)}</li>`);
  return `<nav class="contents sections" aria-label="Sections of this chapter">\n<ol>\n${items.join("\n")}\n</ol>\n</nav>`;
}

function chapterItem(chapter: DocumentChapter, from: string): string {
  const { opening, sections } = chapter;
  const own = link(from, { href: opening.href, number: opening.number, text: opening.titleText, tagline: opening.tagline, className: "chapter-link" });
  if (sections.length === 0) return `<li>${own}</li>`;
  return `<li>${own}\n<ol>\n${sections.map((section) => `<li>${pageLink(section, from)}</li>`).join("\n")}\n</ol></li>`;
}

function pageLink(page: Page, from: string): string {
  return link(from, { href: page.href, number: page.number, text: page.titleText, tagline: page.tagline, className: "section-link" });
}

interface ContentsLink {
  readonly href: string;
  readonly number: string | null;
  readonly text: string;
  readonly tagline: string | null;
  readonly className: string;
}

function link(from: string, { href, number, text, tagline, className }: ContentsLink): string {
  const label = number === null ? "" : `<span class="number">${number}</span> `;
  const line = tagline === null ? "" : ` <span class="tagline">${escapeHtml(tagline)}</span>`;
  return `<a class="${className}" href="${escapeHtml(relativeHref(from, href))}">${label}<span>${escapeHtml(text)}${line}</span></a>`;
}
