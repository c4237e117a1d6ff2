/** A file of the book on its way to a page: its place in the book's order, its number and its tree so far. */
import type { Book, ChapterEntry, Section } from "../../tangle/index.ts";
import { derived, lazyOf, withTree, type LazyTree, type WithTree } from "../lazyTree.ts";
import { bookIds } from "./ids.ts";
import { generateHeadingIds } from "../plugins/headings.ts";

/** One file of the book. The tree's first child is the title, a heading of depth 1. */
export interface Draft extends WithTree {
  readonly section: Section;
  readonly chapter: ChapterEntry;
  /** "1.2"; "1" for the opening of Chapter 1; null for the opening of an unnumbered chapter. */
  readonly number: string | null;
  /** What the numbers of its figures begin with: "1", "A". */
  readonly prefix: string;
  readonly pageId: string;
}

/** The draft with another tree. */
export function draftWith({ section, chapter, number, prefix, pageId }: Omit<Draft, "tree">, tree: LazyTree): Draft {
  return withTree({ section, chapter, number, prefix, pageId }, tree);
}

/** Where a file stands in the order of the book. */
export type Position = Pick<Draft, "section" | "chapter" | "number" | "prefix">;

/**
 * The files in order with their numbers: folders' digits for chapters, letters for the parts of unnumbered ones. A folder such as
 * `interlude-c-the-graphics-processor` says its letter, and the others take those that are left. An unnumbered chapter without a
 * part, such as a preface in plain prose, takes none, so that readers meet A before B.
 */
export function positions(book: Book): readonly Position[] {
  const own = book.chapters.map(({ folder }) => /^interlude-([a-z])-/.exec(folder)?.[1]?.toUpperCase() ?? null);
  const free = lettersWithout(new Set(own));
  const prefixes = book.chapters.map((chapter, index) => {
    if (chapter.number !== null) return String(chapter.number);
    return own[index] ?? (hasParts(book, index) ? free.next().value : "");
  });
  const counts = new Map<number, number>();
  return book.sections.flatMap((section): Position[] => {
    const chapter = book.chapters[section.chapter];
    if (!chapter) return [];
    const prefix = prefixes[section.chapter] ?? "";
    if (section.role === "opening") return [{ section, chapter, prefix, number: chapter.number === null ? null : prefix }];
    const count = (counts.get(section.chapter) ?? 0) + 1;
    counts.set(section.chapter, count);
    return [{ section, chapter, prefix, number: `${prefix}.${count}` }];
  });
}

/** Whether a chapter has sections or, perhaps, blocks that are numbered: three colons inside of a code fence count as well. */
function hasParts(book: Book, chapter: number): boolean {
  const files = book.sections.filter((section) => section.chapter === chapter);
  return files.length > 1 || files.some((section) => /:{3,}[a-z]/.test(section.source.text));
}

/** The draft with ids on the headings that have none. */
export function withHeadingIds(draft: Draft): Draft {
  const named = derived(lazyOf(draft), ["ids of headings", draft.pageId], (tree) => generateHeadingIds(tree, [draft.pageId, ...bookIds(tree).map((each) => each.id)]));
  return draftWith(draft, named);
}

/** All of them in order, but those that are taken. */
function* lettersWithout(taken: ReadonlySet<string | null>): Generator<string, never> {
  for (let index = 0; ; index++) if (!taken.has(letters(index))) yield letters(index);
}

/** "A" … "Z", "AA", … */
function letters(index: number): string {
  const last = String.fromCharCode("A".charCodeAt(0) + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
