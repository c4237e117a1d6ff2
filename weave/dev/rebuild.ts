/** The book made anew after a change, in one process that keeps what did not change. */
import { join } from "node:path";
import { hasErrors, readBook, render, sectionAgain, type Book, type Diagnostic, type Section } from "../../tangle/index.ts";
import { codeDigest, keptGraph, keptReaders } from "../../tangle/standing/index.ts";
import { readDocument } from "../build.ts";
import type { Cache } from "../cache.ts";
import type { DocumentResult } from "../document.ts";
import type { PageAgain } from "../document/pageAgain.ts";
import { sectionReader } from "../document/structure.ts";
import { createHighlighter, type Highlighter, type LoadHighlighter } from "../highlight.ts";
import type { SiteFile } from "../html/assets.ts";
import { filesAgain, type NamedFile } from "../html/batch.ts";
import { openCaches } from "../html/caches.ts";
import { siteOf, type Site } from "../html/site.ts";
import { programsWithCells } from "../html/types/cells.ts";
import { onThread } from "../thread.ts";
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
  /** The edition of the whole book as it is now. */
  readonly book: () => Promise<Edition>;
  /**
   * The last edition with what was saved since, in one file or a few, at once; what other pages take from it is as it was. A page of which
   * only prose has changed takes a tenth of a second; one whose code has changed takes longer, and has the names of that code, while what was
   * run on it is said to be out of date. Null where the whole book has to be made: where something is wrong, or not in a page.
   */
  readonly page: () => Promise<Edition | null>;
  /** Ends what runs beside it. */
  readonly close: () => void;
}

/** So many files with code are saved together at most: of more the whole book is made. */
const few = 3;

/** The last whole edition, of which pages can be made again. */
interface Whole {
  readonly book: Book;
  readonly pageAgain: PageAgain;
  readonly documentAgain: DocumentResult["again"];
  readonly site: Pick<Site, "pageAgain">;
}

/** Pages that were made again: the texts of their files by path, and what was made. */
interface Again {
  readonly texts: ReadonlyMap<string, string>;
  readonly files: readonly NamedFile[];
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
  /** The digest of the code whose evidence was read last. */
  let evidenceOf: string | null = null;
  const wrong = (mistakes: string): Edition => {
    whole = null;
    return { files, mistakes, warnings: "" };
  };
  const book = async (): Promise<Edition> => {
    await evidenceAhead();
    const read = readDocument(root, { cache, reader, staleness: "show" });
    const { chapters, document, pageAgain, documentAgain, diagnostics } = read;
    if (chapters === null || document === null || pageAgain === null || documentAgain === null || hasErrors(diagnostics)) return wrong(said(diagnostics));
    evidenceOf = codeDigest(chapters.book);
    await letOthersRun();
    const site = await siteOf(root, document, caches, { chapters, progress: letOthersRun, make });
    if (hasErrors(site.diagnostics)) return wrong(said(site.diagnostics));
    whole = { book: chapters.book, pageAgain, documentAgain, site };
    pages = new Map();
    for (const store of [caches.pages, caches.formulas, caches.listings, caches.scripts, caches.search]) store.flush();
    files = site.files;
    warnings = `${said(diagnostics)}${notRunWarning(document) ?? ""}`;
    return { files, mistakes: null, warnings };
  };
  /**
   * Where code has changed, what was run on it is asked for on a thread first, since that can take many seconds, in which pages can be made;
   * and once more where code was saved meanwhile.
   */
  const evidenceAhead = async (): Promise<void> => {
    for (let now = codeNow(); evidenceOf !== null && now !== null && now !== evidenceOf; now = codeNow()) {
      evidenceOf = now;
      // who reads it then finds what is wrong
      await onThread(join(import.meta.dirname, "./evidence-worker.ts"), root).made.catch(() => undefined);
    }
  };
  const codeNow = (): string | null => {
    const { book: now } = readBook(root, keptReaders(cache));
    return now && codeDigest(now);
  };
  const page = async (): Promise<Edition | null> => {
    const from = whole;
    const again = from === null ? null : ((await wordsAgain(from)) ?? (await codeAgain(from)));
    // the whole book was made meanwhile
    if (from !== whole) return page();
    if (again === null) return null;
    for (const [path, text] of again.texts) pages.set(path, text);
    files = new Map([...files, ...again.files]);
    return { files, mistakes: null, warnings };
  };
  const wordsAgain = async (from: Whole): Promise<Again | null> => {
    const changed = onlyChanged(from.book, { textOf, pages });
    const again = changed === null ? null : from.pageAgain(changed);
    const made = again === null ? null : await from.site.pageAgain(again.document, again.page);
    return changed === null || made === null ? null : { texts: new Map([[changed.path, changed.source.text]]), files: made };
  };
  const codeAgain = async (from: Whole): Promise<Again | null> => {
    const { book: now, diagnostics } = readBook(root, keptReaders(cache));
    if (now === null || hasErrors(diagnostics)) return null;
    const before = new Map(from.book.sections.map(({ path, source }) => [path, source.text]));
    const texts = new Map(now.sections.flatMap(({ path, source: { text } }) => (text === (pages.get(path) ?? before.get(path)) ? [] : [[path, text] as const])));
    if (texts.size === 0 || texts.size > few) return null;
    const { graph, diagnostics: chunking } = keptGraph(now, cache);
    const read = hasErrors(chunking) ? null : from.documentAgain(now, graph);
    if (read === null || hasErrors(read.diagnostics)) return null;
    const names = await caches.names?.namesIn(programsWithCells(read.document));
    const made = await Promise.all(read.document.pages.filter(({ path }) => texts.has(path)).map((each) => from.site.pageAgain(read.document, each, names)));
    return made.includes(null) ? null : { texts, files: made.flatMap((each) => each ?? []) };
  };
  return {
    // our own mistakes are shown as well, so that one chapter's trouble does not end the server
    book: () => book().catch((error: unknown) => wrong(error instanceof Error ? (error.stack ?? error.message) : String(error))),
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
