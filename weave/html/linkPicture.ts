/** What a link to the book looks like where others show it: its title beside the matrix of its letters, for books that say where they are published. */
import { bookMatrix } from "../cover/matrix.ts";
import { lineMarkup, matrixMarkup, titleLead, titleMarkup, titleSize, wrapped } from "../cover/parts.ts";
import { rasterized } from "../cover/raster.ts";
import { palette, paper } from "../palette.ts";
import type { BookDocument } from "../tree.ts";
import type { SiteFile } from "./assets.ts";

/** Width and height in pixels: those at which no reader of the Open Graph protocol cuts a picture. */
export const linkPicture = { path: "assets/link.png", width: 1200, height: 630 } as const;

const margin = 60;
const side = linkPicture.height - 2 * margin;
const column = linkPicture.width - side - 3 * margin;

/** The file; none for a book that has no address. */
export async function linkPictureFiles(document: BookDocument): Promise<readonly [string, SiteFile][]> {
  return document.meta.site === null ? [] : [[linkPicture.path, { bytes: await rasterized(linkDrawing(document)) }]];
}

/** The picture as SVG. The same text gives the same picture. */
export function linkDrawing(document: BookDocument): string {
  const { width, height } = linkPicture;
  const { title, subtitle, authors } = document.meta;
  const size = titleSize(title, { column, height: 330, sizes: [84, 76, 68, 60, 52, 46, 40] });
  const below = margin + size * (1.25 + (wrapped(title, { column, size }).length - 1) * titleLead) + 40;
  const lines = subtitle === null ? [] : wrapped(subtitle, { column, size: 30 }).slice(0, 3);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${paper.light}"/>`,
    titleMarkup(title, { x: margin, y: margin, size, column }),
    ...lines.map((line, index) => lineMarkup(line, { x: margin, y: below + index * 38, size: 30, ink: palette.quiet, attributes: 'font-style="italic"' })),
    lineMarkup(authors.join(", "), { x: margin, y: height - margin, size: 30 }),
    matrixMarkup(bookMatrix(document), { x: width - margin - side, y: margin, side, label: 22, size: 13 }),
    "</svg>",
  ].join("\n");
}
