/** The program of a book in which one token was changed. */
import { bookFromFiles, chunkGraph, expandAt, hasErrors, layoutOf, type Layout, type ReadyBook } from "../../tangle/index.ts";
import { mutatedText, type Mutant } from "./mutant.ts";

/** A changed program, and the paths of its files that are not as they were. */
export interface ChangedProgram {
  readonly layouts: readonly Layout[];
  readonly changed: ReadonlySet<string>;
}

/** The whole book's program with the mutant in it, or that the book cannot be tangled any more. */
export function mutatedProgram({ book, texts }: ReadyBook, before: readonly Layout[], mutant: Mutant): ChangedProgram | "not a book" {
  const reading = bookFromFiles(book.root, new Map([...texts, [mutant.section.path, mutatedText(mutant)]]));
  if (reading.book === null || hasErrors(reading.diagnostics)) return "not a book";
  const { graph, diagnostics } = chunkGraph(reading.book);
  if (hasErrors(diagnostics)) return "not a book";
  const layouts = programOf({ book: reading.book, graph });
  const old = new Map(before.map(({ path, text }) => [path, text]));
  return { layouts, changed: new Set(layouts.filter(({ path, text }) => old.get(path) !== text).map(({ path }) => path)) };
}

/** The whole book's program. */
export function programOf({ book, graph }: Pick<ReadyBook, "book" | "graph">): readonly Layout[] {
  return expandAt(book, graph, book.chapters.length - 1).map(layoutOf);
}
