/** `book/contents.md` → the ordered tree of parts, chapters and sections. */
import type { Span } from "./span.ts";

/** The order of the book, as `contents.md` states it. */
export interface Contents {
  readonly title: string;
  readonly parts: readonly Part[];
}

/** A level-2 heading and the chapters under it; `title` is null for the chapters before the first one. */
export interface Part {
  readonly title: string | null;
  readonly chapters: readonly ChapterEntry[];
}

/** A top-level item. `folder` names it (`01-markov-chains`; for a single file such as `preface.md`, its stem). */
export interface ChapterEntry {
  readonly folder: string;
  /** The digits the folder's name begins with; null for an unnumbered chapter. */
  readonly number: number | null;
  readonly title: string;
  /** Relative to the root: `book/01-markov-chains/index.md`. */
  readonly path: string;
  readonly span: Span;
  readonly sections: readonly SectionEntry[];
}

/** A nested item. */
export interface SectionEntry {
  readonly title: string;
  readonly path: string;
  readonly span: Span;
}
