/** Chapters → one edition-neutral tree: numbers, labels, references, citations, chunk links, indexes. */
import { inBookOrder, type Book, type ChunkGraph, type Diagnostic, type Fence, type Location } from "../tangle/index.ts";
import { codeDigest } from "../tangle/standing/index.ts";
import type { Evidence } from "../prove/index.ts";
import { readBibliography } from "./document/bibliography.ts";
import { noCache, type Cache } from "./cache.ts";
import { chunkAnchors } from "./document/chunkAnchors.ts";
import { chunkViews } from "./document/chunkViews.ts";
import { exportsDigests, exportsOf } from "./document/exports.ts";
import { keptIdentifiers } from "./document/identifiers.ts";
import { evidenceAgain } from "./document/evidenceAgain.ts";
import { draftWith, positions, withHeadingIds, type Draft, type Position } from "./document/draft.ts";
import { filesUnder, type BookFiles } from "./files.ts";
import { declaredIds } from "./document/ids.ts";
import { lastChange } from "./lastChange.ts";
import { metaOf } from "./meta.ts";
import { termReader } from "./document/keptTerms.ts";
import { keptFormulas } from "./document/keptFormulas.ts";
import { listedTerms } from "./document/listedTerms.ts";
import { notation } from "./document/notation.ts";
import { pagesOf } from "./document/pages.ts";
import { boldIn, termsOf, withTermIds } from "./plugins/bookTerms.ts";
import { chunkParts, shownIn, type ShownChunk } from "./plugins/chunkParts.ts";
import { nothingRun, type Staleness } from "./plugins/proofs.ts";
import { blocksToNumber, numbersOf, withNumbers } from "./plugins/numberBlocks.ts";
import { resolved } from "./document/resolved.ts";
import { answersIn, type BookAnswers } from "./document/keptAnswers.ts";
import { againOf, structuredFile, type HowRead, type PageAgain, type StructuredFile } from "./document/pageAgain.ts";
import { sectionReader, type SectionReader } from "./document/structure.ts";
import { answerOf, derived, lazyOf } from "./lazyTree.ts";
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
  /** Makes all of it of the book as it is now, with the evidence as it was read for this one: see `evidenceAgain`. */
  readonly again: (book: Book, graph: ChunkGraph) => DocumentResult;
  /** Keeps what was asked of the pages' trees so far, so that the next run need not make those that are the same. */
  readonly keepAnswers: () => void;
}

/** Makes the document of a book whose chunk graph is known. */
export function documentOf(book: Book, graph: ChunkGraph, options: DocumentOptions = {}): DocumentResult {
  const files = options.files ?? filesUnder(book.root);
  const cache = options.cache ?? noCache;
  const { meta, diagnostics: metaMistakes } = metaOf(files, () => lastChange(book.root));
  const bibliography = readBibliography(files);
  const reading = { reader: options.reader ?? sectionReader(cache), evidence: options.evidence ?? nothingRun, staleness: options.staleness ?? "refuse" };
  const answers = answersIn(cache);
  const structured = structuredFiles(book, reading, answers);
  const declared = declaredIds(structured.files);
  const taken = new Set(declared.ids);
  const anchors = chunkAnchors(book.sections, graph, taken);
  const shown = chunkViews(graph, anchors);
  const numbered = numberedDrafts(withPageIds(structured.files, taken), taken);
  const withChunks = numbered.map((draft) => withViews(draft, shown));
  const termed = withTerms(withChunks, taken);
  const formulas = keptFormulas(cache);
  const listed = listedTerms(files, termed.drafts, { taken, read: termReader(cache), check: formulas.check });
  const code = codeDigest(book);
  const exportsAt = exportsOf(book, graph, anchors);
  const exported = { exportsAt, exportsDigest: exportsDigests(exportsAt, { book, anchors, code }, cache), names: keptIdentifiers(graph, code, cache) };
  const whole = resolved(termed.drafts.map(withHeadingIds), { graph, bibliography, files, listed: listed.terms, totals: options.evidence?.totals ?? null, ...exported, check: formulas.check });
  formulas.keep();
  const document = pagesOf(book, meta, { ...whole, graph, anchors, listed: listed.terms });
  const diagnostics = [metaMistakes, bibliography.diagnostics, structured.diagnostics, declared.diagnostics, termed.diagnostics, listed.diagnostics, whole.diagnostics, notation(document)];
  const pageAgain = againOf({ ...reading, document, files: structured.files, drafts: termed.drafts, ids: declared.ids, shown, places: termed.places, resolved: whole });
  const again: DocumentResult["again"] = (now, nowGraph) =>
    documentOf(now, nowGraph, { ...options, reader: reading.reader, evidence: options.evidence == null ? null : evidenceAgain(options.evidence, book, now) });
  return { document, diagnostics: inBookOrder(book, diagnostics.flat()), pageAgain, again, keepAnswers: answers.keep };
}

function structuredFiles(book: Book, how: HowRead, answers: BookAnswers): { readonly files: readonly StructuredFile[]; readonly diagnostics: readonly Diagnostic[] } {
  const made = positions(book).map((at) => structuredFile(at, how, answers.of(at.section.path)));
  return { files: made.map(({ file }) => file), diagnostics: made.flatMap((each) => each.diagnostics) };
}

/** A page's id is the one written at its title, else its chapter's folder, else its file's name, told apart by the folder. */
function withPageIds(files: readonly StructuredFile[], taken: Set<string>): readonly Draft[] {
  const stems = files.map(({ at }) => stemOf(at));
  return files.map((file, index) => {
    const { at } = file;
    const stem = stems[index] ?? "";
    const explicit = writtenId(file);
    const unique = stems.indexOf(stem) === stems.lastIndexOf(stem) || at.section.role === "opening";
    const pageId = explicit ?? freshId(unique ? stem : `${at.chapter.folder}-${stem}`, taken);
    return draftWith({ ...at, pageId }, lazyOf(file));
  });
}

/** The id that the author wrote at a page's title; null where there is none. */
function writtenId(file: StructuredFile): string | null {
  return answerOf(file, {
    module: "weave/document.ts", name: "id of the page",
    answer: ({ children: [title] }) => (title?.type === "heading" && title.data?.explicit ? (title.data.id ?? null) : null),
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
    const outlines = own.map((draft) => answerOf(draft, { module: "weave/plugins/numberBlocks.ts", name: "blocks", answer: blocksToNumber }));
    const numbers = numbersOf(outlines, own[0]?.prefix ?? "", taken);
    return own.map((draft, index) => {
      const given = numbers[index] ?? [];
      return draftWith(draft, derived(lazyOf(draft), ["numbers", JSON.stringify(given)], (tree) => withNumbers(tree, given)));
    });
  });
}

function withViews(draft: Draft, shown: ReadonlyMap<Fence, ShownChunk>): Draft {
  const own = shownIn(draft.section, shown);
  return draftWith(draft, derived(lazyOf(draft), ["chunks", JSON.stringify([...own])], (tree) => chunkParts(tree, own)));
}

function withTerms(drafts: readonly Draft[], taken: Set<string>): { readonly drafts: readonly Draft[]; readonly places: ReadonlyMap<string, Location>; readonly diagnostics: readonly Diagnostic[] } {
  const places = new Map<string, Location>();
  const made = drafts.map((draft) => {
    const bold = answerOf(draft, { module: "weave/plugins/bookTerms.ts", name: "bold phrases", answer: boldIn });
    const { choices, diagnostics } = termsOf(bold, draft.section.source, { places, taken });
    return { draft: draftWith(draft, derived(lazyOf(draft), ["terms", JSON.stringify(choices)], (tree) => withTermIds(tree, choices))), diagnostics };
  });
  return { places, drafts: made.map(({ draft }) => draft), diagnostics: made.flatMap((each) => each.diagnostics) };
}
