/** Books as tests write them: a chapter a line of the record, and what the tangler says about them. */
import { bookFromFiles, inBookOrder, type Book } from "../book/book.ts";
import { chunkGraph, type ChunkGraph } from "../chunks/chunks.ts";
import { render } from "../text/diagnostic.ts";

/**
 * The files of a book whose contents list the keys in order: `01-a` is the opening of a chapter, `01-a/x` a section of
 * the chapter above it.
 */
export function filesOfBook(texts: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const items = Object.keys(texts).map((key) => (key.includes("/") ? `  - [${key}](${key}.md)` : `- [${key}](${key}/index.md)`));
  const files = Object.entries(texts).map(([key, text]) => [`book/${key}${key.includes("/") ? "" : "/index"}.md`, text] as const);
  return new Map([["book/contents.md", `# Book\n\n${items.join("\n")}\n`], ...files]);
}

/** Everything that reading and linking the files finds, as a person sees it. */
export function reportOn(files: ReadonlyMap<string, string>): string {
  const { book, diagnostics } = bookFromFiles("/book", files);
  const all = book ? inBookOrder(book, [...diagnostics, ...chunkGraph(book).diagnostics]) : diagnostics;
  return all.map(render).join("");
}

/** The book and its chunks. Throws if anything is wrong with them. */
export function linked(texts: Readonly<Record<string, string>>): { readonly book: Book; readonly graph: ChunkGraph } {
  const { book, diagnostics } = bookFromFiles("/book", filesOfBook(texts));
  if (!book || diagnostics.length > 0) throw new Error(`internal: ${diagnostics.map(render).join("")}`);
  const { graph, diagnostics: more } = chunkGraph(book);
  if (more.length > 0) throw new Error(`internal: ${more.map(render).join("")}`);
  return { book, graph };
}
