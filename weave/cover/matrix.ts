/** The picture on the cover, and on the front page: how the letters of the book itself follow one another. */
import type { RootContent } from "mdast";
import type { BookDocument } from "../tree.ts";
import { answerOf, type Question } from "../lazyTree.ts";
import { letterPairs, matrixOf, type LetterMatrix, type LetterPairs } from "./letters.ts";

/** A disc of the picture, in units of its side. */
export interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Whether it is the likeliest successor of its row's letter. */
  readonly isLikeliest: boolean;
}

/** The name of a letter beside its row or above its column. */
export interface LetterName {
  readonly letter: string;
  readonly x: number;
  readonly y: number;
}

/** The picture as what there is to draw; nothing for a book with fewer than three letters. */
export interface MatrixPicture {
  readonly discs: readonly Disc[];
  readonly names: readonly LetterName[];
}

/** The matrix of the words that the author wrote, without code and formulas. */
export function bookMatrix({ pages }: BookDocument): LetterMatrix {
  const matrix = matrices.get(pages) ?? matrixOf(pages.map((page) => answerOf(page, lettersOn)).filter((pairs) => pairs !== null));
  matrices.set(pages, matrix);
  return matrix;
}

/** Null for a page without a word, which stands for no text at all. */
const lettersOn: Question<LetterPairs | null> = {
  module: "weave/cover/matrix.ts", name: "letters",
  answer(tree) {
    const found = prose(tree.children, []);
    return found.length === 0 ? null : letterPairs(found.join(" "));
  },
};

/** Pages never change, and several editions show the picture. */
const matrices = new WeakMap<BookDocument["pages"], LetterMatrix>();

/** Places a disc for every pair of letters, its area the chance of the second after the first, on a square; names take `label` at its left and its top. */
export function matrixPicture({ letters, chances }: LetterMatrix, { side, label }: { readonly side: number; readonly label: number }): MatrixPicture {
  if (letters.length < 3) return { discs: [], names: [] };
  const cell = (side - label) / letters.length;
  const centre = (index: number): number => label + (index + 0.5) * cell;
  const discs = chances.flatMap((row, i) => {
    const best = Math.max(...row);
    return row.map((chance, j): Disc => ({ x: centre(j), y: centre(i), radius: Math.sqrt(chance) * cell * 0.62, isLikeliest: chance === best }));
  });
  const names = letters.flatMap((letter, index): readonly LetterName[] => {
    const shown = letter === " " ? "·" : letter;
    return [{ letter: shown, x: centre(index), y: label / 2 }, { letter: shown, x: label * 0.27, y: centre(index) }];
  });
  return { discs, names };
}

/** Adds the texts in nodes to those that were found. */
function prose(nodes: readonly RootContent[], found: string[]): string[] {
  for (const node of nodes) {
    if (node.type === "text") found.push(node.value);
    else if ("children" in node && node.type !== "bookBibliographyEntry") prose(node.children, found);
  }
  return found;
}
