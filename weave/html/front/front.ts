/** The front page: what the book is, what it shows of itself, where it is going, and the ways into it. */
import type { BookDocument, Page } from "../../tree.ts";
import { contentsHtml, type ExtraPage } from "../contents.ts";
import type { Download } from "../downloads.ts";
import { escapeHtml } from "../hast.ts";
import { frontHref, relativeHref } from "../links.ts";
import { shellHtml } from "../shell.ts";
import { coverPicture } from "./picture.ts";
import { planHtml } from "./plan.ts";
import { topicsHtml } from "./topics.ts";
import { waysHtml } from "./ways.ts";

/** What the page takes from the rest of the edition. */
export interface FrontParts {
  /** Pages outside the book's own files. */
  readonly extra: readonly ExtraPage[];
  readonly downloads: readonly Download[];
  /** The HTML of what `book.yml: front` names. */
  readonly shown: string;
}

/** The whole HTML file. Each part is left out where the book has nothing for it. */
export function frontHtml(document: BookDocument, { extra, downloads, shown }: FrontParts): string {
  const { meta, pages } = document;
  const first = pages[0];
  const href = frontHref(document);
  const topics = topicsHtml(document, href);
  return shellHtml(document, {
    href,
    title: meta.title,
    description: meta.description ?? meta.subtitle ?? "",
    kind: "cover",
    trail: [],
    previous: null,
    next: first ? { href: first.href, text: first.titleText } : null,
    main: [
      `<div class="cover-head">\n<div>\n${titleHtml(meta)}${begin(first, href)}${waysHtml(document, { from: href, extra, hasTopics: topics !== "" })}${takeAlong(meta, downloads)}\n</div>\n${coverPicture(document)}</div>`,
      shown === "" ? "" : `<div class="cover-shown">\n${shown}\n</div>`,
      planHtml(document, href),
      contentsHtml(document, href, extra),
      topics,
    ].filter((part) => part !== "").join("\n"),
    contents: "",
    source: null,
  });
}

function titleHtml({ title, subtitle, authors, description }: BookDocument["meta"]): string {
  const below = subtitle === null ? "" : `\n<p class="subtitle">${escapeHtml(subtitle)}</p>`;
  const by = authors.length === 0 ? "" : `\n<p class="authors">${escapeHtml(authors.join(", "))}</p>`;
  const about = description === null ? "" : `\n<p class="about">${escapeHtml(description)}</p>`;
  return `<header class="title">\n<h1>${escapeHtml(title)}</h1>${below}${by}\n</header>${about}`;
}

/** The way in; a script puts in its place the way back to where the reader stopped. */
function begin(first: Page | undefined, href: string): string {
  if (first === undefined) return "";
  return `\n<p class="begin"><a href="${escapeHtml(relativeHref(href, first.href))}"><span class="way">Begin reading</span> ${escapeHtml(first.titleText)}</a></p>`;
}

/** Each file's kind is its name, and its size is said before it is fetched; the repository has the book and its program. */
function takeAlong({ repository }: BookDocument["meta"], downloads: readonly Download[]): string {
  const links = downloads.map(({ href, name, size }) => `<a href="${escapeHtml(encodeURI(href))}" download>${name}</a> <span class="size">(${size})</span>`);
  const lines = [
    ...(links.length === 0 ? [] : [`To take along: ${links.join(", ")}`]),
    ...(repository === null ? [] : [`<a href="${escapeHtml(repository)}">Source of the book and its program</a>`]),
  ];
  return lines.length === 0 ? "" : `\n<p class="downloads">${lines.join("<br>")}</p>`;
}
