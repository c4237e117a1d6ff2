// Tangled from book/03-backpropagation/03-softmax.md. Edit the book, then: npm run tangle
/** A drawing of the Jacobian of softmax. */
import { escaped } from "../format/escaped.ts";

const [CELL, LEFT, TOP] = [74, 74, 30];

/**
 * An SVG, as text, with the inks of the book’s figures by name: how much each share (rows, with their shares) moves with each score
 * (columns), pᵢ(δᵢⱼ − pⱼ). The darker, the nearer to a quarter, which is the most there can be. Throws `RangeError` if there are not as many names as shares.
 */
export function drawJacobian(names: readonly string[], p: readonly number[]): string {
  if (names.length !== p.length) throw new RangeError(`drawJacobian: ${names.length} names for ${p.length} shares`);
  const squares = p.flatMap((share, i) => p.map((other, j) => square({ i, j, moved: share * ((i === j ? 1 : 0) - other) })));
  const above = names.map((name, j) => word(LEFT + (j + 0.5) * CELL, TOP - 10, "middle", `z of ${name}`));
  const beside = names.map((name, i) => `${word(LEFT - 10, TOP + (i + 0.5) * CELL - 4, "end", `p of ${name}`)}${word(LEFT - 10, TOP + (i + 0.5) * CELL + 14, "end", p[i]!.toFixed(3))}`);
  const [width, height] = [LEFT + p.length * CELL + 2, TOP + p.length * CELL + 2];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${[...above, ...beside, ...squares].join("")}</svg>`;
}

function word(x: number, y: number, anchor: "middle" | "end", text: string): string {
  return `<text x="${x}" y="${y}" font-size="13" text-anchor="${anchor}" fill="ink">${escaped(text)}</text>`;
}

function square({ i, j, moved }: { readonly i: number; readonly j: number; readonly moved: number }): string {
  const [x, y] = [LEFT + j * CELL, TOP + i * CELL];
  const darkness = (0.6 * Math.min(1, Math.abs(moved) / 0.25)).toFixed(3);
  const box = `<rect x="${x}" y="${y}" width="${CELL - 3}" height="${CELL - 3}" fill="${moved > 0 ? "accent" : "second"}" fill-opacity="${darkness}" stroke="rule" stroke-width="1"/>`;
  return `${box}<text x="${x + CELL / 2 - 1.5}" y="${y + CELL / 2 + 3}" font-size="13" text-anchor="middle" fill="ink">${moved.toFixed(3).replace("-0.000", "0.000").replace("-", "−")}</text>`;
}
//# sourceMappingURL=../.maps/ops/draw-jacobian.ts.map
