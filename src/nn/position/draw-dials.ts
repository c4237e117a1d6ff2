// Tangled from book/09-position/04-rotary-embedding.md. Edit the book, then: npm run tangle
/** Dials of rotary positions: for each pair of numbers the angles of a query and of a key. */

const [COLUMNS, CELL, RADIUS] = [4, 84, 30];

/** An SVG: a dial for each frequency, with a thick hand at the angle of position m and a thin one at that of n, and its wavelength in positions below. Throws `RangeError` but for 1 to 16 frequencies. */
export function drawDials(frequencies: readonly number[], m: number, n: number): string {
  if (!(frequencies.length >= 1 && frequencies.length <= 16)) throw new RangeError(`drawDials: ${frequencies.length} frequencies, and 1 to 16 can be drawn`);
  const [width, height] = [COLUMNS * CELL, Math.ceil(frequencies.length / COLUMNS) * (CELL + 14)];
  const dials = frequencies.map((omega, i) => {
    const [x, y] = [((i % COLUMNS) + 0.5) * CELL, Math.floor(i / COLUMNS) * (CELL + 14) + CELL / 2];
    const hand = (position: number, ink: string, stroke: number) => `<line x1="${x}" y1="${y}" x2="${(x + RADIUS * Math.cos(position * omega)).toFixed(1)}" y2="${(y - RADIUS * Math.sin(position * omega)).toFixed(1)}" stroke="${ink}" stroke-width="${stroke}"/>`;
    const wavelength = (2 * Math.PI) / omega;
    const label = wavelength < 100 ? wavelength.toFixed(1) : Math.round(wavelength).toLocaleString("en");
    return `<circle cx="${x}" cy="${y}" r="${RADIUS}" fill="none" stroke="rule"/>${hand(m, "accent", 4)}${hand(n, "ink", 1.5)}<text x="${x}" y="${y + RADIUS + 18}" text-anchor="middle" font-size="14" fill="quiet">${label}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><title>${frequencies.length} dials, a query at position ${m} and a key at position ${n}</title>${dials.join("")}</svg>`;
}
//# sourceMappingURL=../../.maps/nn/position/draw-dials.ts.map
