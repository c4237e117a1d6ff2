/** What the pages of a chapter are made from, as one digest that is known without their trees. */
import { digest, digestOfTree } from "../html/fingerprint.ts";
import { answerOf } from "../lazyTree.ts";
import { nodesOf } from "../nodesOf.ts";
import type { BookDocument, BookIndex, ChunkView, DocumentChapter, Page } from "../tree.ts";
import { pageName } from "./code.ts";
import type { FindPicture } from "./images.ts";
import { entriesOf } from "./indexes.ts";

/** By chapter: the same digest, and the same tools, and its pages are the same, whatever files their links lead to. */
export function chapterKeys(document: BookDocument, find: FindPicture): ReadonlyMap<DocumentChapter, string> {
  return new Map(document.parts.flatMap(({ title, chapters }) => chapters.map((chapter) => {
    const pages = [chapter.opening, ...chapter.sections].map((page) => pageParts(document, page, find));
    return [chapter, digest(JSON.stringify([title === null, chapter.number, pages]))] as const;
  })));
}

/** A page with all that its code, its pictures and its indexes take from outside of it. */
function pageParts(document: BookDocument, page: Page, find: FindPicture): unknown {
  const { id, role, number, title, titleText, tagline } = page;
  const { chunks, pictures, indexes } = usesOf(page);
  return [
    id, role, number, title, titleText, tagline, digestOfTree(page),
    chunks.map((chunk) => nameOf(document.targets.get(chunk)?.page)),
    pictures.map((url) => find(url, page)?.name ?? null),
    indexes.map((of) => entriesOf(of, document).map(({ text, see, places }) => [text, see, places.map((place) => [place.id, place.primary, ...nameOf(place.page)])])),
  ];
}

function nameOf(page: Page | undefined): readonly string[] {
  return page === undefined ? [] : [page.id, pageName(page)];
}

/** What a page has that is not written on it. */
interface Uses {
  /** The chunks to which its listings lead. */
  readonly chunks: readonly string[];
  /** The addresses of its pictures. */
  readonly pictures: readonly string[];
  readonly indexes: readonly BookIndex["of"][];
}

/** Of a page. */
export function usesOf(page: Page): Uses {
  return answerOf(page, {
    module: "weave/epub/key.ts", name: "uses",
    answer: (tree) => ({
      chunks: nodesOf(tree, "bookCode").flatMap(({ chunk }) => (chunk === null ? [] : linksOf(chunk))),
      pictures: nodesOf(tree, "image").map(({ url }) => url),
      indexes: nodesOf(tree, "bookIndex").map(({ of }) => of),
    }),
  });
}

function linksOf({ previous, next, replaces, replacedBy }: ChunkView): readonly string[] {
  return [previous, next, replacedBy, ...replaces].flatMap((link) => (link === null ? [] : [link.id]));
}
