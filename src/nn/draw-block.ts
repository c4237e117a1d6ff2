// Tangled from book/08-transformer/03-transformer-block.md. Edit the book, then: npm run tangle
/** A drawing of a transformer block: its products with their shapes, areas proportional to FLOPs. */

const [WIDTH, STREAM, LEFT, BAR] = [340, 10, 34, 16];

/** T positions of a stream of some width, and the number of heads. */
export interface BlockSizes {
  readonly T: number;
  readonly width: number;
  readonly heads: number;
}

/** An SVG: for each product of a block, with m = 4d, its shape, its share of the FLOPs and a bar of that area; the stream at the left, with what is added to it. */
export function drawBlock({ T, width: d, heads }: BlockSizes): string {
  const products = [
    { name: "queries, keys, values", shape: [T, 3 * d], FLOPs: 6 * d },
    { name: "scores", shape: [heads, T, T], FLOPs: 2 * T },
    { name: "weighted values", shape: [T, d], FLOPs: 2 * T },
    { name: "attention output", shape: [T, d], FLOPs: 2 * d, adds: true },
    { name: "hidden units", shape: [T, 4 * d], FLOPs: 8 * d },
    { name: "FFN output", shape: [T, d], FLOPs: 8 * d, adds: true },
  ];
  const total = products.reduce((sum, { FLOPs }) => sum + FLOPs, 0);
  const scale = ((WIDTH - LEFT) * total) / Math.max(...products.map(({ FLOPs }) => FLOPs));
  let top = 4;
  const drawn = products.flatMap(({ name, shape, FLOPs, adds }, i) => {
    const begins = i === 0 || products[i - 1]!.adds;
    const norm = begins ? `${line(STREAM, top + 8, LEFT, top + 8)}${word(LEFT + 4, top + 13, "norm", "quiet")}` : "";
    top += begins ? 22 : 0;
    const share = FLOPs / total;
    const label = word(LEFT, top + 14, `${name} [${shape.map((each) => each.toLocaleString("en")).join(", ")}], ${(100 * share).toFixed(0)} %`, "ink");
    const bar = `<rect x="${LEFT}" y="${top + 20}" width="${(scale * share).toFixed(1)}" height="${BAR}" fill="accent" fill-opacity="${i < 4 ? 0.35 : 0.6}"/>`;
    const back = adds ? `${line(STREAM + 6, top + 28, LEFT, top + 28)}<circle cx="${STREAM}" cy="${top + 28}" r="6" fill="paper" stroke="ink"/>${line(STREAM - 3, top + 28, STREAM + 3, top + 28)}${line(STREAM, top + 25, STREAM, top + 31)}` : "";
    top += 44;
    return [norm, label, bar, back];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}"><title>A block of width ${d} over ${T} positions: ${products.map(({ name, FLOPs }) => `${name} ${((100 * FLOPs) / total).toFixed(0)} %`).join(", ")}</title>${line(STREAM, 0, STREAM, top)}${drawn.join("")}</svg>`;
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="ink"/>`;
}

function word(x: number, y: number, text: string, ink: string): string {
  return `<text x="${x}" y="${y}" text-anchor="start" font-size="14" fill="${ink}">${text}</text>`;
}
//# sourceMappingURL=../.maps/nn/draw-block.ts.map
