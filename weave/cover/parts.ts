/** The parts of a drawn cover, in light inks on paper: lines of text, a title as large as its room, the matrix of the book's letters. */
import { palette, type Ink } from "../palette.ts";
import type { LetterMatrix } from "./letters.ts";
import { matrixPicture } from "./matrix.ts";

/** Where a line of text begins, and its looks. */
export interface Line {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly ink?: Ink;
  /** More attributes of SVG. */
  readonly attributes?: string;
}

/** A line of text. */
export function lineMarkup(text: string, { x, y, size, ink = palette.ink, attributes = "" }: Line): string {
  return `<text x="${rounded(x)}" y="${rounded(y)}" font-family="Source Serif 4, DejaVu Sans" font-size="${size}" fill="${ink.light}"${attributes === "" ? "" : ` ${attributes}`}>${escaped(text)}</text>`;
}

/** An average letter of the serif in em, a little on the wide side. */
const letterWidth = 0.5;

/** The words of a text on as few lines as hold them in a column. */
export function wrapped(text: string, { column, size }: { readonly column: number; readonly size: number }): readonly string[] {
  const room = column / (size * letterWidth);
  return text.split(/\s+/).reduce<readonly string[]>((lines, word) => {
    const last = lines.at(-1);
    return last !== undefined && `${last} ${word}`.length <= room ? [...lines.slice(0, -1), `${last} ${word}`] : [...lines, word];
  }, []);
}

/** From one line of a title to the next, in em. */
export const titleLead = 1.1;

/** The first of the sizes, which fall, at which every word fits the column and all lines the height; the last where none does. */
export function titleSize(title: string, { column, height, sizes }: { readonly column: number; readonly height: number; readonly sizes: readonly number[] }): number {
  const fits = (size: number): boolean => {
    const lines = wrapped(title, { column, size });
    return lines.every((line) => line.length <= column / (size * letterWidth)) && lines.length * size * titleLead <= height;
  };
  return sizes.find(fits) ?? sizes.at(-1) ?? 0;
}

/** The lines of a title, the first at the top. */
export function titleMarkup(title: string, { x, y, size, column }: { readonly x: number; readonly y: number; readonly size: number; readonly column: number }): string {
  return wrapped(title, { column, size }).map((line, index) =>
    lineMarkup(line, { x, y: y + size * (0.95 + index * titleLead), size, attributes: `letter-spacing="${rounded(-size * 0.012)}"` })).join("\n");
}

/** Where the matrix stands, the room of its letters' names, and their size. */
export interface MatrixPlace {
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly label: number;
  readonly size: number;
}

/** The likeliest successor of each letter is in colour; what is too small to be seen is left out. */
export function matrixMarkup(matrix: LetterMatrix, { x, y, side, label, size }: MatrixPlace): string {
  const { discs, names } = matrixPicture(matrix, { side, label });
  const style = `font-family="JetBrains Mono, DejaVu Sans" font-size="${size}" fill="${palette.quiet.light}" text-anchor="middle"`;
  return [
    ...names.map((name) => `<text x="${rounded(x + name.x)}" y="${rounded(y + name.y + size * 0.35)}" ${style}>${escaped(name.letter)}</text>`),
    ...discs.filter(({ radius }) => radius >= 0.6).map((disc) =>
      `<circle cx="${rounded(x + disc.x)}" cy="${rounded(y + disc.y)}" r="${rounded(disc.radius)}" fill="${disc.isLikeliest ? palette.accent.light : palette.ink.light}"/>`),
  ].join("\n");
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
