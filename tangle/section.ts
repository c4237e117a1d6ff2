/** One Markdown file → its fences, in order, with positions. */
import type { Fence } from "./fence.ts";
import type { Source } from "./span.ts";

/** A file of the book: a chapter's opening or one of its sections. */
export interface Section {
  readonly path: string;
  /** Index into `Book.chapters`. */
  readonly chapter: number;
  readonly role: "opening" | "section";
  /** The title in `contents.md`. */
  readonly title: string;
  readonly source: Source;
  readonly fences: readonly Fence[];
}
