/** The page of the graph of sections: drawn, and said in words. */
import type { BookDocument, Page } from "../../tree.ts";
import type { ExtraPage } from "../contents.ts";
import { escapeHtml } from "../hast.ts";
import { frontHref, relativeHref } from "../links.ts";
import { shellHtml } from "../shell.ts";
import { needsDrawing } from "./drawing.ts";
import type { SectionNeeds } from "./needs.ts";

/** Where it stands. */
export const needsPage: ExtraPage = { href: "sections-and-what-they-need.html", text: "Sections and what they need" };

/** The whole HTML file. */
export function needsHtml(document: BookDocument, sections: readonly SectionNeeds[], contents: string): string {
  const neededBy = new Map<Page, Page[]>();
  for (const { page, needs } of sections) for (const needed of needs.keys()) neededBy.set(needed, [...(neededBy.get(needed) ?? []), page]);
  const items = sections.map(({ page, needs }) => {
    const lines = [said("needs", [...needs.keys()]), said("is needed by", neededBy.get(page) ?? [])].filter((line) => line !== "");
    return `<li><a href="${href(page)}"><span class="number">${escapeHtml(page.number ?? "")}</span> ${escapeHtml(page.titleText)}</a> <span class="needs">${lines.join("; ")}</span></li>`;
  });
  return shellHtml(document, {
    href: needsPage.href,
    title: needsPage.text,
    description: "Which sections of the book need which, drawn and listed.",
    kind: "section",
    trail: [{ href: frontHref(document), text: document.meta.title, className: "book" }],
    previous: null,
    next: null,
    main: [
      `<header class="title">\n<h1>${needsPage.text}</h1>\n</header>`,
      "<p>A section needs those before it that it refers to, and what an appendix proves for it. An arc leads from each to what it needs; the thicker it is, the more often it does.</p>",
      needsDrawing(sections, needsPage.href),
      `<h2 id="list">In words</h2>\n<ul class="needs-list">\n${items.join("\n")}\n</ul>`,
    ].join("\n"),
    contents,
    source: null,
  });
}

function said(verb: string, pages: readonly Page[]): string {
  return pages.length === 0 ? "" : `${verb} ${pages.map((page) => `<a href="${href(page)}">${escapeHtml(page.number ?? page.titleText)}</a>`).join(", ")}`;
}

function href(page: Page): string {
  return escapeHtml(relativeHref(needsPage.href, page.href));
}
