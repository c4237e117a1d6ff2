/** Chapters → one edition-neutral tree: numbers, labels, references, citations, chunk links, indexes. */
import type { Root } from "mdast";
import { inBookOrder, type Book, type ChunkGraph, type Diagnostic, type Location } from "../tangle/index.ts";
import type { Evidence } from "../prove/index.ts";
import { readBibliography } from "./document/bibliography.ts";
import { noCache, type Cache } from "./cache.ts";
import { chunkAnchors } from "./document/chunkAnchors.ts";
import { chunkViews } from "./document/chunkViews.ts";
import { exportsOf } from "./document/exports.ts";
import { positions, withHeadingIds, type Draft, type Position } from "./document/draft.ts";
import { filesUnder, type BookFiles } from "./files.ts";
import { declaredIds } from "./document/ids.ts";
import { lastChange } from "./lastChange.ts";
import { metaOf } from "./meta.ts";
import { termReader } from "./document/keptTerms.ts";
import { keptFormulas } from "./document/keptFormulas.ts";
import { listedTerms } from "./document/listedTerms.ts";
import { notation } from "./document/notation.ts";
import { pagesOf } from "./document/pages.ts";
import { bookTerms } from "./plugins/bookTerms.ts";
import { chunkParts } from "./plugins/chunkParts.ts";
import { nothingRun, type Staleness } from "./plugins/proofs.ts";
import { numberBlocks } from "./plugins/numberBlocks.ts";
import { resolved } from "./document/resolved.ts";
import { againOf, provenStructure, type PageAgain, type StructuredFile } from "./document/pageAgain.ts";
import { sectionReader, type SectionReader } from "./document/structure.ts";
import type { BookDocument } from "./tree.ts";
import { freshId } from "./words/slug.ts";

/** Where the document's files come from and what is remembered; all have defaults. */
export interface DocumentOptions {
  /** Reads `book.yml`, `references.json`, `terms.yml`, measurements, and knows which images exist; else the disk under the book's root. */
  readonly files?: BookFiles;
  /** Remembers the structure of files; else nothing is remembered. */
  readonly cache?: Cache;
  /** Reads the files' structure; one made by `sectionReader` and used again knows what has not changed. Else it is made of `cache`. */
  readonly reader?: SectionReader;
  /** What running the book showed; else nothing was run. */
  readonly evidence?: Evidence | null;
  /** What becomes of evidence that is older than what it is about: `refuse` (an error, the default) or `show` (a warning). */
  readonly staleness?: Staleness;
}

/** The document, and what the author got wrong, sorted in the order of the book. With an error nothing may be written. */
export interface DocumentResult {
  readonly document: BookDocument;
  readonly diagnostics: readonly Diagnostic[];
  /** Makes one page again. */
  readonly pageAgain: PageAgain;
}

/** Makes the document of a book whose chunk graph is known. */
export function documentOf(book: Book, graph: ChunkGraph, options: DocumentOptions = {}): DocumentResult {
  const files = options.files ?? filesUnder(book.root);
  const cache = options.cache ?? noCache;
  const { meta, diagnostics: metaMistakes } = metaOf(files, () => lastChange(book.root));
  const bibliography = readBibliography(files);
  const reading = { reader: options.reader ?? sectionReader(cache), evidence: options.evidence ?? nothingRun, staleness: options.staleness ?? "refuse" };
  const structured = structuredFiles(book, (section) => provenStructure(section, reading));
  const declared = declaredIds(structured.files.map(({ at, tree }) => ({ tree, source: at.section.source })));
  const taken = new Set(declared.ids);
  const anchors = chunkAnchors(book.sections, graph, taken);
  const shown = chunkViews(graph, anchors);
  const numbered = numberedDrafts(withPageIds(structured.files, taken), taken);
  const withChunks = numbered.map((draft) => ({ ...draft, tree: chunkParts(draft.tree, draft.section, shown) }));
  const termed = withTerms(withChunks, taken);
  const formulas = keptFormulas(cache);
  const listed = listedTerms(files, termed.drafts, { taken, read: termReader(cache), check: formulas.check });
  const whole = resolved(termed.drafts.map(withHeadingIds), { graph, bibliography, files, listed: listed.terms, totals: options.evidence?.totals ?? null, exportsAt: exportsOf(book, graph, anchors), check: formulas.check });
  formulas.keep();
  const document = pagesOf(book, meta, { ...whole, graph, anchors, listed: listed.terms });
  const diagnostics = [metaMistakes, bibliography.diagnostics, structured.diagnostics, declared.diagnostics, termed.diagnostics, listed.diagnostics, whole.diagnostics, notation(document)];
  const pageAgain = againOf({ ...reading, document, files: structured.files, drafts: termed.drafts, ids: declared.ids, shown, places: termed.places, resolved: whole });
  return { document, diagnostics: inBookOrder(book, diagnostics.flat()), pageAgain };
}

function structuredFiles(book: Book, read: SectionReader): { readonly files: readonly StructuredFile[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const files = positions(book).map((at) => {
    const made = read(at.section);
    diagnostics.push(...made.diagnostics);
    return { at, tree: made.tree };
  });
  return { files, diagnostics };
}

/** A page's id is the one written at its title, else its chapter's folder, else its file's name, told apart by the folder. */
function withPageIds(files: readonly StructuredFile[], taken: Set<string>): readonly Draft[] {
  const stems = files.map(({ at }) => stemOf(at));
  return files.map(({ at, tree }, index) => {
    const stem = stems[index] ?? "";
    const [title] = tree.children;
    const explicit = title?.type === "heading" && title.data?.explicit ? title.data.id : undefined;
    const unique = stems.indexOf(stem) === stems.lastIndexOf(stem) || at.section.role === "opening";
    const pageId = explicit ?? freshId(unique ? stem : `${at.chapter.folder}-${stem}`, taken);
    return { ...at, tree, pageId };
  });
}

function stemOf({ section, chapter }: Position): string {
  return section.role === "opening" ? chapter.folder : (/([^/]*)\.md$/.exec(section.path)?.[1] ?? section.path);
}

/** Chapter by chapter, since numbers begin anew in each. */
function numberedDrafts(drafts: readonly Draft[], taken: Set<string>): readonly Draft[] {
  const chapters = [...new Set(drafts.map((draft) => draft.chapter))];
  return chapters.flatMap((chapter) => {
    const own = drafts.filter((draft) => draft.chapter === chapter);
    const trees = numberBlocks(own.map((draft) => draft.tree), own[0]?.prefix ?? "", taken);
    return own.map((draft, index) => ({ ...draft, tree: trees[index] ?? draft.tree }));
  });
}

function withTerms(drafts: readonly Draft[], taken: Set<string>): { readonly drafts: readonly Draft[]; readonly places: ReadonlyMap<string, Location>; readonly diagnostics: readonly Diagnostic[] } {
  const places = new Map<string, Location>();
  const made = drafts.map((draft) => ({ draft, ...bookTerms(draft.tree, draft.section.source, { places, taken }) }));
  return { places, drafts: made.map(({ draft, tree }) => ({ ...draft, tree })), diagnostics: made.flatMap((each) => each.diagnostics) };
}
