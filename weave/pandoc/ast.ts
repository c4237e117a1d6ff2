/** The book's tree → pandoc's: what pandoc knows becomes ordinary pandoc, the book's own nodes go through an edition's hooks. */
import type { BookDocument, DocumentChapter, Meta, Page } from "../tree.ts";
import { blocksOf } from "./blocks.ts";
import type { PandocContext, PandocHooks } from "./hooks.ts";
import { inlinesOf } from "./inlines.ts";
import { metaText, type PandocBlock, type PandocMeta } from "./syntax.ts";

/** A chapter: its opening, its sections, and what stands behind them. */
export function chapterOf(
  chapter: DocumentChapter, level: number, document: BookDocument, hooks: PandocHooks,
): readonly PandocBlock[] {
  const opening = contextOf(chapter.opening, level, { document, hooks });
  const last = chapter.sections.at(-1);
  return [
    ...pageOf(opening),
    ...chapter.sections.flatMap((section) => pageOf(contextOf(section, level + 1, { document, hooks }))),
    ...hooks.chapterEnd(chapter, last === undefined ? opening : contextOf(last, level + 1, { document, hooks })),
  ];
}

function pageOf(context: PandocContext): readonly PandocBlock[] {
  const { page, hooks } = context;
  return [...hooks.page(page, context), ...context.blocks(page.tree.children), ...hooks.pageEnd(page, context)];
}

/** Where the conversion of a page begins. */
export function contextOf(
  page: Page, level: number, { document, hooks }: { readonly document: BookDocument; readonly hooks: PandocHooks },
): PandocContext {
  const context: PandocContext = {
    document, page, level, hooks,
    blocks: (nodes) => blocksOf(nodes, context),
    inlines: (nodes) => inlinesOf(nodes, context),
  };
  return context;
}

/** What a book says of itself. */
export function metaOf(meta: Meta): Readonly<Record<string, PandocMeta>> {
  return {
    title: metaText(meta.title),
    ...(meta.subtitle === null ? {} : { subtitle: metaText(meta.subtitle) }),
    author: { t: "MetaList", c: meta.authors.map(metaText) },
    date: metaText(meta.date),
    lang: metaText(meta.language),
    ...(meta.description === null ? {} : { description: metaText(meta.description) }),
    ...(meta.licence.text === null ? {} : { rights: metaText(meta.licence.text) }),
  };
}
