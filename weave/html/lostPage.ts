/** `404.html`: what a server shows for an address that the edition does not have. */
import type { BookDocument } from "../tree.ts";
import { escapeHtml } from "./hast.ts";
import { frontHref } from "./links.ts";
import { shellHtml } from "./shell.ts";

/** Its place. */
export const lostHref = "404.html";

/** The whole HTML file. A server shows it in any folder, so that a published book's has addresses from the root of its site. */
export function lostHtml(document: BookDocument): string {
  const { meta } = document;
  const front = escapeHtml(encodeURI(frontHref(document)));
  const page = shellHtml(document, {
    href: lostHref,
    title: "This page is not here",
    description: "",
    kind: "section",
    trail: [{ href: frontHref(document), text: meta.title, className: "book" }],
    previous: null,
    next: null,
    main: `<header class="title">\n<h1>This page is not here</h1>\n</header>\n<p>It may have moved when a chapter was added. The <a href="${front}">contents</a> list every page, and <em>Search</em>, above, finds what it was about.</p>`,
    contents: "",
    source: null,
  });
  return meta.site === null ? page : fromRoot(page, new URL(meta.site).pathname.replace(/\/*$/, "/"));
}

function fromRoot(page: string, root: string): string {
  return page.replace(/ (href|src)="(?!#|[a-z]+:|\/)/g, ` $1="${escapeHtml(root)}`);
}
