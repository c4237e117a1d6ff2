// Tangled from book/07-attention/02-scaled-dot-product-attention.md. Edit the book, then: npm run tangle
/** The attention weights of one query as bars. */

const [WIDTH, ROW, LEFT, FULL] = [340, 24, 60, 220];

/** An SVG: for each key a bar as long as its weight, and below it a thin one for its weight in a second list. Throws `RangeError` if the lists are not equally long. */
export function drawAttentionWeights(weights: ArrayLike<number>, others: ArrayLike<number>): string {
  if (weights.length !== others.length) throw new RangeError(`drawAttentionWeights: ${weights.length} weights and ${others.length} others`);
  const rows = Array.from(weights, (weight, j) => {
    const y = ROW * j + 4;
    return `${text(LEFT - 8, y + 13, "end", `key ${j + 1}`)}${bar(y, 12, weight, "accent")}${bar(y + 14, 4, others[j]!, "quiet")}${text(LEFT + FULL * Math.max(weight, others[j]!) + 6, y + 13, "start", weight.toFixed(3))}`;
  });
  const height = ROW * weights.length + 4;
  const largest = Array.from(weights).reduce((one, other) => Math.max(one, other), 0);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}"><title>Weights of ${weights.length} keys, the largest ${largest.toFixed(3)}</title>${rows.join("")}</svg>`;
}

function bar(y: number, height: number, weight: number, ink: string): string {
  return `<rect x="${LEFT}" y="${y}" width="${(FULL * weight).toFixed(1)}" height="${height}" fill="${ink}"/>`;
}

function text(x: number, y: number, anchor: string, words: string): string {
  return `<text x="${x.toFixed(1)}" y="${y}" text-anchor="${anchor}" font-size="14" fill="ink">${words}</text>`;
}
//# sourceMappingURL=../.maps/ops/draw-attention-weights.ts.map
