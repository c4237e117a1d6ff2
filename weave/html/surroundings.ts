/** The document but for its pages' texts and its lists, as digests: what a page can have of the others without reading them. */
import { withoutTree } from "../lazyTree.ts";
import type { BookDocument } from "../tree.ts";
import { digest } from "./fingerprint.ts";
import { fileDigest } from "./types/wanted.ts";

/** Digests of what stands around a page. */
export interface Surroundings {
  /** The book's data, its pages by name, and all that can be referred to. */
  readonly places: string;
  /** With them the program at each chapter's end and the places of its lines. */
  readonly all: string;
}

/** Those of a document's pages. */
export function surroundingsOf({ meta, pages, targets, programs }: BookDocument): Surroundings {
  const places = digest(JSON.stringify([
    meta,
    pages.map(withoutTree).map(({ source: _source, title: _title, chapter, ...page }) => [page, chapter.folder, chapter.number]),
    [...targets].map(([key, { page, ...target }]) => [key, page.href, target]),
  ]));
  return { places, all: digest(JSON.stringify([places, programs.map(({ chapter, files }) => [chapter.folder, files.map(fileDigest)])])) };
}
