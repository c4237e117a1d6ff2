/** What print sets aside for the companion, in the order of the book: hidden code, checks, and the cells that draw figures. */
import type { Nodes } from "mdast";
import type { BookBlock, BookCode, BookDocument, DocumentChapter, Page } from "../tree.ts";

/** A piece of code that stands in the companion. */
export interface Piece {
  readonly code: BookCode;
  /** Where the book has it. */
  readonly page: Page;
  /** The block that it checks or draws, or otherwise stands in. */
  readonly around: BookBlock | null;
  /** Its anchor in the companion. */
  readonly id: string;
}

/** The pieces of a chapter that has some. */
export interface ChapterAside {
  readonly chapter: DocumentChapter;
  readonly pieces: readonly Piece[];
}

/** All of them, and their anchors. */
export interface SetAside {
  readonly chapters: readonly ChapterAside[];
  readonly ids: ReadonlySet<string>;
  /** The anchor of a piece. Throws where the code is none. */
  readonly idOf: (code: BookCode) => string;
}

/** Whether the book leaves it to the companion. */
export function isSetAside(code: BookCode): boolean {
  return code.hide || code.role === "verify" || code.role === "figure";
}

/** What a document sets aside. */
export function setAsideIn({ parts }: BookDocument): SetAside {
  const ids = new Map<BookCode, string>();
  const pieceOf = (code: BookCode, around: BookBlock | null, page: Page): Piece => {
    const id = code.id ?? `set-aside-${ids.size + 1}`;
    ids.set(code, id);
    return { code, page, around, id };
  };
  const chapters = parts.flatMap((part) => part.chapters).map((chapter): ChapterAside => ({
    chapter,
    pieces: [chapter.opening, ...chapter.sections].flatMap((page) => found(page.tree, null).map(({ code, around }) => pieceOf(code, around, page))),
  }));
  return {
    chapters: chapters.filter(({ pieces }) => pieces.length > 0),
    ids: new Set(ids.values()),
    idOf: (code) => {
      const id = ids.get(code);
      if (id === undefined) throw new Error("internal: code that is not set aside has no place in the companion");
      return id;
    },
  };
}

function found(node: Nodes, around: BookBlock | null): readonly Pick<Piece, "code" | "around">[] {
  if (node.type === "bookCode") return isSetAside(node) ? [{ code: node, around }] : [];
  const inside = node.type === "bookBlock" ? node : around;
  return "children" in node ? node.children.flatMap((child) => found(child, inside)) : [];
}
