// Tangled from book/05-optimisation/02-momentum.md. Edit the book, then: npm run tangle
/** A drawing of how fast several optimisers come to a minimum. */

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM, APART] = [560, 300, 52, 172, 16, 40, 17];
const INKS = ["quiet", "ink", "second", "accent"] as const;
const LEAST = 1e-12;

/** An optimiser by its name, and the distance to the minimum after each step, the start first. */
export interface Racer {
  readonly name: string;
  readonly distances: readonly number[];
}

/** An SVG, as text, with the inks of the book’s figures by name: the distances on a logarithmic scale against the step, from `LEAST` on. */
export function drawRace(racers: readonly Racer[]): string {
  const logs = racers.map(({ distances }) => distances.map((each) => Math.log10(Math.min(1e6, Math.max(LEAST, each)))));
  const [low, high] = [Math.floor(Math.min(...logs.flat())), Math.ceil(Math.max(...logs.flat()))];
  const steps = Math.max(...logs.map(({ length }) => length - 1));
  const x = (step: number) => LEFT + ((WIDTH - LEFT - RIGHT) * step) / steps;
  const y = (log: number) => TOP + ((HEIGHT - TOP - BOTTOM) * (high - log)) / Math.max(1, high - low);
  const lines = logs.map((log, i) => `<path d="${log.map((each, step) => `${step === 0 ? "M" : "L"}${x(step).toFixed(1)} ${y(each).toFixed(1)}`).join("")}" stroke="${INKS[i % INKS.length]}" stroke-width="1.5" fill="none"/>`);
  const places = spread(logs.map((log) => y(log.at(-1)!)));
  const names = racers.map(({ name }, i) => text(WIDTH - RIGHT + 8, places[i]! + 4, "start", name, INKS[i % INKS.length]!));
  const ticks = [low, high].map((log) => text(LEFT - 8, y(log) + 4, "end", log === 0 ? "1" : `10<tspan dy="-5" font-size="10">${String(log).replace("-", "−")}</tspan>`));
  const axis = `<path d="M${LEFT} ${y(low).toFixed(1)}H${WIDTH - RIGHT}" stroke="rule" stroke-width="1" fill="none"/>`;
  const marks = [0, steps].map((step) => text(x(step), HEIGHT - 22, step === 0 ? "start" : "end", String(step)));
  const label = text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, "middle", "step");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><title>The distance to the minimum against the step, for ${racers.map(({ name }) => name).join("; ")}</title>${axis}${lines.join("")}${names.join("")}${ticks.join("")}${marks.join("")}${label}</svg>`;
}

function text(x: number, y: number, anchor: string, words: string, ink = "ink"): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-size="13" fill="${ink}">${words}</text>`;
}

/** Heights in the same order, moved down where one is too near to the one above it. */
function spread(heights: readonly number[]): readonly number[] {
  const order = heights.map((_, i) => i).sort((one, other) => heights[one]! - heights[other]!);
  const placed = [...heights];
  for (let k = 1; k < order.length; k++) placed[order[k]!] = Math.max(placed[order[k]!]!, placed[order[k - 1]!]! + APART);
  const over = Math.max(0, Math.max(...placed) - (HEIGHT - BOTTOM));
  return placed.map((each) => each - over);
}
//# sourceMappingURL=../.maps/optim/draw-race.ts.map
