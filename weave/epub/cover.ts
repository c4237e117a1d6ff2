/** The cover: the book's title and authors over the matrix of its own letters, drawn as SVG. */
import { bookMatrix } from "../cover/matrix.ts";
import { lineMarkup, matrixMarkup, titleLead, titleMarkup, titleSize, wrapped } from "../cover/parts.ts";
import { palette, paper } from "../palette.ts";
import type { BookDocument, Meta } from "../tree.ts";

/** Width and height in pixels: 5 to 8, as shops of e-books ask. */
export const coverSize = { width: 1600, height: 2560 } as const;

const margin = 150;
const column = coverSize.width - 2 * margin;
/** Of subtitle and authors. */
const size = 58;

/** The cover of a book. The same text gives the same cover. */
export function coverDrawing(document: BookDocument): string {
  const { width, height } = coverSize;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="${paper.light}"/>`,
    headMarkup(document.meta),
    matrixMarkup(bookMatrix(document), { x: margin, y: height - margin - 150 - column, side: column, label: 44, size: 26 }),
    lineMarkup(document.meta.authors.join(", "), { x: margin, y: height - margin, size }),
    "</svg>",
  ].join("\n");
}

/** The whole title stands four lines above the drawing. */
function headMarkup({ title, subtitle }: Meta): string {
  const large = titleSize(title, { column, height: 540, sizes: [190, 170, 150, 132, 116, 100, 86, 72, 60] });
  const below = margin + large * (0.95 + (wrapped(title, { column, size: large }).length - 1) * titleLead) + large * 0.3 + 80;
  const lines = subtitle === null ? [] : wrapped(subtitle, { column, size }).slice(0, 3);
  return [
    titleMarkup(title, { x: margin, y: margin, size: large, column }),
    ...lines.map((line, index) => lineMarkup(line, { x: margin, y: below + index * 74, size, ink: palette.quiet, attributes: 'font-style="italic"' })),
  ].join("\n");
}
