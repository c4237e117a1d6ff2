/** Links between pages: always relative, so that the edition works from any folder and from the disk. */
import type { BookDocument, Page } from "../tree.ts";
import type { Link } from "./setting.ts";

/** The way from one file of the edition to another, both relative to its root. The same file is "". */
export function relativeHref(from: string, to: string): string {
  if (from === to) return "";
  let shared = 0;
  for (let at = 0; at < from.length && from[at] === to[at]; at++) if (from[at] === "/") shared = at + 1;
  let up = "";
  for (let at = from.indexOf("/", shared); at >= 0; at = from.indexOf("/", at + 1)) up += "../";
  const href = up + to.slice(shared);
  return /[^\w./-]/.test(href) ? encodeURI(href) : href;
}

/** The way from a page to a target of the book; a page's own id leads to its top. Null where there is no such target. */
export function linkTo(document: BookDocument, from: Page, id: string): Link | null {
  const target = document.targets.get(id);
  if (!target) return null;
  const { page, kind } = target;
  const file = relativeHref(from.href, page.href);
  const href = target.id === page.id && file !== "" ? file : `${file}#${encodeURIComponent(target.id)}`;
  return { href, kind, section: page === from ? null : page.number ?? page.titleText };
}

/** The file of the front page: `index.html`, unless the book has a page of that name. */
export function frontHref(document: BookDocument): string {
  return document.pages.some(({ href }) => href === "index.html") ? "contents.html" : "index.html";
}

/** The file of the licences; null for a book that names none. */
export function licenceHref({ licence: { code, text } }: BookDocument["meta"]): string | null {
  return code === null && text === null ? null : "licences.html";
}

/** Where a place of an index leads. */
export function placeHref(from: string, place: { readonly id: string; readonly page: Page }): string {
  return `${relativeHref(from, place.page.href)}#${encodeURIComponent(place.id)}`;
}
