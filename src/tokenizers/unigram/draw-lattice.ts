// Tangled from book/10-tokenisation/04-wordpiece-and-unigram.md. Edit the book, then: npm run tangle
/** A drawing of the lattice of a pre-token: its bytes in a row, and below them its tokens as bars. */

/** A token of the drawing: which bytes it spans, what is written in it, and whether it is on the path that is to stand out. */
export interface DrawnToken {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly chosen: boolean;
}

const [WIDTH, LEFT, TOP, ROW] = [340, 4, 26, 26];

/** An SVG: letters, then short tokens above longer ones, none over another. Throws `RangeError` for no letters, or more than 12. */
export function drawLattice(letters: readonly string[], tokens: readonly DrawnToken[]): string {
  const n = letters.length;
  if (!(n >= 1 && n <= 12)) throw new RangeError(`drawLattice: ${n} letters, and 1 to 12 can be drawn`);
  const column = Math.min(44, (WIDTH - 2 * LEFT) / n);
  const rows = inRows(tokens);
  const bars = rows.flatMap((row, r) => row.map(({ start, end, label, chosen }) => {
    const [x, y, width] = [LEFT + start * column + 1.5, TOP + r * ROW, (end - start) * column - 3];
    const box = `<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${ROW - 5}" fill="accent" fill-opacity="${chosen ? 0.35 : 0}" stroke="${chosen ? "accent" : "quiet"}"/>`;
    return box + word(x + width / 2, y + 15, label, 12);
  }));
  const height = TOP + rows.length * ROW;
  const head = letters.map((letter, i) => word(LEFT + (i + 0.5) * column, 16, letter, 15));
  const width = 2 * LEFT + n * column;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(1)} ${height}" width="${width.toFixed(1)}" height="${height}"><title>The tokens in ${letters.join("")}, as bars below its letters</title>${[...head, ...bars].join("")}</svg>`;
}

/** The tokens, short ones first, in as few rows as they fit in one after the other. */
function inRows(tokens: readonly DrawnToken[]): DrawnToken[][] {
  const rows: DrawnToken[][] = [];
  const inOrder = [...tokens].sort((one, other) => one.end - one.start - (other.end - other.start) || one.start - other.start);
  for (const token of inOrder) {
    const row = rows.find((each) => each.every(({ start, end }) => end <= token.start || token.end <= start));
    if (row) row.push(token);
    else rows.push([token]);
  }
  return rows;
}

function word(x: number, y: number, text: string, size: number): string {
  return `<text x="${x.toFixed(1)}" y="${y}" text-anchor="middle" font-size="${size}" fill="ink">${text}</text>`;
}
//# sourceMappingURL=../../.maps/tokenizers/unigram/draw-lattice.ts.map
