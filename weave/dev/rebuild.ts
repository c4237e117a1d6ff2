/** The book made anew after a change, in one process that keeps what did not change. */
import { join } from "node:path";
import { hasErrors, render, sectionAgain, type Book, type Diagnostic, type Section } from "../../tangle/index.ts";
import { readDocument } from "../build.ts";
import type { Cache } from "../cache.ts";
import type { PageAgain } from "../document/pageAgain.ts";
import { sectionReader } from "../document/structure.ts";
import { createHighlighter, type Highlighter, type LoadHighlighter } from "../highlight.ts";
import type { SiteFile } from "../html/assets.ts";
import type { ReadChapters } from "../edition.ts";
import { filesAgain } from "../html/batch.ts";
import { openCaches } from "../html/caches.ts";
import { siteOf, type Site } from "../html/site.ts";
import { programsWithCells } from "../html/types/cells.ts";
import type { BookDocument } from "../tree.ts";
import { notRunWarning } from "../warnings.ts";
import { textReader } from "./texts.ts";

/** What the server shows. */
export interface Edition {
  /** The last files that could be made; empty before the first. */
  readonly files: ReadonlyMap<string, SiteFile>;
  /** The author's mistakes as text; null where there is none. Then `files` are older than the book. */
  readonly mistakes: string | null;
  /** Warnings as text, "" without any. */
  readonly warnings: string;
}

/** Makes the book under a root again and again. */
export interface Rebuilder {
  /**
   * The edition of the whole book as it is now. What was saved since the last one and could not be made alone is made first, and `first` is
   * given the last edition with it, unless it has been saved again meanwhile.
   */
  readonly book: (first?: (edition: Edition) => void) => Promise<Edition>;
  /**
   * The last edition with one page of it made again, at once: where the prose of a single file has changed since the whole book was
   * made without a mistake. What other pages take from it is as it was. Else null: the whole book has to be made.
   */
  readonly page: () => Promise<Edition | null>;
  /** Ends what runs beside it. */
  readonly close: () => void;
}

/** So many pages are made before the rest of the book: more are not those that an author has saved. */
const few = 3;

/** The last whole edition, of which pages can be made again. */
interface Whole {
  readonly book: Book;
  readonly pageAgain: PageAgain;
  readonly site: Pick<Site, "pageAgain">;
}

/** The rebuilder of the book below `root`, which keeps what it has made in this process and on the disk. */
export function rebuilderOf(root: string, disk: Cache): Rebuilder {
  const caches = { ...openCaches(root, { unknownNames: "follow" }), load: keptHighlighter() };
  const cache = inMemory(disk);
  const reader = sectionReader(cache);
  const make = filesAgain(letOthersRun);
  const textOf = textReader();
  let files: ReadonlyMap<string, SiteFile> = new Map();
  let warnings = "";
  let whole: Whole | null = null;
  /** The texts of the files whose pages were made again in `whole`. */
  let pages = new Map<string, string>();
  const wrong = (mistakes: string): Edition => {
    whole = null;
    return { files, mistakes, warnings: "" };
  };
  /** Makes the pages of files that are not as they were, if they are few, in the frames of the last edition. */
  const savedPages = async (from: Whole, { chapters, document }: { readonly chapters: ReadChapters; readonly document: BookDocument }): Promise<Edition | null> => {
    const before = new Map(from.book.sections.map(({ path, source }) => [path, source.text]));
    const changed = new Set(chapters.book.sections.flatMap(({ path, source }) => (source.text === before.get(path) || pages.has(path) ? [] : [path])));
    if (changed.size === 0 || changed.size > few) return null;
    const names = await caches.names?.namesIn(programsWithCells(document));
    const made = await Promise.all(document.pages.filter(({ path }) => changed.has(path)).map((page) => from.site.pageAgain(document, page, names)));
    if (from !== whole || [...changed].some((path) => pages.has(path))) return null;
    files = new Map([...files, ...made.flatMap((each) => each ?? [])]);
    return { files, mistakes: null, warnings };
  };
  const book = async (first: (edition: Edition) => void): Promise<Edition> => {
    const read = readDocument(root, { cache, reader, staleness: "show" });
    if (read.chapters === null || read.document === null || read.pageAgain === null || hasErrors(read.diagnostics)) return wrong(said(read.diagnostics));
    await letOthersRun();
    const saved = whole === null ? null : await savedPages(whole, { chapters: read.chapters, document: read.document });
    if (saved !== null) first(saved);
    const site = await siteOf(root, read.document, caches, { chapters: read.chapters, progress: letOthersRun, make });
    if (hasErrors(site.diagnostics)) return wrong(said(site.diagnostics));
    whole = { book: read.chapters.book, pageAgain: read.pageAgain, site };
    pages = new Map();
    for (const store of [caches.pages, caches.formulas, caches.listings, caches.scripts, caches.search]) store.flush();
    files = site.files;
    warnings = `${said(read.diagnostics)}${notRunWarning(read.document) ?? ""}`;
    return { files, mistakes: null, warnings };
  };
  const page = async (): Promise<Edition | null> => {
    const from = whole;
    const changed = from === null ? null : onlyChanged(from.book, { textOf, pages });
    if (from === null || changed === null) return null;
    const again = from.pageAgain(changed);
    const made = again === null ? null : await from.site.pageAgain(again.document, again.page);
    // the whole book was made meanwhile
    if (from !== whole) return page();
    if (made === null) return null;
    pages.set(changed.path, changed.source.text);
    files = new Map([...files, ...made]);
    return { files, mistakes: null, warnings };
  };
  return {
    // our own mistakes are shown as well, so that one chapter's trouble does not end the server
    book: (first = () => undefined) => book(first).catch((error: unknown) => wrong(error instanceof Error ? (error.stack ?? error.message) : String(error))),
    // what cannot be made alone, the whole book says
    page: () => page().catch(() => null),
    close: () => caches.names?.close(),
  };
}

/** Lets the server answer, and a page that was saved meanwhile be made, before the next step. */
function letOthersRun(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** The file of a book whose text is not what it was, or what `pages` has of it; null where there is none or more than one, and where something is wrong in it. */
function onlyChanged(book: Book, { textOf, pages }: { readonly textOf: (path: string) => string | null; readonly pages: ReadonlyMap<string, string> }): Section | null {
  const changed = book.sections.flatMap(({ path, source }) => {
    const text = textOf(join(book.root, path));
    return text === (pages.get(path) ?? source.text) ? [] : [{ path, text }];
  });
  const [only, second] = changed;
  if (only === undefined || second !== undefined || only.text === null) return null;
  const { section, diagnostics } = sectionAgain(book, only.path, only.text);
  return hasErrors(diagnostics) ? null : section;
}

function said(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(render).join("");
}

/** A cache that asks the disk once for each text. */
function inMemory(disk: Cache): Cache {
  const known = new Map<string, string>();
  return {
    get(kind, key) {
      const text = known.get(`${kind}/${key}`) ?? disk.get(kind, key);
      if (text !== null) known.set(`${kind}/${key}`, text);
      return text;
    },
    put(kind, key, text) {
      known.set(`${kind}/${key}`, text);
      disk.put(kind, key, text);
    },
  };
}

/** Loads a highlighter once, and again only for a language that it does not know. */
function keptHighlighter(): LoadHighlighter {
  let loaded: { readonly languages: ReadonlySet<string>; readonly highlighter: Promise<Highlighter> } | null = null;
  return (codes) => {
    const languages = codes.map(({ language }) => language);
    if (loaded && languages.every((language) => loaded?.languages.has(language))) return loaded.highlighter;
    const all = new Set([...(loaded?.languages ?? []), ...languages]);
    loaded = { languages: all, highlighter: createHighlighter([...all]) };
    return loaded.highlighter;
  };
}
