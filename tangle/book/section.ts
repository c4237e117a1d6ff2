/** One Markdown file → its fences, in order, with positions. */
import { fencedBlocks } from "./blocks.ts";
import { strayColons } from "../markdown/colons.ts";
import type { Diagnostic } from "../text/diagnostic.ts";
import { readFence, type Fence } from "./fence.ts";
import { readFrontMatter } from "../markdown/frontmatter.ts";
import { parseBlocks } from "../markdown/markdown.ts";
import type { Source } from "../text/span.ts";

/** A file of the book: a chapter's opening or one of its sections. */
export interface Section {
  readonly path: string;
  /** Index into `Book.chapters`. */
  readonly chapter: number;
  readonly role: "opening" | "section";
  /** The title in `contents.md`. */
  readonly title: string;
  /** What its front matter says to be set below the page's title; null where it says nothing. */
  readonly tagline: string | null;
  readonly source: Source;
  readonly fences: readonly Fence[];
}

/** What reads a file of the book. */
export type ReadSection = typeof readSection;

/** Reads a file of the book. `folders` are the chapters of the contents, the only qualifiers of chunk names. */
export function readSection(
  entry: Omit<Section, "fences" | "tagline">,
  folders: ReadonlySet<string>,
): { readonly section: Section; readonly diagnostics: readonly Diagnostic[] } {
  const { source } = entry;
  const tree = parseBlocks(source.text);
  const { blocks, diagnostics } = fencedBlocks(source, tree);
  const front = readFrontMatter(source, tree);
  const read = blocks.map((block) => readFence(block, folders));
  return {
    section: { ...entry, tagline: front.tagline, fences: read.map(({ fence }) => fence) },
    diagnostics: [
      ...diagnostics,
      ...read.flatMap((each) => each.diagnostics),
      ...strayColons(source, tree),
      ...front.diagnostics,
    ],
  };
}
