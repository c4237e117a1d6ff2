/** The cover: the book's title and authors over the matrix of its own letters, drawn as SVG. */
import { bookMatrix, matrixPicture } from "../cover/matrix.ts";
import type { LetterMatrix } from "../cover/letters.ts";
import { palette, paper } from "../palette.ts";
import type { BookDocument, Meta } from "../tree.ts";
import { escapeText } from "./markup.ts";

/** Width and height in pixels: 5 to 8, as shops of e-books ask. */
export const coverSize = { width: 1600, height: 2560 } as const;

const margin = 150;
const column = coverSize.width - 2 * margin;

/** The cover of a book. The same text gives the same cover. */
export function coverDrawing(document: BookDocument): string {
  const { width, height } = coverSize;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${paper.light}"/>`,
    titleMarkup(document.meta),
    matrixMarkup(bookMatrix(document), height - margin - 150 - column),
    textMarkup(document.meta.authors.join(", "), { y: height - margin, size: 58, attributes: `fill="${palette.ink.light}"` }),
    "</svg>",
  ].join("\n");
}

function titleMarkup(meta: Meta): string {
  const size = titleSize(meta.title);
  const lines = wrapped(meta.title, column / (size * letterWidth));
  const title = lines.map((line, index) =>
    textMarkup(line, { y: margin + size * (0.95 + index * 1.1), size, attributes: `fill="${palette.ink.light}" letter-spacing="${-size * 0.012}"` }),
  );
  const below = margin + size * (0.95 + (lines.length - 1) * 1.1) + size * 0.3 + 80;
  const subtitle = meta.subtitle === null ? [] : wrapped(meta.subtitle, column / (58 * letterWidth)).slice(0, 3).map((line, index) =>
    textMarkup(line, { y: below + index * 74, size: 58, attributes: `fill="${palette.quiet.light}" font-style="italic"` }),
  );
  return [...title, ...subtitle].join("\n");
}

/** An average letter of the serif in em, a little on the wide side. */
const letterWidth = 0.5;

/** The largest size at which every word fits the column, and the whole title four lines above the drawing. */
function titleSize(title: string): number {
  const sizes = [190, 170, 150, 132, 116, 100, 86, 72];
  const fits = (size: number): boolean => {
    const room = column / (size * letterWidth);
    const lines = wrapped(title, room);
    return lines.every((line) => line.length <= room) && lines.length * size * 1.1 <= 540;
  };
  return sizes.find(fits) ?? 60;
}

function wrapped(text: string, room: number): readonly string[] {
  return text.split(/\s+/).reduce<readonly string[]>((lines, word) => {
    const last = lines.at(-1);
    return last !== undefined && `${last} ${word}`.length <= room ? [...lines.slice(0, -1), `${last} ${word}`] : [...lines, word];
  }, []);
}

function textMarkup(text: string, { y, size, attributes }: { readonly y: number; readonly size: number; readonly attributes: string }): string {
  return `<text x="${margin}" y="${rounded(y)}" font-family="Source Serif 4, DejaVu Sans" font-size="${size}" ${attributes}>${escapeText(text)}</text>`;
}

/** The likeliest successor of each letter is in colour; what is too small to be seen is left out. */
function matrixMarkup(matrix: LetterMatrix, top: number): string {
  const { discs, names } = matrixPicture(matrix, { side: column, label: 44 });
  const style = `font-family="JetBrains Mono, DejaVu Sans" font-size="26" fill="${palette.quiet.light}" text-anchor="middle"`;
  return [
    ...names.map(({ letter, x, y }) => `<text x="${rounded(margin + x)}" y="${rounded(top + y + 9)}" ${style}>${escapeText(letter)}</text>`),
    ...discs.filter(({ radius }) => radius >= 0.6).map(({ x, y, radius, isLikeliest }) =>
      `<circle cx="${rounded(margin + x)}" cy="${rounded(top + y)}" r="${rounded(radius)}" fill="${isLikeliest ? palette.accent.light : palette.ink.light}"/>`),
  ].join("\n");
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
