/** What every page has around its text: head, running head, ways to the pages before and after, imprint. */
import type { BookDocument } from "../tree.ts";
import { editHref, reportHref } from "./forge.ts";
import { escapeHtml } from "./hast.ts";
import { notationPath } from "../document/notation.ts";
import { digest } from "./fingerprint.ts";
import { facesFirstWanted } from "./fonts/faces.ts";
import { linkPicture } from "./linkPicture.ts";
import { licenceHref, relativeHref } from "./links.ts";
import { entries, scriptPolicy } from "./scripts.ts";

/** A page to be put into its shell. `href` is its place in the edition; the inner parts are HTML, the rest plain text. */
export interface PageShell {
  readonly href: string;
  readonly title: string;
  readonly description: string;
  /** Class of the body: `cover`, `opening`, `section`. */
  readonly kind: string;
  /** The running head: links from the book to here, without the page itself. */
  readonly trail: readonly Way[];
  readonly previous: Way | null;
  readonly next: Way | null;
  readonly main: string;
  /** The contents of the book, which stand beside the text or open from the running head; "" for none. */
  readonly contents: string;
  /** The file of the book that the page is made from; null where there is none. */
  readonly source: string | null;
  /** The folder of its chapter; left out for a page that belongs to none. */
  readonly chapter?: string;
}

/** A link to another page. */
export interface Way {
  readonly href: string;
  readonly text: string;
  readonly className?: string;
}

/** The whole HTML file. */
export function shellHtml(document: BookDocument, sheet: PageShell): string {
  const { meta } = document;
  return `<!doctype html>
<html lang="${escapeHtml(meta.language)}" data-book="${escapeHtml(shelfMark(meta))}"${notationMark(document, sheet)}>
<head>
${headHtml(document, sheet)}
</head>
<body class="${sheet.kind}">
<a class="skip" href="#text">Skip to the text</a>
${runningHead(sheet)}${sheet.contents}<main id="text" tabindex="-1">
<article>
${sheet.main}
</article>
</main>
${turnHtml(sheet)}${imprint(document, sheet)}</body>
</html>
`;
}

function headHtml({ meta }: BookDocument, sheet: PageShell): string {
  const asset = (name: string): string => escapeHtml(relativeHref(sheet.href, `assets/${name}`));
  const rel = (name: "prev" | "next", way: Way | null): string[] =>
    way ? [`<link rel="${name}" href="${escapeHtml(relativeHref(sheet.href, way.href))}">`] : [];
  const title = sheet.title === meta.title ? meta.title : `${sheet.title} · ${meta.title}`;
  return [
    `<meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(scriptPolicy)}">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<title>${escapeHtml(title)}</title>`,
    ...(sheet.description === "" ? [] : [`<meta name="description" content="${escapeHtml(sheet.description)}">`]),
    ...meta.authors.map((author) => `<meta name="author" content="${escapeHtml(author)}">`),
    `<meta name="color-scheme" content="light dark">`,
    `<script src="${asset(entries.early)}" data-faces="${facesFirstWanted(sheet.main).join(" ")}"></script>`,
    `<script src="${asset(entries.face)}"></script>`,
    ...openGraph(meta, sheet, title),
    ...(sheet.main.includes('class="katex') ? [`<link rel="stylesheet" href="${asset("katex.css")}">`] : []),
    `<link rel="stylesheet" href="${asset("book.css")}">`,
    ...(sheet.main.includes(" data-guess=") ? [`<link rel="stylesheet" href="${asset("guesses.css")}">`] : []),
    ...(sheet.main.includes(" data-guesses=") ? [`<link rel="stylesheet" href="${asset("calibration.css")}">`] : []),
    ...(sheet.kind === "cover" ? [`<link rel="stylesheet" href="${asset("cover.css")}">`] : []),
    `<link rel="icon" type="image/svg+xml" href="${asset("icon.svg")}">`,
    `<script src="${asset(entries.base)}" defer></script>`,
    ...rel("prev", sheet.previous),
    ...rel("next", sheet.next),
  ].join("\n");
}

/** Where formulas have a legend: the chapter whose symbols they are. */
function notationMark({ pages }: BookDocument, { chapter }: PageShell): string {
  if (!pages.some(({ path }) => path === notationPath)) return "";
  return ` data-notation="${escapeHtml(chapter ?? "")}"`;
}

/** The book's own mark in what a browser remembers: it stays when the book is published elsewhere. */
function shelfMark(meta: BookDocument["meta"]): string {
  return digest(meta.identifier).slice(0, 8);
}

/** Only a book that says where it is published has absolute addresses. */
function openGraph(meta: BookDocument["meta"], sheet: PageShell, title: string): string[] {
  if (meta.site === null) return [];
  const address = absoluteHref(meta.site, sheet.href);
  const property = (name: string, content: string): string => `<meta property="og:${name}" content="${escapeHtml(content)}">`;
  return [
    `<link rel="canonical" href="${escapeHtml(address)}">`,
    property("type", sheet.kind === "cover" ? "book" : "article"),
    property("title", title),
    ...(sheet.description === "" ? [] : [property("description", sheet.description)]),
    property("url", address),
    property("site_name", meta.title),
    property("image", absoluteHref(meta.site, linkPicture.path)),
    property("image:width", String(linkPicture.width)),
    property("image:height", String(linkPicture.height)),
    property("image:alt", `${meta.title}, and how its letters follow one another`),
    `<meta name="twitter:card" content="summary_large_image">`,
  ];
}

/** The address of a file of the published edition. */
export function absoluteHref(site: string, href: string): string {
  const page = href === "index.html" ? "" : encodeURI(href);
  return `${site.replace(/\/+$/, "")}/${page}`;
}

/** Where the page stands, the button that opens the contents on a narrow page, and room for what scripts add (`.tools`). */
function runningHead(sheet: PageShell): string {
  const items = sheet.trail.map(({ href, text, className }) =>
    `<li><a class="${className ?? ""}" href="${escapeHtml(relativeHref(sheet.href, href))}">${escapeHtml(text)}</a></li>`);
  const trail = items.length === 0 ? "" : `<nav aria-label="Where this page stands"><ol>${items.join("")}</ol></nav>`;
  const button = sheet.contents === "" ? "" : '<button type="button" class="open-contents" popovertarget="contents">Contents</button>';
  return `<header class="running">${button}${trail}<div class="tools"></div></header>\n`;
}

function turnHtml(sheet: PageShell): string {
  const item = (way: Way | null, kind: "previous" | "next"): string => {
    if (!way) return "";
    const label = kind === "previous" ? "Previous" : "Next";
    const href = escapeHtml(relativeHref(sheet.href, way.href));
    return `<li class="${kind}"><a rel="${kind === "previous" ? "prev" : "next"}" href="${href}"><span class="way">${label}</span> <span class="where">${escapeHtml(way.text)}</span></a></li>`;
  };
  const items = item(sheet.previous, "previous") + item(sheet.next, "next");
  return items === "" ? "" : `<nav class="turn" aria-label="Previous and next page"><ul>${items}</ul></nav>\n`;
}

function imprint({ meta }: BookDocument, sheet: PageShell): string {
  const parts = [
    meta.authors.length > 0 ? escapeHtml(meta.authors.join(", ")) : null,
    licences(meta, sheet),
    meta.repository === null ? null : `<a href="${escapeHtml(meta.repository)}">Source</a>`,
  ].filter((part) => part !== null);
  const lines = [improving(meta, sheet), parts].filter((line) => line.length > 0).map((line) => `<p>${line.join(" · ")}</p>`);
  return lines.length === 0 ? "" : `<footer class="imprint">${lines.join("\n")}</footer>\n`;
}

/** Their names, which lead to their texts. */
function licences(meta: BookDocument["meta"], { href }: PageShell): string | null {
  const { text, code } = meta.licence;
  const to = licenceHref(meta);
  if (to === null) return null;
  const names = [...(text === null ? [] : [`Text ${escapeHtml(text)}`]), ...(code === null ? [] : [`code ${escapeHtml(code)}`])].join(" · ");
  return to === href ? names : `<a href="${escapeHtml(relativeHref(href, to))}">${names}</a>`;
}

/** Ways to mend the page. */
function improving(meta: BookDocument["meta"], { source, title, kind }: PageShell): string[] {
  const edit = source === null ? null : editHref(meta, source);
  const report = reportHref(meta, source ?? "", title);
  return [
    edit === null ? null : `<a href="${escapeHtml(edit)}">Edit this ${kind === "opening" ? "page" : "section"}</a>`,
    report === null ? null : `<a href="${escapeHtml(report)}">Report a mistake</a>`,
  ].filter((link) => link !== null);
}
