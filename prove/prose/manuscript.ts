/** A book as the rules of its prose read it: each section with its tree and its passages. */
import type { Root } from "mdast";
import { parseMarkdown, type Book, type Diagnostic, type Offset, type Section, type Span } from "../../tangle/index.ts";
import { readEnforced, type Enforced } from "../terms/enforced.ts";
import { readTerms, type TermsReading } from "../terms/readTerms.ts";
import { passagesOf, type Passage } from "./passages.ts";

/** The sections in the order of the book, and what it says of its words. */
export interface Manuscript {
  readonly book: Book;
  readonly sections: readonly Manuscripted[];
  readonly terms: TermsReading;
  readonly enforced: Enforced;
}

/** The texts of files of the book that are no sections; null where there is none. */
export interface OtherTexts {
  /** `book/terms.yml` */
  readonly terms: string | null;
  /** `book/book.yml` */
  readonly meta: string | null;
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
export function manuscriptOf(book: Book, { terms, meta }: OtherTexts = { terms: null, meta: null }): Manuscript {
  const sections = book.sections.map((section) => {
    const tree = parseMarkdown(section.source.text);
    return { section, tree, passages: passagesOf(section.source, tree) };
  });
  return { book, sections, terms: readTerms(terms), enforced: readEnforced(meta, book.chapters.map(({ folder }) => folder)) };
}

/** The span in its source of a stretch of a passage's text. */
export function spanIn(passage: Passage, start: number, end: number): Span {
  return { start: (passage.span.start + start) as Offset, end: (passage.span.start + end) as Offset };
}
