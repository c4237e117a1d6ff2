// Tangled from book/interlude-c-the-graphics-processor/index.md. Edit the book, then: npm run tangle
/** Draws a roofline and the kernels under it, both axes logarithmic. */

/** Limits in GFLOP/s and GB/s, and kernels by FLOPs per byte and GFLOP/s. */
export interface DrawnRoofline {
  readonly peak: number;
  readonly bandwidth: number;
  readonly products: readonly { readonly intensity: number; readonly speed: number }[];
}

const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [312, 280, 44, 26, 228];
const [LEAST, MOST] = [0.1, 1000];

/** The drawing as SVG. Kernels are numbered from 1 in their order. */
export function drawRoofline({ peak, bandwidth, products }: DrawnRoofline): string {
  const [low, high] = [Math.min(LEAST * bandwidth, ...products.map(({ speed }) => speed)) / 2, 2 * peak];
  const x = (intensity: number): string => (LEFT + ((WIDTH - LEFT - 8) * Math.log(intensity / LEAST)) / Math.log(MOST / LEAST)).toFixed(1);
  const y = (speed: number): string => (BOTTOM - ((BOTTOM - TOP) * Math.log(speed / low)) / Math.log(high / low)).toFixed(1);
  const ridge = Math.min(MOST, Math.max(LEAST, peak / bandwidth));
  const roof = [LEAST, ridge, MOST].map((intensity) => `${x(intensity)},${y(Math.min(peak, bandwidth * intensity))}`).join(" ");
  const down = powersBetween(low, high).map((speed) => word(LEFT - 6, Number(y(speed)) + 5, { text: numeral(speed), anchor: "end", ink: "quiet" }));
  const along = powersBetween(LEAST, MOST).map((intensity) => word(Number(x(intensity)), BOTTOM + 22, { text: numeral(intensity), anchor: "middle", ink: "quiet" }));
  const dots = products.map(({ intensity, speed }, i) =>
    `<circle cx="${x(intensity)}" cy="${y(speed)}" r="4" fill="accent"/>${word(Number(x(intensity)) + 7, Number(y(speed)) + 14, { text: String(i + 1), anchor: "start", ink: "ink" })}`);
  const frame = `<line x1="${LEFT}" y1="${TOP}" x2="${LEFT}" y2="${BOTTOM}" stroke="quiet"/><line x1="${LEFT}" y1="${BOTTOM}" x2="${WIDTH - 8}" y2="${BOTTOM}" stroke="quiet"/>`;
  const names = word(2, 14, { text: "GFLOP/s", anchor: "start", ink: "quiet" }) + word(WIDTH - 8, HEIGHT - 8, { text: "FLOPs per byte", anchor: "end", ink: "quiet" });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><title>A roofline of ${numeral(peak)} GFLOP/s and ${numeral(bandwidth)} GB/s, and ${products.length} kernels</title>${frame}${names}${down.join("")}${along.join("")}<polyline points="${roof}" fill="none" stroke="ink"/>${dots.join("")}</svg>`;
}

const numeral = (x: number): string => Number(x.toPrecision(3)).toLocaleString("en");

/** The powers of ten from one number up to another. */
function powersBetween(low: number, high: number): readonly number[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  return Array.from({ length: Math.floor(Math.log10(high) + 1e-9) - first + 1 }, (_, i) => Number(`1e${first + i}`));
}

function word(x: number, y: number, { text, anchor, ink }: { readonly text: string; readonly anchor: string; readonly ink: string }): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-size="14" fill="${ink}">${text}</text>`;
}
//# sourceMappingURL=../.maps/gpu/draw-roofline.ts.map
