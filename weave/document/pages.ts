/** Finished drafts → pages, parts and everything that is looked up by id. */
import type { Book, ChunkGraph, Fence } from "../../tangle/index.ts";
import { answerOf, derived, lazyOf, withTree, type Question } from "../lazyTree.ts";
import type { Draft } from "./draft.ts";
import type { ListedTerm } from "./listedTerms.ts";
import { notRunIn } from "./notRun.ts";
import { chunkIndex, identifierIndex, termIndex } from "./indexes.ts";
import { pageTitle, titleOf } from "./pageTitles.ts";
import { programsOf } from "./programs.ts";
import type { Resolved } from "./resolved.ts";
import { pageTarget, targetsIn } from "./targets.ts";
import type { BookDocument, DocumentChapter, DocumentPart, Meta, Page, Target } from "../tree.ts";
import { openNodesOf } from "../nodesOf.ts";
import { textOf } from "../walk.ts";
import { freshId, slugOf } from "../words/slug.ts";

/** The finished drafts with the chunk graph and its anchors. */
export type Finished = Resolved & { readonly graph: ChunkGraph; readonly anchors: ReadonlyMap<Fence, string>; readonly listed: readonly ListedTerm[] };

/** Puts the document together. */
export function pagesOf(book: Book, meta: Meta, from: Finished): BookDocument {
  const chapters = chaptersOf(book, from.drafts);
  const pages = chapters.flatMap((chapter) => [chapter.opening, ...chapter.sections]);
  const targets = new Map<string, Target>();
  for (const [index, draft] of from.drafts.entries()) {
    const page = pages[index];
    if (!page) continue;
    for (const { key, ...target } of [pageTarget(draft), ...targetsIn(draft, draft.pageId, from.cited)]) {
      if (!targets.has(key)) targets.set(key, { ...target, page });
    }
  }
  const terms = from.listed.map(({ term, also, means, bold, where, home, entry }) => ({ term, also: [...also, ...entry.see], means, ids: [...new Set([home, ...bold, ...where])].filter((id) => targets.has(id)), bold: bold.filter((id) => targets.has(id)) }));
  return {
    meta,
    parts: partsOf(book, chapters, new Set(targets.keys())),
    pages,
    targets,
    chunkIndex: chunkIndex(from.graph, from.anchors, targets),
    identifierIndex: identifierIndex(from.identifiers, from.anchors, targets),
    terms,
    termIndex: termIndex(targets, terms),
    programs: programsOf(book, from, chapters),
    notRun: notRunIn(from.drafts),
  };
}

function chaptersOf(book: Book, drafts: readonly Draft[]): readonly DocumentChapter[] {
  return book.chapters.flatMap((entry): DocumentChapter[] => {
    const own = drafts.filter((draft) => draft.chapter === entry);
    if (own.length === 0) return [];
    // A page knows its chapter and the chapter its pages; getters let the one be made before the other.
    const chapter: DocumentChapter = {
      folder: entry.folder,
      number: entry.number === null ? null : String(entry.number),
      get opening() {
        return pages[0] ?? nothing(entry.folder);
      },
      get sections() {
        return pages.slice(1);
      },
    };
    const pages = own.map((draft) => pageOf(draft, chapter));
    return [chapter];
  });
}

function nothing(folder: string): never {
  throw new Error(`internal: chapter ${folder} has no page`);
}

/** The page of a finished draft. */
export function pageOf(draft: Draft, chapter: DocumentChapter): Page {
  const { section, pageId, number } = draft;
  const body = derived(lazyOf(draft), ["without its title"], (tree) => ({ ...tree, children: tree.children.slice(1) }));
  const page = {
    id: pageId,
    path: section.path,
    source: section.source,
    href: section.path.replace(/^book\//, "").replace(/\.md$/, ".html"),
    role: section.role,
    chapter,
    number,
    title: titleOf(draft),
    titleText: pageTitle(draft),
    tagline: section.tagline,
  };
  return withTree({ ...page, headings: answerOf(withTree({}, body), headings) }, body);
}

const headings: Question<Page["headings"]> = {
  module: "weave/document/pages.ts", name: "headings",
  answer: (tree) => openNodesOf(tree, "heading").map((heading) => ({ id: heading.data?.id ?? "", depth: heading.depth, text: textOf(heading).trim() })),
};

function partsOf(book: Book, chapters: readonly DocumentChapter[], taken: Set<string>): readonly DocumentPart[] {
  const parts = book.contents.parts.filter((part) => part.title !== null || part.chapters.length > 0);
  return parts.map(({ title, chapters: entries }) => ({
    title,
    id: title === null ? null : freshId(`part-${slugOf(title)}`, taken),
    chapters: entries.flatMap((entry) => chapters.find((chapter) => chapter.folder === entry.folder) ?? []),
  }));
}
