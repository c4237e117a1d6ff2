/** A book as the rules of its prose read it: each section with its tree and its passages. */
import type { Root } from "mdast";
import { parseMarkdown, type Book, type Diagnostic, type Offset, type Section, type Span } from "../../tangle/index.ts";
import { passagesOf, type Passage } from "./passages.ts";

/** The sections in the order of the book. */
export interface Manuscript {
  readonly book: Book;
  readonly sections: readonly Manuscripted[];
}

/** A section, read once for all rules. */
export interface Manuscripted {
  readonly section: Section;
  readonly tree: Root;
  readonly passages: readonly Passage[];
}

/** What holds one rule: its mistakes in a book. */
export type Rule = (manuscript: Manuscript) => readonly Diagnostic[];

/** Reads a book for the rules. */
export function manuscriptOf(book: Book): Manuscript {
  const sections = book.sections.map((section) => {
    const tree = parseMarkdown(section.source.text);
    return { section, tree, passages: passagesOf(section.source, tree) };
  });
  return { book, sections };
}

/** The span in its source of a stretch of a passage's text. */
export function spanIn(passage: Passage, start: number, end: number): Span {
  return { start: (passage.span.start + start) as Offset, end: (passage.span.start + end) as Offset };
}
