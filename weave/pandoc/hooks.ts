/** What an edition gives to the conversion: a function for each node of the book's that pandoc does not know. */
import type { InlineMath } from "mdast-util-math";
import type { Heading, Image, PhrasingContent, RootContent } from "mdast";
import type {
  BookBibliographyEntry, BookBlock, BookCitation, BookCode, BookDocument, BookIndex, BookMark, BookMath, BookReference, BookShown, BookTerm,
  BookValue, DocumentChapter, DocumentPart, MarginNote, Page,
} from "../tree.ts";
import type { PandocBlock, PandocInline } from "./syntax.ts";

/** Where the converter stands, and its two functions, so that a hook can convert what it holds. */
export interface PandocContext {
  readonly document: BookDocument;
  readonly page: Page;
  /** Pandoc's level of the page's title: 1 for a chapter outside parts, 2 inside one, one more for a section. */
  readonly level: number;
  readonly hooks: PandocHooks;
  readonly blocks: (nodes: readonly RootContent[]) => readonly PandocBlock[];
  readonly inlines: (nodes: readonly PhrasingContent[]) => readonly PandocInline[];
}

type BlockHook<N> = (node: N, context: PandocContext) => readonly PandocBlock[];
type InlineHook<N> = (node: N, context: PandocContext) => readonly PandocInline[];

/** How an edition writes the nodes that pandoc does not know. Each returns pandoc's nodes, usually raw ones of its format. */
export interface PandocHooks {
  /** A part's title. */
  readonly part: (part: DocumentPart, document: BookDocument) => readonly PandocBlock[];
  /** A page's title; `headingLevel(depth)` gives the level of the headings in it. */
  readonly page: (page: Page, context: PandocContext) => readonly PandocBlock[];
  /** What stands after a page's own text, such as its notes; called when all of it has been converted. */
  readonly pageEnd: (page: Page, context: PandocContext) => readonly PandocBlock[];
  /** What stands after a chapter's last section, such as its hidden chunks. */
  readonly chapterEnd: (chapter: DocumentChapter, context: PandocContext) => readonly PandocBlock[];
  readonly math: BlockHook<BookMath>;
  readonly inlineMath: InlineHook<InlineMath>;
  readonly code: BlockHook<BookCode>;
  readonly block: BlockHook<BookBlock>;
  readonly shown: BlockHook<BookShown>;
  readonly bibliographyEntry: BlockHook<BookBibliographyEntry>;
  readonly index: BlockHook<BookIndex>;
  readonly marginNote: InlineHook<MarginNote>;
  readonly reference: InlineHook<BookReference>;
  readonly citation: InlineHook<BookCitation>;
  readonly term: InlineHook<BookTerm>;
  readonly value: InlineHook<BookValue>;
  readonly mark: InlineHook<BookMark>;
  readonly image: InlineHook<Image>;
}

/** Pandoc's level of sections' titles, the deepest at which pages begin: parts, where the book has them, stand above chapters. */
export function splitLevel(document: BookDocument): number {
  return document.parts.some((part) => part.title !== null) ? 3 : 2;
}

/** Pandoc's level for a heading of the given depth (2 and up) on a page; below all titles, and at most 6. */
export function headingLevel(depth: number, context: PandocContext): number {
  return Math.min(6, splitLevel(context.document) + Math.max(1, depth - 1));
}

/**
 * The one anchor of a target, by what `BookReference.target` says: an id, or `PAGE-ID/HEADING-ID` for a generated heading.
 * Both PDF and EPUB set a whole book, in which every anchor must be unique; and pandoc gives ids that begin with a digit
 * this very prefix in EPUBs, but only those that it sees.
 */
export function anchorOf(target: string): string {
  const flat = target.replaceAll("/", "--");
  return /^\p{L}/u.test(flat) ? flat : `id_${flat}`;
}

/** The anchor of a heading on a page. */
export function headingAnchor(heading: Heading, page: Page): string | null {
  const id = heading.data?.id;
  return id === undefined ? null : anchorOf(heading.data?.explicit === true ? id : `${page.id}/${id}`);
}
