// Tangled from book/07-attention/05-what-one-head-computes.md. Edit the book, then: npm run tangle
/** A drawing of what a model reads at one character: the text once for each layer, and below it what the model expects next. */
import { entropy } from "../../information/entropy.ts";
import { drawToken, escaped } from "./draw-patterns.ts";
import type { Reading } from "./reading.ts";

/** As wide as the text of a phone. */
const WIDTH = 300;
const [LINE, ROW, WIDEST] = [24, 22, 19];
const PER_LINE = 20;
/** Where bars begin, and how long one of probability 1 is. */
const [LEFT, FULL] = [30, 140];
const EXPECTED = 5;

/** A part of the drawing, as high as it says. */
interface Block {
  readonly height: number;
  readonly draw: (top: number) => string;
}

/** An SVG, as text, with the inks of the book’s figures by name. It says what characters were left out, and if there is nothing to read. */
export function drawReading(reading: Reading): string {
  const blocks = [...reading.layers.flatMap((_, layer) => layerBlocks(reading, layer)), ...nextBlocks(reading), ...remarksOn(reading).map((words) => line(words, "ink"))];
  let top = 0;
  const drawn = blocks.map(({ height, draw }) => {
    const svg = draw(top);
    top += height;
    return svg;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top + 4}" width="${WIDTH}" height="${top + 4}"><title>${escaped(titleOf(reading))}</title><desc>${escaped(inWords(reading))}</desc>${drawn.join("")}</svg>`;
}

/** A layer: its entropy, the text in lines, and what is read most. */
function layerBlocks(reading: Reading, layer: number): readonly Block[] {
  const { tokens } = reading;
  const width = Math.min(WIDEST, (WIDTH - 4) / Math.min(PER_LINE, tokens.length));
  const starts = Array.from({ length: Math.ceil(tokens.length / PER_LINE) }, (_, row) => row * PER_LINE);
  const lines = starts.map((start): Block => ({ height: LINE, draw: (top) => tokens.slice(start, start + PER_LINE).map((_, i) => drawCharacter(reading, { layer, at: start + i, x: 2 + width * i, y: top, width })).join("") }));
  return [line(`${layersName(reading, layer)}${entropyOf(reading, layer)}`, "quiet"), ...lines, line(`mostly ${mostRead(reading, layer).map(([token, weight]) => `${signOf(token)} ${weight.toFixed(2)}`).join(", ")}`, "ink"), space];
}

interface CharacterCell {
  readonly layer: number;
  readonly at: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** What is read has a ground, the character that reads a frame; the others are quiet. */
function drawCharacter({ tokens, layers, from, query }: Reading, { layer, at, x, y, width }: CharacterCell): string {
  const token = signOf(tokens[at]!);
  const isRead = at >= from && at <= query;
  if (isRead) return drawToken({ x, y, width, opacity: layers[layer]![at - from]!, outlined: at === query, token });
  return `<text x="${(x + width / 2 - 0.5).toFixed(1)}" y="${y + 15}" text-anchor="middle" font-size="${(0.8 * width).toFixed(1)}" fill="quiet">${escaped(token)}</text>`;
}

/** The most probable next characters as bars, and the one that follows in the text. */
function nextBlocks(reading: Reading): readonly Block[] {
  if (reading.next.length === 0) return [];
  return [line(`next after ${quoted(reading)}`, "quiet"), ...expected(reading).map(({ token, probability, follows }): Block => ({
    height: ROW,
    draw: (top) => `${text(LEFT - 8, top + 14, signOf(token), { anchor: "end" })}<rect x="${LEFT}" y="${top + 3}" width="${(FULL * probability).toFixed(1)}" height="12" fill="accent"/>${text(LEFT + FULL * probability + 6, top + 14, `${probability.toFixed(3)}${follows ? " in the text" : ""}`)}`,
  }))];
}

function expected({ tokens, query, next }: Reading) {
  const following = tokens[query + 1];
  return next.filter(({ token }, rank) => rank < EXPECTED || token === following).map((each) => ({ ...each, follows: each.token === following }));
}

const space: Block = { height: 10, draw: () => "" };

function line(words: string, fill: "ink" | "quiet"): Block {
  return { height: LINE, draw: (top) => text(2, top + 15, words, { fill }) };
}

function text(x: number, y: number, words: string, { anchor = "start", fill = "ink" } = {}): string {
  return `<text x="${x.toFixed(1)}" y="${y}" text-anchor="${anchor}" font-size="14" fill="${fill}">${escaped(words)}</text>`;
}

/** The three largest weights of a layer, but for those that two decimals show as 0. */
function mostRead({ tokens, layers, from }: Reading, layer: number): readonly (readonly [string, number])[] {
  return layers[layer]!.map((weight, i) => [tokens[from + i]!, weight] as const).sort(([, one], [, other]) => other - one).filter(([, weight]) => weight >= 0.005).slice(0, 3);
}

const layersName = ({ layers }: Reading, layer: number) => (layers.length === 1 ? "" : `layer ${layer + 1}, `);

function entropyOf({ layers }: Reading, layer: number): string {
  const weights = layers[layer]!;
  return `entropy ${entropy(weights).toFixed(2)} of ${Math.log(weights.length).toFixed(2)} nats`;
}

function remarksOn({ tokens, left, unknown }: Reading): readonly string[] {
  const some = unknown.slice(0, 8).map(signOf).join(" ");
  return [
    ...(unknown.length === 0 ? [] : [`unknown, left out: ${some}${unknown.length > 8 ? " …" : ""}`]),
    ...(left === 0 ? [] : [`left out: ${left} more ${left === 1 ? "character" : "characters"}`]),
    ...(tokens.length === 0 ? ["There is no character to read."] : []),
  ];
}

function titleOf(reading: Reading): string {
  return reading.query < 0 ? "Nothing to read" : `What ${quoted(reading)}, character ${reading.query + 1} of ${reading.tokens.length}, reads`;
}

function inWords(reading: Reading): string {
  const layers = reading.layers.map((_, layer) => `${layersName(reading, layer)}${mostRead(reading, layer).map(([token, weight]) => `${nameOf(token)} ${weight.toFixed(2)}`).join(", ")}; ${entropyOf(reading, layer)}.`);
  const next = expected(reading).map(({ token, probability, follows }) => `${nameOf(token)} ${probability.toFixed(3)}${follows ? ", which follows in the text" : ""}`);
  return [...layers, ...(next.length === 0 ? [] : [`Next: ${next.join("; ")}.`]), ...remarksOn(reading)].join(" ");
}

/** The character that reads, with the three before it. */
function quoted({ tokens, from, query }: Reading): string {
  return `“${tokens.slice(Math.max(from, query - 3), query + 1).map(signOf).join("")}”`;
}

const signOf = (token: string) => ({ " ": "␣", "\n": "↵" })[token] ?? token;
const nameOf = (token: string) => ({ " ": "space", "\n": "line end" })[token] ?? token;
//# sourceMappingURL=../../.maps/models/attention-lm/draw-reading.ts.map
