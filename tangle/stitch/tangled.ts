/** A book given as texts → the program that it tangles to, in memory. */
import { bookFromFiles, inBookOrder, type Book, type BookReading } from "../book/book.ts";
import { chunkGraph, type ChunkGraph } from "../chunks/chunks.ts";
import { hasErrors, type Diagnostic } from "../text/diagnostic.ts";
import { expandAt } from "../program/expand.ts";
import { layoutOf, type Layout } from "../program/layout.ts";

/** A book without errors and its whole program by path. */
export interface Tangled {
  readonly book: Book;
  readonly graph: ChunkGraph;
  readonly layouts: ReadonlyMap<string, Layout>;
}

/** `tangled` is null where the book has errors. */
export interface Tangling {
  readonly tangled: Tangled | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Tangles books given as texts by path: `book/contents.md` and every section. */
export type Tangler = (chapters: ReadonlyMap<string, string>) => Tangling;

/** A tangler that does a book once: base, today's book and the merged one are often the same, and parsing is what takes time. `known`: books of this root that were read already. */
export function tangler(root: string, ...known: readonly BookReading[]): Tangler {
  const done = known.flatMap((reading) => (reading.book === null ? [] : [{ chapters: textsOf(reading.book), result: tangleBook(reading) }]));
  return (chapters) => {
    const same = done.find((each) => isSame(each.chapters, chapters));
    if (same !== undefined) return same.result;
    const result = tangleTexts(root, chapters);
    done.push({ chapters, result });
    return result;
  };
}

function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([path, text]) => b.get(path) === text);
}

/** Tangles `chapters`, all of them anew. */
export function tangleTexts(root: string, chapters: ReadonlyMap<string, string>): Tangling {
  return tangleBook(bookFromFiles(root, chapters));
}

/** `book/contents.md` and every section of a book, by path. */
export function textsOf(book: Book): ReadonlyMap<string, string> {
  const sources = [book.contentsSource, ...book.sections.map((section) => section.source)];
  return new Map(sources.map(({ path, text }) => [path, text]));
}

function tangleBook({ book, diagnostics: reading }: BookReading): Tangling {
  if (book === null) return { tangled: null, diagnostics: reading };
  const { graph, diagnostics: linking } = chunkGraph(book);
  const diagnostics = inBookOrder(book, [...reading, ...linking]);
  if (hasErrors(diagnostics)) return { tangled: null, diagnostics };
  const layouts = expandAt(book, graph, book.chapters.length - 1).map(layoutOf);
  return { tangled: { book, graph, layouts: new Map(layouts.map((layout) => [layout.path, layout])) }, diagnostics };
}
