// Tangled from book/interlude-c-the-graphics-processor/03-tiles-in-shared-memory.md. Edit the book, then: npm run tangle
/** A drawing of a workgroup's way through two matrices. */

const [SIDE, GAP, LEFT, TOP] = [148, 18, 8, 22];
const STEPS = 3;

/** An SVG: A at the left, B above, C between them, a tile of C, and the steps along k of which the second is shaded. */
export function drawTileWalk(): string {
  const [x, y] = [LEFT + SIDE + GAP, TOP + SIDE + GAP]; // where C begins
  const tile = SIDE / 3;
  const step = SIDE / STEPS;
  const strips = Array.from({ length: STEPS }, (_, i) => {
    const opacity = i === 1 ? 0.6 : 0.12;
    return box(LEFT + i * step, y + tile, step, tile, opacity) + box(x + tile, TOP + i * step, tile, step, opacity);
  }).join("");
  const names = word(LEFT + SIDE / 2, y + SIDE + 18, "A, m × k") + word(x + SIDE / 2, TOP - 7, "B, k × n") + word(x + SIDE / 2, y + SIDE + 18, "C, m × n");
  const said = word(LEFT + 1.5 * step, y + 1.5 * tile + 5, "a × q") + word(x + 1.5 * tile, TOP + 1.5 * step + 5, "q × b") + word(x + 1.5 * tile, y + 1.5 * tile + 5, "a × b");
  const along = arrow(LEFT + 6, y + tile - 9, LEFT + SIDE - 6, y + tile - 9) + arrow(x + tile - 9, TOP + 6, x + tile - 9, TOP + SIDE - 6);
  const arrows = along + arrow(LEFT + SIDE + 3, y + 1.5 * tile, x + tile - 3, y + 1.5 * tile) + arrow(x + 1.5 * tile, TOP + SIDE + 3, x + 1.5 * tile, y + tile - 3);
  const height = y + SIDE + 26;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 340 ${height}" width="340" height="${height}"><title>The walk of a workgroup along k</title>${frame(LEFT, y)}${frame(x, TOP)}${frame(x, y)}${strips}${box(x + tile, y + tile, tile, tile, 0.6, "second")}${arrows}${names}${said}</svg>`;
}

function frame(x: number, y: number): string {
  return `<rect x="${x}" y="${y}" width="${SIDE}" height="${SIDE}" fill="none" stroke="ink"/>`;
}

function box(x: number, y: number, width: number, height: number, opacity: number, ink = "accent"): string {
  return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" fill="${ink}" fill-opacity="${opacity}" stroke="ink"/>`;
}

function arrow(x1: number, y1: number, x2: number, y2: number): string {
  const across = x1 === x2;
  const head = across ? `${x2 - 4},${y2 - 7} ${x2},${y2} ${x2 + 4},${y2 - 7}` : `${x2 - 7},${y2 - 4} ${x2},${y2} ${x2 - 7},${y2 + 4}`;
  return `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="ink"/><polyline points="${head}" fill="none" stroke="ink"/>`;
}

function word(x: number, y: number, text: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="middle" font-size="14" fill="ink">${text}</text>`;
}
//# sourceMappingURL=../.maps/gpu/draw-tile-walk.ts.map
