/** Reads the files of a book. */
import type { ChapterEntry, Contents } from "./contents.ts";
import type { Section } from "./section.ts";

/** The book as read: order, chapters and the sections that could be read. */
export interface Book {
  /** Absolute path of the folder that holds `book/`. */
  readonly root: string;
  readonly contents: Contents;
  /** All chapters in order, numbered or not. */
  readonly chapters: readonly ChapterEntry[];
  /** All files in order: a chapter's opening, then its sections. */
  readonly sections: readonly Section[];
}
