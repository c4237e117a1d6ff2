// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
/** The table of the demonstration: a line for each order, and one for a compressor. */
import { gzipSync } from "node:zlib";
import { perplexity } from "../../models/ngram/evaluate.ts";
import type { NgramModel } from "../../models/ngram/smoothing.ts";
import { countCharacters } from "../../tokenizers/characters.ts";
import type { Alphabet } from "../../tokenizers/alphabet.ts";
import { grouped } from "../../format/text.ts";
import type { Split } from "../../data/split.ts";
import { smoothings } from "./models.ts";
import type { CountTable } from "../../models/ngram/model.ts";
import { evaluateFrom, evaluateTraining, type TextEvaluation } from "./evaluate.ts";
import type { ChainOptions } from "./options.ts";
import type { Count } from "./counts.ts";
import type { Meter } from "../shell/meter.ts";
import type { Reporter } from "../shell/report.ts";

/** What is evaluated: the text, its characters, the way to count it. */
export interface OrderSetup {
  readonly parts: Split;
  readonly alphabet: Alphabet;
  readonly count: Count;
}

/** Where the evaluation is shown, and its share of all work. */
export interface Display {
  readonly screen: Reporter;
  readonly meter: Meter;
  readonly share: number;
}

/** The figures of an order: losses in nats, ∞ where a place is impossible. */
export interface OrderFigures {
  readonly order: number;
  readonly contexts: number;
  readonly trainLoss: number;
  readonly testLoss: number;
  readonly bitsPerCharacter: number;
  readonly perplexity: number;
  /** How many places of the test set have a probability of 0. */
  readonly impossible: number;
}

/** Prints and reports a line for each order from 0 to the highest; returns the model of that, and its figures. */
export function evaluateOrders({ parts, alphabet, count }: OrderSetup, options: ChainOptions, { screen, meter, share }: Display): { readonly model: NgramModel; readonly figures: OrderFigures } {
  const believe = smoothings[options.smoothing].start(options.alpha);
  const doubtful = options.smoothing === "none";
  let top: { readonly model: NgramModel; readonly figures: OrderFigures } | undefined;
  screen.print("bits per character".padStart(38));
  screen.print(lineOf(["order", "contexts", "training", "test", "perplexity", doubtful ? "impossible" : ""]));
  for (let order = 0; order <= options.order; order++) {
    // at order k, a place takes about k + 1 times as long as at order 0
    const phase = (doing: string, part: number, steps: number) =>
      meter({ label: `${doing} order ${order}`, share: (part * share * (order + 1)) / sumTo(options.order + 1), steps });
    const table = count(order, phase("counting", 0.5, parts.train.length));
    const model = believe(table, alphabet);
    const training = evaluateTraining(model, table, phase("evaluating", 0.25, table.table.size));
    const test = evaluateFrom(model, { text: parts.text, from: parts.testFrom }, phase("evaluating", 0.25, parts.test.length));
    const row = [String(order), grouped(table.table.size), ...formatLosses(training.bits, test.bits)];
    screen.print(lineOf([...row, doubtful ? grouped(test.impossible) : ""]));
    const figures = figuresOf(table, training, test);
    screen.report({ event: "order", ...figures });
    top = { model, figures };
  }
  if (!top) throw new Error("internal: no order was evaluated");
  return top;
}

function figuresOf({ order, table }: CountTable, training: TextEvaluation, test: TextEvaluation): OrderFigures {
  const testLoss = test.bits * Math.LN2;
  const losses = { trainLoss: training.bits * Math.LN2, testLoss, bitsPerCharacter: test.bits, perplexity: perplexity(testLoss) };
  return { order, contexts: table.size, ...losses, impossible: test.impossible };
}

/** Prints and reports what gzip takes for the training text, and how much more for both: so it, too, has read what goes before. */
export function compare({ train: training, test, text }: Split, screen: Reporter): void {
  const [before, after] = [zippedBits(training), zippedBits(text)];
  const [train, ahead] = [before / countCharacters(training), (after - before) / countCharacters(test)];
  screen.print(lineOf(["gzip", "", ...formatLosses(train, ahead), ""]));
  screen.report({ event: "gzip", trainLoss: train * Math.LN2, testLoss: ahead * Math.LN2, bitsPerCharacter: ahead });
}

function zippedBits(text: string): number {
  return 8 * gzipSync(text, { level: 9 }).length;
}

function formatLosses(training: number, test: number): readonly string[] {
  return [shown(training, 3), shown(test, 3), shown(perplexity(test * Math.LN2), 2)];
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
