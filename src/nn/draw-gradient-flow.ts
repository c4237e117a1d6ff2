// Tangled from book/03-backpropagation/07-vanishing-gradients.md. Edit the book, then: npm run tangle
/** A drawing of the gradient norms of a chain of layers. */

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [560, 300, 58, 12, 14, 40];
const LEAST = 1e-300;

/**
 * An SVG, as text, with the inks of the book’s figures by name: the length of the gradient at each layer, on a scale of
 * powers of ten; the top of the chain is on the right, where the gradient starts. `predicted` is drawn as a thin line.
 */
export function drawGradientNorms(lengths: readonly number[], predicted: readonly number[]): string {
  const logs = (numbers: readonly number[]) => numbers.map((each) => Math.log10(Math.max(LEAST, each)));
  const [measured, expected] = [logs(lengths), logs(predicted)];
  const low = Math.floor(Math.min(-1, ...measured, ...expected));
  const high = Math.ceil(Math.max(1, ...measured, ...expected));
  const x = (layer: number) => LEFT + ((WIDTH - LEFT - RIGHT) * layer) / Math.max(1, lengths.length - 1);
  const y = (log: number) => TOP + ((HEIGHT - TOP - BOTTOM) * (high - log)) / (high - low);
  const path = (numbers: readonly number[]) => numbers.map((log, layer) => `${layer === 0 ? "M" : "L"}${x(layer).toFixed(1)} ${y(log).toFixed(1)}`).join("");
  const ticks = [low, 0, high].map((log) => `<text x="${LEFT - 8}" y="${(y(log) + 4).toFixed(1)}" text-anchor="end" font-size="13" fill="ink">${tick(log)}</text>`);
  const dots = measured.map((log, layer) => `<circle cx="${x(layer).toFixed(1)}" cy="${y(log).toFixed(1)}" r="2.5" fill="accent"/>`);
  const words = [[0, "start", "first layer"], [lengths.length - 1, "end", "last layer"]].map(([layer, anchor, word]) => `<text x="${x(Number(layer)).toFixed(1)}" y="${HEIGHT - 12}" text-anchor="${anchor}" font-size="13" fill="ink">${word}</text>`);
  const level = `<path d="M${LEFT} ${y(0).toFixed(1)}H${WIDTH - RIGHT}" stroke="rule" stroke-width="1" fill="none"/>`;
  const line = `<path d="${path(expected)}" stroke="quiet" stroke-width="1.5" fill="none"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><title>The length of the gradient at each of ${lengths.length} places</title>${level}${line}${dots.join("")}${ticks.join("")}${words.join("")}</svg>`;
}

function tick(log: number): string {
  return log === 0 ? "1" : `10<tspan dy="-5" font-size="10">${String(log).replace("-", "−")}</tspan>`;
}
//# sourceMappingURL=../.maps/nn/draw-gradient-flow.ts.map
