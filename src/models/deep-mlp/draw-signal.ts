// Tangled from book/06-stability/index.md. Edit the book, then: npm run tangle
/** A drawing of the signal in a deep network: histograms at some layers, and how large it is at each, forward and backward. */
import { scientific } from "../../format/scientific.ts";
import type { Tensor } from "../../tensor-core.ts";

const [WIDTH, HEIGHT, LEFT, RIGHT] = [400, 480, 60, 120];
/** Where the histograms end, the names of their axis stand, the curves begin and end. */
const [BELOW_ROWS, AXIS, ABOVE_CURVES, BELOW_CURVES] = [240, 258, 296, 440];
const [ROWS, BIN, BINS] = [6, 0.2, 20]; // bins on each side of the one around zero
const LINE = 17;
const LEAST = 1e-300;

/**
 * An SVG, as text, with the inks of the book’s figures by name. Above, for six layers at most, the share of numbers in each bin of 0.2
 * up to ±4, each histogram to its own height; what lies beyond stands in bars outside. Below, the RMS of the pre-activations and of the
 * gradients of all layers on a logarithmic scale. Both lists begin with the input of the first layer. Throws `RangeError` unless both
 * have as many tensors, at least two.
 */
export function drawSignal(layers: readonly Tensor[], gradients: readonly Tensor[]): string {
  if (layers.length < 2 || layers.length !== gradients.length) throw new RangeError(`drawSignal: ${layers.length} layers and ${gradients.length} gradients`);
  const depth = layers.length - 1;
  const sizes = layers.map(rmsOf);
  const backward = gradients.map(rmsOf);
  const shown = shownOf(depth);
  const rows = shown.map((layer, row) => drawRow({ numbers: layers[layer]!.dataSync(), top: (BELOW_ROWS * row) / shown.length, height: BELOW_ROWS / shown.length, says: [`layer ${layer}`, `RMS ${sizeText(sizes[layer]!)}`] }));
  const title = `Histograms of the pre-activations at layers ${shown.join(", ")}, and RMS by layer. Pre-activations from ${sizeText(sizes[0]!)} at layer 0 to ${sizeText(sizes[depth]!)} at layer ${depth}; gradient from ${sizeText(backward[depth]!)} at layer ${depth} back to ${sizeText(backward[0]!)} at layer 0`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><title>${title}</title>${rows.join("")}${drawAxis()}${drawCurves(sizes, backward)}</svg>`;
}

/** Layer 0, the last, and layers evenly between them. */
function shownOf(depth: number): readonly number[] {
  const rows = Math.min(ROWS, depth + 1);
  return Array.from({ length: rows }, (_, row) => Math.round((depth * row) / (rows - 1)));
}

interface Row {
  readonly numbers: ArrayLike<number>;
  readonly top: number;
  readonly height: number;
  /** On the left and on the right. */
  readonly says: readonly [string, string];
}

function drawRow({ numbers, top, height, says }: Row): string {
  const counts = countsOf(numbers);
  const most = Math.max(1, ...counts);
  const foot = top + height;
  const bar = (bin: number) => {
    const high = ((height - 6) * counts[bin + BINS + 1]!) / most;
    return high === 0 ? "" : `M${across(BIN * (bin - 0.5)).toFixed(1)} ${foot.toFixed(1)}v${(-high).toFixed(1)}h${(across(BIN) - across(0)).toFixed(1)}v${high.toFixed(1)}z`;
  };
  const inside = Array.from({ length: 2 * BINS + 1 }, (_, i) => bar(i - BINS)).join("");
  const beyond = [-BINS - 1, BINS + 1].map(bar).join("");
  return `<path d="${inside}" fill="quiet"/><path d="${beyond}" fill="accent"/><path d="M${LEFT} ${foot.toFixed(1)}H${WIDTH - RIGHT}" stroke="rule" stroke-width="1" fill="none"/>${text(LEFT - 8, foot - 4, "end", says[0])}${text(WIDTH - RIGHT + 8, foot - 4, "start", says[1])}`;
}

/** How many numbers are in each bin, the first and the last for all that lie beyond; NaN is in none. */
function countsOf(numbers: ArrayLike<number>): readonly number[] {
  const counts = new Array<number>(2 * BINS + 3).fill(0);
  for (let i = 0; i < numbers.length; i++) {
    if (!Number.isNaN(numbers[i])) counts[BINS + 1 + Math.max(-BINS - 1, Math.min(BINS + 1, Math.round(numbers[i]! / BIN)))]!++;
  }
  return counts;
}

/** The place of a pre-activation; the bars beyond the bins fit between the margins. */
function across(value: number): number {
  return LEFT + ((WIDTH - LEFT - RIGHT) * (value / BIN + BINS + 1.5)) / (2 * BINS + 3);
}

function drawAxis(): string {
  const ends = BIN * BINS;
  const ticks = [-ends, 0, ends].map((value) => text(across(value), AXIS, "middle", String(value).replace("-", "−")));
  return ticks.join("") + text(WIDTH - RIGHT + 8, AXIS, "start", "pre-activation");
}

function drawCurves(sizes: readonly number[], backward: readonly number[]): string {
  const [forward, back] = [sizes, backward].map((curve) => curve.map((each) => Math.log10(Math.min(1 / LEAST, Math.max(LEAST, each || LEAST)))));
  const low = Math.floor(Math.min(-1, ...forward!, ...back!));
  const high = Math.ceil(Math.max(1, ...forward!, ...back!));
  const last = sizes.length - 1;
  const x = (layer: number) => LEFT + ((WIDTH - LEFT - RIGHT) * layer) / last;
  const y = (log: number) => ABOVE_CURVES + ((BELOW_CURVES - ABOVE_CURVES) * (high - log)) / (high - low);
  const line = `<path d="${forward!.map((log, layer) => `${layer === 0 ? "M" : "L"}${x(layer).toFixed(1)} ${y(log).toFixed(1)}`).join("")}" stroke="ink" stroke-width="1.5" fill="none"/>`;
  const dots = back!.map((log, layer) => `<circle cx="${x(layer).toFixed(1)}" cy="${y(log).toFixed(1)}" r="2" fill="accent"/>`);
  const level = `<path d="M${LEFT} ${y(0).toFixed(1)}H${WIDTH - RIGHT}" stroke="rule" stroke-width="1" fill="none"/>`;
  const ticks = [low, 0, high].filter((log) => log === 0 || Math.abs(y(log) - y(0)) >= LINE)
    .map((log) => text(LEFT - 8, y(log) + 4, "end", log === 0 ? "1" : scientific(10 ** log).replace("1 × ", "")));
  const [one, other] = apart(y(forward![last]!), y(back![last]!));
  const names = text(WIDTH - RIGHT + 8, one + 4, "start", "pre-activations") + text(WIDTH - RIGHT + 8, other + 4, "start", "gradient", "accent");
  const below = text(LEFT, HEIGHT - 20, "start", "0") + text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 20, "middle", "layer") + text(WIDTH - RIGHT, HEIGHT - 20, "end", String(last));
  return `${text(LEFT - 8, ABOVE_CURVES - 16, "end", "RMS")}${level}${line}${dots.join("")}${ticks.join("")}${names}${below}`;
}

/** Two heights, at least a line of text from each other and within the curves. */
function apart(one: number, other: number): readonly [number, number] {
  const short = Math.max(0, LINE - Math.abs(one - other));
  const up = one <= other ? -1 : 1;
  return [one + (up * short) / 2, other - (up * short) / 2];
}

function rmsOf(x: Tensor): number {
  return Math.sqrt(Array.from(x.dataSync()).reduce((sum, each) => sum + each * each, 0) / x.size);
}

/** Two digits, with a power of ten where there were more zeros than digits. */
function sizeText(value: number): string {
  return value === 0 || (value >= 0.01 && value < 99.5) ? value.toPrecision(2) : scientific(value, 1);
}

function text(x: number, y: number, anchor: string, words: string, ink = "ink"): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-size="13" fill="${ink}">${words}</text>`;
}
//# sourceMappingURL=../../.maps/models/deep-mlp/draw-signal.ts.map
