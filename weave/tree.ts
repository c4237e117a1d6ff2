/** The edition-neutral tree: mdast plus the book's own nodes, with everything numbered and resolved. The three writers read only this. */
import type { PhrasingContent, Root, RootContent } from "mdast";
import type { Source } from "../tangle/index.ts";
import type { BlockKind } from "./nodes.ts";
import type { NotRun } from "./proof.ts";

export type * from "./nodes.ts";
export type { RootContent };

/** The whole book, ready to be written. */
export interface BookDocument {
  readonly meta: Meta;
  readonly parts: readonly DocumentPart[];
  /** Every page in order; an HTML file, a PDF heading or an EPUB heading each. */
  readonly pages: readonly Page[];
  /**
   * Everything that can be referred to, by what `BookReference.target` says. The key is the target's id, but for headings
   * whose id was generated, and so is unique only on its page: `PAGE-ID/HEADING-ID`.
   */
  readonly targets: ReadonlyMap<string, Target>;
  readonly chunkIndex: readonly IndexEntry[];
  readonly identifierIndex: readonly IndexEntry[];
  readonly termIndex: readonly IndexEntry[];
  /** The terms of `book/terms.yml`, in its order. */
  readonly terms: readonly DocumentTerm[];
  /** The program at the end of each chapter that changes it, in the order of the book; empty for a book without one. */
  readonly programs: readonly DocumentProgram[];
  /** What was not run yet, for the warning. */
  readonly notRun: NotRun;
}

/** A term of the book's list, and where the book defines and treats it. */
export interface DocumentTerm {
  readonly term: string;
  /** Its synonyms, and other words under which readers look for it. */
  readonly also: readonly string[];
  readonly means: readonly PhrasingContent[];
  /** Keys of `targets`, the one that a link should lead to first; empty where neither a chapter nor a glossary has it. */
  readonly ids: readonly string[];
  /** Those of them where its own name or a synonym stands in bold. */
  readonly bold: readonly string[];
}

/** `book.yml` with its defaults filled in. */
export interface Meta {
  readonly title: string;
  readonly subtitle: string | null;
  readonly authors: readonly string[];
  readonly language: string;
  /** ISO date that stamps PDF and EPUB. */
  readonly date: string;
  readonly licence: { readonly code: string | null; readonly text: string | null };
  /** Absolute address of the published HTML edition; null: no sitemap, no Open Graph. */
  readonly site: string | null;
  readonly repository: string | null;
  /** Address at which a file can be edited, with `{path}` in it; null: as the repository's host has it. */
  readonly edit: string | null;
  /** Address at which a mistake can be reported, with `{path}` and `{title}` in it; null: as the repository's host has it. */
  readonly report: string | null;
  readonly description: string | null;
  /** Ids of what the front page shows of the book, in this order: the beginnings of pages, figures, tables, cells. */
  readonly front: readonly string[];
  /** What the book has and will have, part by part; empty where it does not say. */
  readonly plan: readonly PlannedPart[];
  /** Stable identifier for the EPUB: `book.yml: identifier`, else a UUID made from the title. */
  readonly identifier: string;
}

/** A part of the plan. */
export interface PlannedPart {
  readonly title: string;
  /** What the part answers; null where the plan says nothing. */
  readonly question: string | null;
  /** The folder of a chapter that is there, else the title of one to come, after its number where it has one: `7 Attention`. */
  readonly chapters: readonly string[];
}

/** A part of the book; `title` is null for what stands before the first heading of the contents. */
export interface DocumentPart {
  readonly title: string | null;
  readonly id: string | null;
  readonly chapters: readonly DocumentChapter[];
}

/** A chapter: its opening page and its sections. */
export interface DocumentChapter {
  readonly folder: string;
  /** "1" for Chapter 1; null for an unnumbered one. */
  readonly number: string | null;
  readonly opening: Page;
  readonly sections: readonly Page[];
}

/** One file of the book. */
export interface Page {
  /** Unique in the book; the id of the page's title. */
  readonly id: string;
  /** `book/01-markov-chains/01-chain-rule.md` */
  readonly path: string;
  /** The file's text. Blocks and formulas keep their `position`, for a writer's diagnostics; moved or generated ones have none. */
  readonly source: Source;
  /** `01-markov-chains/01-chain-rule.html`: the same folder structure, relative to the edition's root. */
  readonly href: string;
  readonly role: "opening" | "section";
  readonly chapter: DocumentChapter;
  /** "1.2" for a section of Chapter 1; "1" for its opening; null where the chapter is unnumbered. */
  readonly number: string | null;
  readonly title: readonly PhrasingContent[];
  readonly titleText: string;
  /** Set below the title of the page, and in contents; null where the author wrote none. */
  readonly tagline: string | null;
  /** Without the title's heading. Level-2 headings are the highest in it. */
  readonly tree: Root;
  /** Headings inside the page, for its table of contents. */
  readonly headings: readonly { readonly id: string; readonly depth: number; readonly text: string }[];
}

/** The program as it stands at the end of a chapter. A file that the chapter leaves alone is the very object of the program before. */
export interface DocumentProgram {
  readonly chapter: DocumentChapter;
  /** Sorted by path. */
  readonly files: readonly ProgramFile[];
}

/** A file of `src/`. */
export interface ProgramFile {
  /** `src/markov/model.ts` */
  readonly path: string;
  readonly language: string;
  readonly text: string;
  /** Every line of `text`. */
  readonly lines: readonly ProgramLine[];
}

/** A line of a file, and the line of the book that it is. */
export interface ProgramLine {
  readonly text: string;
  /** Id of the chunk's part that it comes from; null for what the tangle adds. */
  readonly part: string | null;
  /** 0-based line of the part's code. */
  readonly line: number;
  /** What to take from a column of `text` to have that of the part's code. */
  readonly shift: number;
  /** Written by the book's author; the name of a chunk as a comment is not. */
  readonly isWritten: boolean;
}

/** Something with an id. `label` is what `[](#id)` prints: "Derivation 1.2", "Figure 1.1", "Section 1.3", a chunk's name. */
export interface Target {
  readonly id: string;
  readonly kind: BlockKind | "chapter" | "section" | "heading" | "chunk" | "cell" | "bibliography" | "term";
  readonly label: string;
  readonly page: Page;
}

/** An entry of an index: a name and the places it leads to; `primary` ones are definitions. */
export interface IndexEntry {
  readonly text: string;
  /** For a synonym: the term under which the places are listed; the first one is where a link to it leads. */
  readonly see: string | null;
  readonly places: readonly { readonly id: string; readonly page: Page; readonly primary: boolean }[];
}
