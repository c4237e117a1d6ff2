/** The cover's picture on the front page, in the inks of the theme. */
import { bookMatrix, matrixPicture, type Disc } from "../../cover/matrix.ts";
import type { BookDocument } from "../../tree.ts";
import { escapeHtml } from "../hast.ts";

const side = 620;
/** What is smaller is not seen. */
const least = 0.7;
const alt = "A square of discs: for each letter of the alphabet in a row, how often each letter follows it in this book.";

/** The figure; empty for a book with too few letters. */
export function coverPicture(document: BookDocument): string {
  const { discs, names } = matrixPicture(bookMatrix(document), { side, label: 28 });
  if (discs.length === 0) return "";
  const seen = discs.filter(({ radius }) => radius >= least);
  return [
    '<figure class="cover-picture">',
    `<svg viewBox="0 0 ${side} ${side}" role="img" aria-label="${escapeHtml(alt)}">`,
    `<g class="names">${names.map(({ letter, x, y }) => `<text x="${rounded(x)}" y="${rounded(y + 5)}">${escapeHtml(letter)}</text>`).join("")}</g>`,
    group("others", seen.filter(({ isLikeliest }) => !isLikeliest)),
    group("likeliest", seen.filter(({ isLikeliest }) => isLikeliest)),
    "</svg>",
    "<figcaption>The letters of this book: the area of a disc is the chance that the column’s letter follows the row’s, and the likeliest is in colour.</figcaption>",
    "</figure>\n",
  ].join("\n");
}

function group(name: string, discs: readonly Disc[]): string {
  return `<g class="${name}">${discs.map(({ x, y, radius }) => `<circle cx="${rounded(x)}" cy="${rounded(y)}" r="${rounded(radius)}"/>`).join("")}</g>`;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
