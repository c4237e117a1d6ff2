/**
 * What pandoc is given: the chapters that have changed, and of those that are known the titles of their pages alone, by which it makes
 * the same files with the same names and contents. The pages that are known then stand in the place of those empty ones.
 */
import { chapterOf } from "../pandoc/ast.ts";
import { splitLevel, type PandocHooks } from "../pandoc/hooks.ts";
import { attributes, header, words, type PandocBlock } from "../pandoc/syntax.ts";
import type { BookDocument, DocumentChapter } from "../tree.ts";
import type { MadePage } from "./keptChapters.ts";

/** Pages by the names of their files. */
export type Pages = ReadonlyMap<string, string>;

/** A run of pandoc's blocks that makes some files of the package. */
export interface Piece {
  /** Null for the title of a part, which is nothing but that. */
  readonly chapter: DocumentChapter | null;
  readonly blocks: readonly PandocBlock[];
  /** Its pages, where they were known; else null. */
  readonly known: readonly MadePage[] | null;
}

/** The book in pieces, without a chapter's tree where its pages are known. */
export function piecesOf(document: BookDocument, hooks: PandocHooks, known: (chapter: DocumentChapter) => readonly MadePage[] | null): readonly Piece[] {
  return document.parts.flatMap((part) => {
    const level = part.title === null ? 1 : 2;
    const title: readonly Piece[] = part.title === null ? [] : [{ chapter: null, blocks: hooks.part(part, document), known: null }];
    return [...title, ...part.chapters.map((chapter): Piece => {
      const pages = known(chapter);
      return { chapter, blocks: pages === null ? chapterOf(chapter, level, document, hooks) : titlesAlone(pages, level), known: pages };
    })];
  });
}

/** No reader sees their words: the contents are made from the pages. */
function titlesAlone(pages: readonly MadePage[], level: number): readonly PandocBlock[] {
  return pages.map(({ id }, index) => header(index === 0 ? level : level + 1, attributes({ id }), words(id)));
}

/** The pages of each piece, by their files, from those that pandoc has written. */
export function pagesByPiece(pieces: readonly Piece[], written: Pages, document: BookDocument): ReadonlyMap<Piece, readonly (readonly [file: string, page: MadePage])[]> {
  const files = [...written.keys()].filter((name) => /^ch\d+\.xhtml$/.test(name)).sort((a, b) => numberIn(a) - numberIn(b));
  const level = splitLevel(document);
  let taken = 0;
  const found = new Map(pieces.map((piece) => [piece, titleIds(piece.blocks, level).map((id, index) => {
    const file = files[taken++];
    if (file === undefined) throw new Error(`internal: pandoc has made no file of ${id}`);
    return [file, { id, text: piece.known?.[index]?.text ?? withoutFiles(written.get(file) ?? "") }] as const;
  })]));
  if (taken !== files.length) throw new Error(`internal: pandoc has made ${files.length} files of ${taken} pages`);
  return found;
}

/** A new file begins at each title of such a level or above. */
function titleIds(blocks: readonly PandocBlock[], level: number): readonly string[] {
  return blocks.flatMap((block) => (block.t === "Header" && block.c[0] <= level ? [block.c[1][0]] : []));
}

/** Pandoc names the file of an id where it knows it: which of them it knows depends on which chapters it was given, and on how many pages stand before them. */
function withoutFiles(page: string): string {
  return page.replace(/(<a\b[^>]* href=")ch\d+\.xhtml#/g, "$1#");
}

function numberIn(file: string): number {
  return Number(/\d+/.exec(file)?.[0] ?? 0);
}
