// Tangled from book/07-attention/05-what-one-head-computes.md. Edit the book, then: npm run tangle
/** A drawing of attention patterns: for each query a line of text, its tokens shaded by their weights. */

const [WIDTH, LINE, CELL, LARGEST, HEADER] = [340, 24, 19, 17, 26];

/** The attention weights of a text, for some of its queries. */
export interface PatternPanel {
  readonly name: string;
  readonly tokens: readonly string[];
  /** The positions whose rows are drawn, one below the other. */
  readonly queries: readonly number[];
  /** The weight with which a query reads a position. */
  readonly weights: (query: number, position: number) => number;
}

/**
 * An SVG, as text, with the inks of the book’s figures by name: panels one below the other, in each a line for each query with the tokens up to it; a
 * weight is the opacity of the ground, and the query is outlined. Throws `RangeError` for a query outside the text, and for none.
 */
export function drawPatterns(panels: readonly PatternPanel[]): string {
  let top = 0;
  const drawn = panels.map((panel) => {
    const rows = drawPanel(panel, top);
    top += HEADER + LINE * panel.queries.length;
    return rows;
  });
  const says = panels.map(({ name, queries, tokens }) => `${name}: ${queries.length} queries over ${tokens.length} tokens`).join("; ");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top + 4}" width="${WIDTH}" height="${top + 4}"><title>Attention patterns. ${escaped(says)}</title>${drawn.join("")}</svg>`;
}

function drawPanel({ name, tokens, queries, weights }: PatternPanel, top: number): string {
  if (queries.length === 0) throw new RangeError("drawPatterns: a panel has no query");
  const outside = queries.find((t) => !(Number.isInteger(t) && t >= 0 && t < tokens.length));
  if (outside !== undefined) throw new RangeError(`drawPatterns: no query ${outside} among ${tokens.length} tokens`);
  const cell = Math.min(CELL, (WIDTH - 4) / tokens.length);
  const rows = queries.map((t, row) => {
    const y = top + HEADER + LINE * row;
    return tokens.slice(0, t + 1).map((token, s) => drawToken({ x: 2 + cell * s, y, width: cell, opacity: weights(t, s), outlined: s === t, token })).join("");
  });
  return `<text x="2" y="${top + HEADER - 9}" text-anchor="start" font-size="14" fill="quiet">${escaped(name)}</text>${rows.join("")}`;
}

/** Where a token is drawn, and how. */
export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** From 0 to 1. */
  readonly opacity: number;
  readonly outlined: boolean;
  readonly token: string;
}

/** A token in its cell: its letter, on a ground as dark as its weight. */
export function drawToken({ x, y, width, opacity, outlined, token }: Cell): string {
  const [left, right] = [x.toFixed(1), (width - 1).toFixed(1)];
  const share = Math.max(0, Math.min(1, opacity));
  // at full weight the ground is light enough for its letter
  const ground = share < 0.005 ? "" : `<rect x="${left}" y="${y}" width="${right}" height="${LINE - 4}" fill="accent" fill-opacity="${(0.6 * share).toFixed(3)}"/>`;
  const frame = outlined ? `<rect x="${left}" y="${y}" width="${right}" height="${LINE - 4}" fill="none" stroke="ink" stroke-width="1"/>` : "";
  const letter = `<text x="${(x + width / 2 - 0.5).toFixed(1)}" y="${y + 15}" text-anchor="middle" font-size="${Math.min(LARGEST, 0.8 * width).toFixed(1)}" fill="ink">${escaped(token === " " ? "␣" : token)}</text>`;
  return ground + frame + letter;
}

/** Words as they stand in an SVG. */
export function escaped(words: string): string {
  return words.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}
//# sourceMappingURL=../../.maps/models/attention-lm/draw-patterns.ts.map
