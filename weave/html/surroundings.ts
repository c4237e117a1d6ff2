/** The document but for its pages' texts and its lists, as a digest: what a page can have of the others without reading them. */
import { withoutTree } from "../lazyTree.ts";
import type { BookDocument } from "../tree.ts";
import { digest } from "./fingerprint.ts";
import { fileDigest } from "./types/wanted.ts";

/** The book's data, its pages by name, all that can be referred to, and the program at each chapter's end with the places of its lines. */
export function surroundingsOf({ meta, pages, targets, programs }: BookDocument): string {
  return digest(JSON.stringify([
    meta,
    pages.map(withoutTree).map(({ source: _source, title: _title, chapter, ...page }) => [page, chapter.folder, chapter.number]),
    [...targets].map(([key, { page, ...target }]) => [key, page.href, target]),
    programs.map(({ chapter, files }) => [chapter.folder, files.map(fileDigest)]),
  ]));
}
