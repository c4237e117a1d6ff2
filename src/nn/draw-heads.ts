// Tangled from book/08-transformer/01-multi-head-attention.md. Edit the book, then: npm run tangle
/** A drawing of the heads of one position: which columns of queries, keys and values belong to which head. */

const [WIDTH, LEFT, ROW, GAP] = [340, 4, 26, 34];

/** An SVG: the strip of queries, keys and values cut into `heads` columns each, an attention for each head, their outputs side by side, and the result. Throws `RangeError` but for 1 to 6 heads. */
export function drawHeads(heads: number): string {
  if (!(Number.isInteger(heads) && heads >= 1 && heads <= 6)) throw new RangeError(`drawHeads: ${heads} heads, and 1 to 6 can be drawn`);
  const part = (WIDTH - 2 * LEFT) / 3;
  const [column, slot] = [part / heads, (WIDTH - 2 * LEFT) / heads];
  const from = WIDTH / 2 - part / 2; // where the outputs begin
  const [strip, attention, outputs] = [24, 24 + ROW + GAP, 24 + 2 * (ROW + GAP)];
  const drawn = Array.from({ length: heads }, (_, h) => {
    const opacity = (0.1 + (0.5 * h) / heads).toFixed(2);
    const middle = LEFT + (h + 0.5) * slot;
    const parts = [0, 1, 2].map((i) => LEFT + i * part + h * column);
    return [
      ...parts.map((x) => line(x + column / 2, strip + ROW, middle, attention)),
      line(middle, attention + ROW, from + (h + 0.5) * column, outputs),
      ...parts.map((x) => box(x, strip, column, opacity)),
      box(LEFT + h * slot + 6, attention, slot - 12, opacity),
      word(middle, attention + 18, `head ${h + 1}`),
      box(from + h * column, outputs, column, opacity),
    ].join("");
  });
  const names = ["queries, d", "keys, d", "values, d"].map((name, i) => word(LEFT + (i + 0.5) * part, 16, name));
  const result = outputs + ROW + GAP;
  const end = [line(WIDTH / 2, outputs + ROW, WIDTH / 2, result), word(WIDTH / 2 + 8, result - 12, "times W_O", "start"), word(from + part + 8, outputs + 18, "C, d", "start"), `<rect x="${from.toFixed(1)}" y="${result}" width="${part.toFixed(1)}" height="${ROW}" fill="none" stroke="ink"/>`, word(WIDTH / 2, result + 18, "Y, d")];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${result + ROW + 4}" width="${WIDTH}" height="${result + ROW + 4}"><title>${heads} heads, from queries, keys and values to the result</title>${[...drawn, ...names, ...end].join("")}</svg>`;
}

function box(x: number, y: number, width: number, opacity: string): string {
  return `<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${ROW}" fill="accent" fill-opacity="${opacity}" stroke="ink"/>`;
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1.toFixed(1)}" y1="${y1}" x2="${x2.toFixed(1)}" y2="${y2}" stroke="quiet"/>`;
}

function word(x: number, y: number, text: string, anchor = "middle"): string {
  return `<text x="${x.toFixed(1)}" y="${y}" text-anchor="${anchor}" font-size="14" fill="ink">${text}</text>`;
}
//# sourceMappingURL=../.maps/nn/draw-heads.ts.map
