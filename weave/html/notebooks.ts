/** The notebooks of the chapters, to take along from their first pages: copied into this edition, as all downloads are. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { notebookName } from "../notebookName.ts";
import type { BookDocument } from "../tree.ts";
import { sizeOf, type Download, type MadeEdition } from "./downloads.ts";
import { escapeHtml } from "./hast.ts";
import { relativeHref } from "./links.ts";

/** Those that were made, by the pages that open their chapters. */
export function notebooksFrom({ parts }: Pick<BookDocument, "parts">, made: readonly MadeEdition[]): ReadonlyMap<string, Download> {
  const folder = made.find(({ edition }) => edition === "notebooks")?.path;
  if (folder === undefined) return new Map();
  return new Map(parts.flatMap(({ chapters }) => chapters).flatMap((chapter) => {
    const name = notebookName(chapter);
    const copy = join(folder, name);
    const stat = statSync(copy, { throwIfNoEntry: false });
    return stat === undefined ? [] : [[chapter.opening.href, { href: `notebooks/${name}`, name: "Jupyter notebook", size: sizeOf(stat.size), copy }] as const];
  }));
}

/** The way to one, at the end of the page. */
export function notebookHtml(page: string, { href, name, size }: Download): string {
  return `\n<p class="downloads">This chapter as a <a href="${escapeHtml(relativeHref(page, href))}" download>${name}</a> <span class="size">(${size})</span>, which needs nothing but the Deno kernel</p>`;
}
