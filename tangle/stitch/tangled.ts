/** A book given as texts → the program that it tangles to, in memory. */
import { bookFromFiles, inBookOrder, type Book } from "../book.ts";
import { chunkGraph, type ChunkGraph } from "../chunks.ts";
import { hasErrors, type Diagnostic } from "../diagnostic.ts";
import { expandAt } from "../expand.ts";
import { layoutOf, type Layout } from "../layout.ts";

/** A book without errors and its whole program by path. */
export interface Tangled {
  readonly book: Book;
  readonly graph: ChunkGraph;
  readonly layouts: ReadonlyMap<string, Layout>;
}

/** Tangles `chapters` (`book/contents.md` and every section, by path); null where they have errors. */
export function tangleTexts(
  root: string,
  chapters: ReadonlyMap<string, string>,
): { readonly tangled: Tangled | null; readonly diagnostics: readonly Diagnostic[] } {
  const { book, diagnostics: reading } = bookFromFiles(root, chapters);
  if (book === null) return { tangled: null, diagnostics: reading };
  const { graph, diagnostics: linking } = chunkGraph(book);
  const diagnostics = inBookOrder(book, [...reading, ...linking]);
  if (hasErrors(diagnostics)) return { tangled: null, diagnostics };
  const layouts = expandAt(book, graph, book.chapters.length - 1).map(layoutOf);
  return { tangled: { book, graph, layouts: new Map(layouts.map((layout) => [layout.path, layout])) }, diagnostics };
}
