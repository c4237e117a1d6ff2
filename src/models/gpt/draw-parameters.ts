// Tangled from book/08-transformer/04-counting-a-gpt.md. Edit the book, then: npm run tangle
/** A drawing of the parameters of a GPT as areas. */
import { parameterRows } from "./count.ts";
import type { GptConfig } from "./gpt.ts";

const [WIDTH, HEIGHT] = [340, 300];

/**
 * An SVG: the token embedding and the positions at the left, then the blocks, in each attention above the feed-forward network. Areas are proportional to numbers
 * of parameters; norms count with what follows them, the last one and an untied output layer with the embedding. Throws `RangeError` for no blocks.
 */
export function drawParameters(config: GptConfig): string {
  const { layers } = config;
  if (layers === 0) throw new RangeError("drawParameters: there are no blocks");
  const sizes = { embedding: 0, positions: 0, attention: 0, feedForward: 0 };
  for (const { name, count } of parameterRows(config)) sizes[partOf(name)] += count;
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  const [embedding, positions] = [(WIDTH * sizes.embedding) / total, (WIDTH * sizes.positions) / total];
  const left = embedding + positions;
  const columns = columnsOf(layers, WIDTH - left);
  const [width, height] = [(WIDTH - left) / columns, (HEIGHT * columns) / layers];
  const attention = (height * sizes.attention) / (sizes.attention + sizes.feedForward);
  const blocks = Array.from({ length: layers }, (_, l) => {
    const [x, y] = [left + (l % columns) * width, Math.floor(l / columns) * height];
    const names = l === 0 ? word(x + width / 2, y + attention / 2 + 5, "attention") + word(x + width / 2, y + (attention + height) / 2 + 5, "FFN") : "";
    return `${box(x, y, width, attention, 0.2)}${box(x, y + attention, width, height - attention, 0.45)}${names}`;
  });
  const tables = `${box(0, 0, embedding, HEIGHT, 0.3, "accent")}${box(embedding, 0, positions, HEIGHT, 0.8, "accent")}${word(embedding / 2, HEIGHT / 2 - 4, "tokens")}${word(embedding / 2, HEIGHT / 2 + 16, millions(sizes.embedding))}`;
  const says = `token embedding ${millions(sizes.embedding)}, positions ${millions(sizes.positions)}, attention ${millions(sizes.attention)}, feed-forward networks ${millions(sizes.feedForward)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><title>Parameters as areas: ${says}</title>${tables}${blocks.join("")}</svg>`;
}

/** To which area a parameter belongs. */
function partOf(name: string): "embedding" | "positions" | "attention" | "feedForward" {
  if (name === "wpe.weight") return "positions";
  if (/attn|ln_1/.test(name)) return "attention";
  return /mlp|ln_2/.test(name) ? "feedForward" : "embedding";
}

/** The divisor of the number of blocks that makes them most nearly square. */
function columnsOf(layers: number, width: number): number {
  const ideal = Math.sqrt((layers * width) / HEIGHT);
  const divisors = Array.from({ length: layers }, (_, i) => i + 1).filter((each) => layers % each === 0);
  return divisors.reduce((best, each) => (Math.abs(each - ideal) < Math.abs(best - ideal) ? each : best));
}

const millions = (count: number) => `${(count / 1e6).toFixed(1)} M`;

function box(x: number, y: number, width: number, height: number, opacity: number, ink = "second"): string {
  return `<rect x="${x.toFixed(2)}" y="${y.toFixed(2)}" width="${width.toFixed(2)}" height="${height.toFixed(2)}" fill="${ink}" fill-opacity="${opacity}" stroke="paper"/>`;
}

function word(x: number, y: number, text: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="middle" font-size="14" fill="ink">${text}</text>`;
}
//# sourceMappingURL=../../.maps/models/gpt/draw-parameters.ts.map
