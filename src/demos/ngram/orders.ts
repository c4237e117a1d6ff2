// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** The ladder of the demonstration: a line for each order, and one for a compressor. */
import { gzipSync } from "node:zlib";
import { perplexity } from "../../models/ngram/evaluate.ts";
import type { Belief } from "../../models/ngram/smoothing.ts";
import { countCharacters } from "../../tokenizers/characters.ts";
import type { Alphabet } from "../../tokenizers/alphabet.ts";
import { grouped } from "../../format/text.ts";
import type { Split } from "../../data/split.ts";
import { smoothings } from "./models.ts";
import type { MarkovModel } from "../../models/ngram/model.ts";
import { markAhead, markTraining, type Marks } from "./evaluate.ts";
import type { ChainOptions } from "./options.ts";
import type { Count } from "./counts.ts";
import type { Meter } from "../shell/meter.ts";
import type { Reporter } from "../shell/report.ts";

/** What is climbed: the text, its characters, the way to count it. */
export interface Ground {
  readonly parts: Split;
  readonly alphabet: Alphabet;
  readonly count: Count;
}

/** Where the climb is shown, and its share of all work. */
export interface View {
  readonly screen: Reporter;
  readonly meter: Meter;
  readonly share: number;
}

/** The figures of an order: losses in nats, ∞ where a place is impossible. */
export interface OrderFigures {
  readonly order: number;
  readonly contexts: number;
  readonly trainLoss: number;
  readonly validationLoss: number;
  readonly bitsPerCharacter: number;
  readonly perplexity: number;
  /** How many places of the validation text have a probability of 0. */
  readonly impossible: number;
}

/** Prints and reports a line for each order from 0 to the highest; returns the belief of that, and its figures. */
export function climb({ parts, alphabet, count }: Ground, options: ChainOptions, { screen, meter, share }: View): { readonly belief: Belief; readonly figures: OrderFigures } {
  const believe = smoothings[options.smoothing].start(options.alpha);
  const doubtful = options.smoothing === "none";
  let top: { readonly belief: Belief; readonly figures: OrderFigures } | undefined;
  screen.print("bits per character".padStart(38));
  screen.print(lineOf(["order", "contexts", "training", "held out", "perplexity", doubtful ? "impossible" : ""]));
  for (let order = 0; order <= options.order; order++) {
    // at order k, a place takes about k + 1 times as long as at order 0
    const phase = (doing: string, part: number, steps: number) =>
      meter({ label: `${doing} order ${order}`, share: (part * share * (order + 1)) / sumTo(options.order + 1), steps });
    const table = count(order, phase("counting", 0.5, parts.training.length));
    const belief = believe(table, alphabet);
    const training = markTraining(belief, table, phase("marking", 0.25, table.table.size));
    const heldOut = markAhead(belief, { text: parts.text, from: parts.cut }, phase("marking", 0.25, parts.heldOut.length));
    const rung = [String(order), grouped(table.table.size), ...pricesOf(training.bits, heldOut.bits)];
    screen.print(lineOf([...rung, doubtful ? grouped(heldOut.impossible) : ""]));
    const figures = figuresOf(table, training, heldOut);
    screen.report({ event: "order", ...figures });
    top = { belief, figures };
  }
  if (!top) throw new Error("internal: a ladder without rungs");
  return top;
}

function figuresOf({ order, table }: MarkovModel, training: Marks, heldOut: Marks): OrderFigures {
  const validationLoss = heldOut.bits * Math.LN2;
  const losses = { trainLoss: training.bits * Math.LN2, validationLoss, bitsPerCharacter: heldOut.bits, perplexity: perplexity(validationLoss) };
  return { order, contexts: table.size, ...losses, impossible: heldOut.impossible };
}

/** Prints and reports what gzip takes for the training text, and how much more for both: so it, too, has read what goes before. */
export function compare({ training, heldOut, text }: Split, screen: Reporter): void {
  const [before, after] = [zippedBits(training), zippedBits(text)];
  const [train, validation] = [before / countCharacters(training), (after - before) / countCharacters(heldOut)];
  screen.print(lineOf(["gzip", "", ...pricesOf(train, validation), ""]));
  screen.report({ event: "gzip", trainLoss: train * Math.LN2, validationLoss: validation * Math.LN2, bitsPerCharacter: validation });
}

function zippedBits(text: string): number {
  return 8 * gzipSync(text, { level: 9 }).length;
}

function pricesOf(training: number, heldOut: number): readonly string[] {
  return [shown(training, 3), shown(heldOut, 3), shown(perplexity(heldOut * Math.LN2), 2)];
}

function shown(value: number, digits: number): string {
  return value === Infinity ? "∞" : value.toFixed(digits);
}

const WIDTHS = [5, 13, 10, 10, 12, 12];

function lineOf(cells: readonly string[]): string {
  return cells.map((cell, column) => cell.padStart(WIDTHS[column] ?? 0)).join("").trimEnd();
}

function sumTo(n: number): number {
  return (n * (n + 1)) / 2;
}
//# sourceMappingURL=../../.maps/demos/ngram/orders.ts.map
