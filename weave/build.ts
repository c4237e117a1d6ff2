/** From the files of a book to its editions: everything is read and checked first, then every edition is made, then all are put in place. */
import { existsSync } from "node:fs";
import { hasErrors, inBookOrder, readBook, type Diagnostic } from "../tangle/index.ts";
import { keptGraph, keptReaders, type Sources } from "../tangle/standing/index.ts";
import { readEvidence, type Evidence } from "../prove/index.ts";
import { inTurn, stepsBeside, together } from "./beside.ts";
import { cacheIn, cacheUnder, keptUnder, type Cache } from "./cache.ts";
import { documentOf, type DocumentOptions, type DocumentResult } from "./document.ts";
import type { PageAgain } from "./document/pageAgain.ts";
import type { SectionReader } from "./document/structure.ts";
import { targetsOf, type EditionJob, type EditionName, type EditionResult, type ReadChapters, type WriteEdition } from "./edition.ts";
import { openNames } from "./html/caches.ts";
import { codesIn, listingsAhead } from "./html/listingsAhead.ts";
import { programsWithCells } from "./html/types/cells.ts";
import type { NameKeeper } from "./html/types/kept.ts";
import { stage, type Staged } from "./swap.ts";
import type { BookDocument } from "./tree.ts";

/** What is to be woven. */
export interface BuildOrder {
  readonly root: string;
  readonly editions: readonly EditionName[];
  readonly progress: (step: string) => void;
  /** The folder of all that is kept from run to run; else `ROOT/output/.cache/`. */
  readonly kept?: string;
  /** What was found before anything is read: see `ReadingOptions`. */
  readonly seen?: Sources | null;
  /** Makes one edition after the other, so that what each step takes is its own; else those that HTML takes along are made beside each other. */
  readonly oneByOne?: boolean;
}

/** What came of it. `made` is empty where a diagnostic is an error: then nothing on the disk was changed. */
export interface BuildResult {
  /** In the order of the book. */
  readonly diagnostics: readonly Diagnostic[];
  /** Null where the book could not be read. */
  readonly document: BookDocument | null;
  readonly made: readonly { readonly edition: EditionName; readonly target: string; readonly files: number }[];
  /** Editions that this machine cannot make, each with the cure. */
  readonly skipped: readonly { readonly edition: EditionName; readonly reason: string }[];
}

/** Weaves the book below `root`. An author's mistakes are returned; the system's errors are thrown, the previous output whole. */
export async function build({ root, editions, progress, kept = keptUnder(root), seen = null, oneByOne = false }: BuildOrder): Promise<BuildResult> {
  const ahead = listingsAhead(kept);
  const names = editions.includes("html") ? openNames(root, { kept }) : null;
  const places: Staged[] = [];
  try {
    const read = readDocument(root, { cache: cacheIn(kept), seen, progress, begun: (chapters) => ahead.begin(() => codesIn(chapters, { withProgram: editions.includes("html") })) });
    const { chapters, document } = read;
    if (chapters === null || document === null || hasErrors(read.diagnostics)) return { ...read, made: [], skipped: [] };
    const steps = stepsBeside(progress);
    // whoever waits for them is told of a failure
    names?.namesIn(programsWithCells(document)).catch(() => undefined);
    const put = async (edition: EditionName, beside: readonly Written[]): Promise<Written> => {
      const own = targetsOf(root, edition).map((target): Place => ({ target, place: stage(target) }));
      places.push(...own.map(({ place }) => place));
      const [output = "", companion] = own.map(({ place }) => place.path);
      const write = await writerOf(edition, names);
      const before = own[0] === undefined ? {} : { before: own[0].target };
      const job = { root, document, chapters, output, ...before, kept, ...(companion !== undefined && { companion }), made: madeFiles(root, beside), load: ahead.load };
      const result = await write({ ...job, progress: (step) => steps.say(edition, step) });
      steps.end(edition);
      return { edition, places: own, result };
    };
    const others = editions.filter((edition) => edition !== "html").map((edition) => () => put(edition, []));
    const staged = [...(await (oneByOne ? inTurn : together)(others))];
    // HTML last: its front page has the other editions to take along
    if (editions.includes("html")) staged.push(await put("html", staged));
    staged.sort((a, b) => editions.indexOf(a.edition) - editions.indexOf(b.edition));
    const diagnostics = inBookOrder(chapters.book, [...read.diagnostics, ...staged.flatMap(({ result }) => result.diagnostics)]);
    const skipped = staged.flatMap(({ edition, result }) => (result.skipped === undefined ? [] : [{ edition, reason: result.skipped }]));
    if (hasErrors(diagnostics)) return { diagnostics, document, made: [], skipped };
    const finished = staged.filter(({ result }) => result.skipped === undefined);
    for (const { places: own } of finished) for (const { place } of own) place.commit();
    read.keepAnswers();
    const made = finished.flatMap(({ edition, places: own, result }) =>
      own.filter(({ target }) => existsSync(target)).map(({ target }) => ({ edition, target, files: own.length === 1 ? result.written.length : 1 })));
    return { diagnostics, document, made, skipped };
  } finally {
    ahead.stop();
    names?.close();
    for (const place of places) place.discard();
  }
}

interface Place {
  readonly target: string;
  readonly place: Staged;
}

interface Written {
  readonly edition: EditionName;
  readonly places: readonly Place[];
  readonly result: EditionResult;
}

/** The files of PDF and EPUB, and the folder of notebooks: those that were made just now, else those of an earlier run. */
function madeFiles(root: string, staged: readonly Written[]): NonNullable<EditionJob["made"]> {
  return (["pdf", "epub", "notebooks"] as const).flatMap((edition) => {
    const now = staged.find((each) => each.edition === edition && each.result.skipped === undefined);
    const paths = now?.places.map(({ place }) => place.path) ?? targetsOf(root, edition);
    return paths.map((path, index) => ({ edition: index === 0 ? edition : ("program" as const), path })).filter(({ path }) => existsSync(path));
  });
}

/** A book as it was read, with all that is wrong in it; null where not even its contents could be read. */
export interface Reading {
  readonly chapters: ReadChapters | null;
  readonly document: BookDocument | null;
  /** Makes one page of the document again, until the book is read again; null where there is no document. */
  readonly pageAgain: PageAgain | null;
  /** Makes the document of the book as it is now, with this evidence; null where there is no document. */
  readonly documentAgain: DocumentResult["again"] | null;
  /** Keeps what was asked of the pages' trees so far: see `DocumentResult`. */
  readonly keepAnswers: () => void;
  readonly diagnostics: readonly Diagnostic[];
}

/** How to read a book; everything has a default. */
export interface ReadingOptions {
  /** What is remembered; else what lies below `ROOT/output/.cache/`. */
  readonly cache?: Cache;
  /** What becomes of evidence that is older than what it is about: see `DocumentOptions`. */
  readonly staleness?: DocumentOptions["staleness"];
  /** What was found before anything is read: with it, evidence for which nothing has changed is read only for pages that are made. */
  readonly seen?: Sources | null;
  /** Says what is being done. */
  readonly progress?: (step: string) => void;
  /** Is given what was read of a book without mistakes before its evidence and its document are made. */
  readonly begun?: (chapters: ReadChapters) => void;
  /** Reads the files' structure: see `DocumentOptions`. */
  readonly reader?: SectionReader;
}

/** Reads the book below `root` with its evidence, and makes its document. */
export function readDocument(root: string, { cache = cacheUnder(root), seen = null, staleness = "refuse", progress = () => {}, begun = () => {}, reader }: ReadingOptions = {}): Reading {
  progress("reading the book");
  const { book, diagnostics: reading } = readBook(root, keptReaders(cache));
  if (book === null) return { chapters: null, document: null, pageAgain: null, documentAgain: null, keepAnswers: () => undefined, diagnostics: reading };
  const { graph, diagnostics: chunking } = keptGraph(book, cache);
  const isWrong = hasErrors([...reading, ...chunking]);
  if (!isWrong) begun({ book, graph });
  progress("reading its evidence");
  const found: EvidenceReading = isWrong ? { evidence: null, diagnostics: [] } : readEvidence({ book, graph }, { cache, seen });
  progress("making its document");
  const { document, pageAgain, again, keepAnswers, diagnostics: weaving } = documentOf(book, graph, { cache, evidence: found.evidence, staleness, ...(reader !== undefined && { reader }) });
  return { chapters: { book, graph }, document, pageAgain, documentAgain: again, keepAnswers, diagnostics: inBookOrder(book, [...reading, ...chunking, ...found.diagnostics, ...weaving]) };
}

/** A book that has mistakes shows what it says, without what was shown of it. */
interface EvidenceReading {
  readonly evidence: Evidence | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** A writer is loaded only when its edition is asked for. */
async function writerOf(edition: EditionName, names: NameKeeper | null): Promise<WriteEdition> {
  switch (edition) {
    case "html": {
      const { writeHtml } = await import("./html/write.ts");
      return (job) => writeHtml({ ...job, ...(names !== null && { names }) });
    }
    case "pdf":
      return (await import("./pdf/write.ts")).writePdf;
    case "epub":
      return (await import("./epub/write.ts")).writeEpub;
    case "notebooks":
      return (await import("./notebooks/write.ts")).writeNotebooks;
    default:
      return edition satisfies never;
  }
}
