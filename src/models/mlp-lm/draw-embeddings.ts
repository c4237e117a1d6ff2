// Tangled from book/04-neural-lm/06-what-the-embeddings-learned.md. Edit the book, then: npm run tangle
/** A drawing of letters at their points. */
import { escaped } from "../../format/escaped.ts";

const [WIDTH, HEIGHT, MARGIN] = [420, 380, 22];

/** What to draw: a letter for each point of two numbers; those in `highlighted` are drawn in another ink. */
export interface EmbeddingMap {
  readonly tokens: readonly string[];
  readonly points: readonly (readonly [number, number])[];
  readonly highlighted: string;
}

/** An SVG, as text, with the inks of the book’s figures by name. Both axes have one scale. A line feed is drawn as ¶. */
export function drawEmbeddings({ tokens, points, highlighted }: EmbeddingMap): string {
  const across = (axis: 0 | 1) => points.map((point) => point[axis]);
  const [least, most] = [Math.min(...across(0), ...across(1)), Math.max(...across(0), ...across(1))];
  const scale = (Math.min(WIDTH, HEIGHT) - 2 * MARGIN) / (most - least || 1);
  const middle = (axis: 0 | 1) => (Math.min(...across(axis)) + Math.max(...across(axis))) / 2;
  const [x0, y0] = [middle(0), middle(1)];
  const words = tokens.map((token, i) => {
    const [x, y] = points[i]!;
    const [left, top] = [WIDTH / 2 + scale * (x - x0), HEIGHT / 2 - scale * (y - y0) + 6];
    const isHighlighted = highlighted.includes(token);
    return `<text x="${left.toFixed(1)}" y="${top.toFixed(1)}" text-anchor="middle" font-size="18" fill="${isHighlighted ? "accent" : "ink"}"${isHighlighted ? ' font-weight="bold"' : ""}>${token === "\n" ? "¶" : escaped(token)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><title>Letters at their points</title><desc>${tokens.length} letters, of which ${escaped([...highlighted].join(", "))} are marked.</desc>${words.join("")}</svg>`;
}
//# sourceMappingURL=../../.maps/models/mlp-lm/draw-embeddings.ts.map
