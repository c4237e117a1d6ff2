/** The whole way from `book/` to `src/`: read, expand, write, certify. */
import { realpathSync } from "node:fs";
import { baseOf } from "../program/base.ts";
import { inBookOrder, readBook, type Book, type FileReaders } from "../book/book.ts";
import { coverageLine, coverageOf, type Coverage } from "./coverage.ts";
import { chunkGraph, type ChunkGraph } from "../chunks/chunks.ts";
import { hasErrors, render, type Diagnostic } from "../text/diagnostic.ts";
import { emit, type Emitted } from "./emit.ts";
import { diskWriter, type Writer } from "../disk/files.ts";
import { programAt } from "../program/program.ts";
import { writeStamp } from "./stamp.ts";

/** How to tangle; everything has a default. */
export interface TangleOptions {
  /** What to do with files that were edited by hand: `refuse` (default) or `overwrite`. */
  readonly edits?: "refuse" | "overwrite";
  readonly writer?: Writer;
  /** Reads the book's files; else they are parsed. */
  readonly readers?: FileReaders;
  /** Called with what is about to be done. */
  readonly progress?: (step: string) => void;
}

/** What a tangle found and did. Nothing was written where a diagnostic about the book or a hand edit is an error. */
export interface TangleResult {
  /** In the order of the book. */
  readonly diagnostics: readonly Diagnostic[];
  /** Null where the book has errors. */
  readonly emitted: Emitted | null;
  /** Null where nothing was written. */
  readonly coverage: Coverage | null;
}

/** A book that can be tangled. */
export interface ReadyBook {
  readonly book: Book;
  readonly graph: ChunkGraph;
  /** `book/contents.md` and every section by path, as they were read. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Tangles the book below `root` into `root/src/`. Author's mistakes are returned, never thrown. */
export function tangle(root: string, options: TangleOptions = {}): TangleResult {
  const { edits = "refuse", writer = diskWriter(), readers, progress = () => {} } = options;
  progress("reading the book");
  const { ready, diagnostics } = prepare(root, readers);
  if (ready === null) return { diagnostics, emitted: null, coverage: null };
  const { book, graph, texts } = ready;
  progress("expanding its chunks");
  const program = programAt(book, graph, { chapter: book.chapters.length - 1, target: book.root });
  progress("writing src/");
  const emitted = emit({ ...program, root: book.root, base: baseOf(program.layouts, texts), edits }, writer);
  if (hasErrors(emitted.diagnostics)) return { diagnostics: [...diagnostics, ...emitted.diagnostics], emitted, coverage: null };
  progress("certifying src/");
  const coverage = coverageOf(book.root, program.layouts, graph);
  if (coverage.outside.length === 0) {
    const summary = { coverage: coverageLine(coverage), warnings: diagnostics.map(render).join("") };
    writeStamp(book.root, texts, { summary, writer });
  }
  return { diagnostics: [...diagnostics, ...coverage.outside], emitted, coverage };
}

/** Reads the book below `root`; `ready` is null where it has errors. */
export function prepare(root: string, readers?: FileReaders): { readonly ready: ReadyBook | null; readonly diagnostics: readonly Diagnostic[] } {
  const real = realpathSync(root);
  const read = readBook(real, readers);
  if (read.book === null) return { ready: null, diagnostics: read.diagnostics };
  const { book } = read;
  const { graph, diagnostics: found } = chunkGraph(book);
  const diagnostics = inBookOrder(book, [...read.diagnostics, ...found]);
  if (hasErrors(diagnostics)) return { ready: null, diagnostics };
  const sources = [book.contentsSource, ...book.sections.map(({ source }) => source)];
  return { ready: { book, graph, texts: new Map(sources.map(({ path, text }) => [path, text])) }, diagnostics };
}
