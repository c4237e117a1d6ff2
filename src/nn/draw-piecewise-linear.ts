// Tangled from book/04-neural-lm/07-depth-and-width.md. Edit the book, then: npm run tangle
/** A drawing of a piecewise linear function. */
import type { Piece } from "./piecewise-linear.ts";

const [WIDTH, HEIGHT, MARGIN] = [560, 220, 30];

/** An SVG, as text, with the inks of the book’s figures by name: the pieces from 0 to 1, with a dot where two of them meet. */
export function drawPiecewiseLinear(pieces: readonly Piece[]): string {
  const x = (at: number) => MARGIN + (WIDTH - 2 * MARGIN) * at;
  const y = (value: number) => HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * value;
  const corners = [...pieces.map(({ from, slope, offset }) => [from, slope * from + offset] as const), ...pieces.slice(-1).map(({ to, slope, offset }) => [to, slope * to + offset] as const)];
  const path = corners.map(([at, value], k) => `${k === 0 ? "M" : "L"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join("");
  const dots = pieces.length > 64 ? [] : corners.slice(1, -1).map(([at, value]) => `<circle cx="${x(at).toFixed(1)}" cy="${y(value).toFixed(1)}" r="2.5" fill="accent"/>`);
  const frame = `<path d="M${MARGIN} ${y(1)}V${y(0)}H${x(1)}" stroke="rule" stroke-width="1" fill="none"/>`;
  const words = ([[0, "0"], [1, "1"]] as const).flatMap(([at, word]) => [`<text x="${x(at)}" y="${HEIGHT - 10}" text-anchor="middle" font-size="13" fill="ink">${word}</text>`, `<text x="${MARGIN - 10}" y="${y(at) + 4}" text-anchor="end" font-size="13" fill="ink">${word}</text>`]);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><title>A line of ${pieces.length} pieces</title>${frame}<path d="${path}" stroke="accent" stroke-width="1.2" fill="none"/>${dots.join("")}${words.join("")}</svg>`;
}
//# sourceMappingURL=../.maps/nn/draw-piecewise-linear.ts.map
