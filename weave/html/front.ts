/** The pages that no file of the book stands for: title and contents, and the index where the book lists none. */
import type { BookDocument, BookIndex, Page } from "../tree.ts";
import { contentsHtml, type ExtraPage } from "./contents.ts";
import type { Download } from "./downloads.ts";
import { escapeHtml } from "./hast.ts";
import { indexList } from "./nodes/index.ts";
import { frontHref, relativeHref } from "./links.ts";
import { shellHtml, type Way } from "./shell.ts";
import { toHtml } from "hast-util-to-html";

/** The front page: title, what the book is about, its other editions, and contents. */
export function frontHtml(document: BookDocument, extra: readonly ExtraPage[], downloads: readonly Download[]): string {
  const { meta, pages } = document;
  const first = pages[0];
  const subtitle = meta.subtitle === null ? "" : `\n<p class="subtitle">${escapeHtml(meta.subtitle)}</p>`;
  const authors = meta.authors.length === 0 ? "" : `\n<p class="authors">${escapeHtml(meta.authors.join(", "))}</p>`;
  const title = `<header class="title">\n<h1>${escapeHtml(meta.title)}</h1>${subtitle}${authors}\n</header>`;
  const about = meta.description === null ? "" : `\n<p class="about">${escapeHtml(meta.description)}</p>`;
  return shellHtml(document, {
    href: frontHref(document),
    title: meta.title,
    description: meta.description ?? meta.subtitle ?? "",
    kind: "cover",
    trail: [],
    previous: null,
    next: first ? { href: first.href, text: first.titleText } : null,
    main: `${title}${about}${begin(first)}${takeAlong(downloads)}\n${contentsHtml(document, frontHref(document), extra)}`,
    contents: "",
    source: null,
  });
}

/** The way in; a script puts in its place the way back to where the reader stopped. */
function begin(first: Page | undefined): string {
  if (first === undefined) return "";
  return `\n<p class="begin"><a href="${escapeHtml(relativeHref("index.html", first.href))}"><span class="way">Begin reading</span> ${escapeHtml(first.titleText)}</a></p>`;
}

/** Each file's kind is its name, and its size is said before it is fetched. */
function takeAlong(downloads: readonly Download[]): string {
  if (downloads.length === 0) return "";
  const links = downloads.map(({ href, name, size }) => `<a href="${escapeHtml(encodeURI(href))}" download>${name}</a> <span class="size">(${size})</span>`);
  return `\n<p class="downloads">To take along: ${links.join(", ")}</p>`;
}

/** Where the generated index stands, if the book has no page with `::index`. */
export const indexPage: ExtraPage = { href: "index-of-names.html", text: "Index" };

/** Whether there is anything for an index to list. */
export function hasEntries({ chunkIndex, identifierIndex, termIndex }: BookDocument): boolean {
  return chunkIndex.length + identifierIndex.length + termIndex.length > 0;
}

/** The generated index of terms, chunks and identifiers. */
export function indexHtml(document: BookDocument, previous: Way | null, contents: string): string {
  const lists = sections.flatMap(({ of, title }) => {
    const list = indexList(document, of, indexPage.href);
    return list.children.length === 0 ? [] : [`<h2 id="${of}">${title}</h2>\n${toHtml(list)}`];
  });
  return shellHtml(document, {
    href: indexPage.href,
    title: indexPage.text,
    description: "",
    kind: "section",
    trail: [{ href: frontHref(document), text: document.meta.title, className: "book" }],
    previous,
    next: null,
    main: `<header class="title">\n<h1>${indexPage.text}</h1>\n</header>\n${lists.join("\n")}`,
    contents,
    source: null,
  });
}

const sections: readonly { readonly of: BookIndex["of"]; readonly title: string }[] = [
  { of: "terms", title: "Terms" },
  { of: "chunks", title: "Chunks and files" },
  { of: "identifiers", title: "Identifiers" },
];
