/** What print sets aside for the companion, in the order of the book: hidden code, checks, the cells that draw figures, long cells and experiments. */
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
  /** Whether it is one of the pieces. */
  readonly has: (code: BookCode) => boolean;
  /** The anchor of a piece. Throws where the code is none. */
  readonly idOf: (code: BookCode) => string;
}

/** A cell of more lines prepares, runs and prints an experiment, of which the book shows what was printed; a shorter one says what it calls. */
const LONGEST_CELL = 4;

/** Whether a page shows it, and print leaves it to the companion: the code of an experiment. Not where a question or its answer stands in code. */
function isExperiment({ role, value }: BookCode, within: readonly BookBlock[]): boolean {
  if (within.some(({ kind }) => kind === "exercise" || kind === "solution")) return false;
  return role === "experiment" || (role === "run" && value.split("\n").length > LONGEST_CELL);
}

/** What a document sets aside. */
export function setAsideIn({ parts }: BookDocument): SetAside {
  const ids = new Map<BookCode, string>();
  const pieceOf = (code: BookCode, around: BookBlock | null, page: Page): Piece => {
    // where a page shows the code, what refers to it leads to its place in the book
    const id = isOut(code) && code.id !== null ? code.id : `set-aside-${ids.size + 1}`;
    ids.set(code, id);
    return { code, page, around, id };
  };
  const chapters = parts.flatMap((part) => part.chapters).map((chapter): ChapterAside => ({
    chapter,
    pieces: [chapter.opening, ...chapter.sections].flatMap((page) => found(page.tree, []).map(({ code, around }) => pieceOf(code, around, page))),
  }));
  return {
    chapters: chapters.filter(({ pieces }) => pieces.length > 0),
    ids: new Set(ids.values()),
    has: (code) => ids.has(code),
    idOf: (code) => {
      const id = ids.get(code);
      if (id === undefined) throw new Error("internal: code that is not set aside has no place in the companion");
      return id;
    },
  };
}

/** Whether readers of a page do not see it either before they ask for it. */
export function isOut({ hide, role }: BookCode): boolean {
  return hide || role === "verify" || role === "figure";
}

function found(node: Nodes, within: readonly BookBlock[]): readonly Pick<Piece, "code" | "around">[] {
  if (node.type === "bookCode") return isOut(node) || isExperiment(node, within) ? [{ code: node, around: within.at(-1) ?? null }] : [];
  const inside = node.type === "bookBlock" ? [...within, node] : within;
  return "children" in node ? node.children.flatMap((child) => found(child, inside)) : [];
}
