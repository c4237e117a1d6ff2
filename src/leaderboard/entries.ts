// Tangled from book/04-neural-lm/09-comparison-with-n-grams.md. Edit the book, then: npm run tangle
/** The leaderboard: models, each evaluated on the same test characters, with what it costs. */
import { ledgerOf } from "../ledger/ledger.ts";
import { bits } from "../models/ngram/evaluate.ts";
import { wittenBellRule, discountRule, packedLoss, type SmoothingRule } from "../models/ngram/packed-model.ts";
import { PackedCounts, packedContinuations, type Packed } from "../models/ngram/packed.ts";
import { lossOf, initMlp, logitsOf, type MlpShape } from "../models/mlp-lm/mlp-lm.ts";
import { sizeOf } from "../nn/parameters.ts";
import { softmax } from "../ops/softmax.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import type { Split } from "../data/split.ts";
import { asTensor } from "../tensor-core.ts";
import { trainStep } from "../train/train.ts";
import { sgd } from "../optim/sgd.ts";

/** Of what kind a model is; a compressor is a program of others. */
export type Family = "uniform" | "n-gram" | "network" | "mixture" | "compressor";

/** A model that was evaluated. What is not known of it is null. */
export interface Entry {
  readonly name: string;
  readonly family: Family;
  /** Its loss on a test character, in bits. */
  readonly bits: number;
  /** FLOPs to learn, and for a character that is asked about. */
  readonly trainingFLOPs: number | null;
  readonly predictionFLOPs: number | null;
  /** The room that it takes, learned. */
  readonly bytes: number | null;
}

/** Finds entries by name. What it gives throws `RangeError` if there is none. */
export function entryNamed(entries: readonly Entry[]): (name: string) => Entry {
  return (name) => {
    const entry = entries.find((each) => each.name === name);
    if (!entry) throw new RangeError(`entryNamed: no entry is named ${JSON.stringify(name)}`);
    return entry;
  };
}

/** A text, of which models read the training part first, and are evaluated on all from `testFrom` on. Between the two may stand a validation part. */
export type Evaluated = Pick<Split, "text" | "testFrom" | "train">;

/** All characters alike. */
export function uniformEntry({ train: training }: Pick<Evaluated, "train">): Entry {
  return { name: "uniform", family: "uniform", bits: Math.log2(new Set(training).size + 1), trainingFLOPs: 0, predictionFLOPs: 0, bytes: 0 };
}

/** What may be done with counts: Witten and Bell’s rule, or Kneser and Ney’s with a discount. */
export const ngramRules: Readonly<Record<string, { readonly rule: SmoothingRule; readonly continuations: boolean }>> = {
  "Witten–Bell": { rule: wittenBellRule, continuations: false },
  "Kneser–Ney": { rule: discountRule(3 / 4), continuations: true },
  "Kneser–Ney 0.9": { rule: discountRule(0.9), continuations: true },
};

/** A table of an order, after one reading. Throws `RangeError` for a rule that is not known. */
export function ngramEntry({ text, testFrom, train: training }: Evaluated, order: number, name: string): Entry {
  const rules = ngramRules[name];
  if (!rules) throw new RangeError(`ngramEntry: no rule is named ${JSON.stringify(name)}`);
  const packed = new PackedCounts(order);
  const learned = ledgerOf(() => packed.read(training));
  const asked: Packed = rules.continuations ? packedContinuations(packed) : packed;
  let loss = 0;
  const predictionFLOPs = ledgerOf(() => (loss = packedLoss(asked, rules.rule, { text, from: testFrom })));
  return {
    name: `${name}, order ${order}`,
    family: "n-gram",
    bits: bits(loss),
    trainingFLOPs: FLOPsOf(learned),
    predictionFLOPs: FLOPsOf(predictionFLOPs) / (text.length - testFrom),
    bytes: packed.bytes,
  };
}

/** What is known of a network that was trained. */
export interface TrainedNetwork {
  readonly shape: MlpShape;
  readonly batch: number;
  readonly steps: number;
  /** The loss on the test part, in nats. */
  readonly test: number;
}

/** Networks of one shape, trained alike from several seeds: an entry, with the mean of their losses. Throws `RangeError` for none. */
export function networkEntry(networks: readonly TrainedNetwork[]): Entry {
  const [first] = networks;
  if (first === undefined) throw new RangeError("networkEntry: there is no network");
  const { shape, batch, steps } = first;
  const { step, predictionFLOPs, bytes } = networkCost(shape, batch);
  const mean = networks.reduce((sum, { test }) => sum + test, 0) / networks.length;
  return { name: `network, window ${shape.context}, ${shape.width} units`, family: "network", bits: bits(mean), trainingFLOPs: step * steps, predictionFLOPs, bytes };
}

/** An n-gram model and a network, mixed with fixed weights: what both cost together. */
export function mixtureEntry(table: Entry, network: Entry, bits: number): Entry {
  const sum = (key: "trainingFLOPs" | "predictionFLOPs" | "bytes") => (table[key] ?? 0) + (network[key] ?? 0);
  return { name: "mixture", family: "mixture", bits, trainingFLOPs: sum("trainingFLOPs"), predictionFLOPs: sum("predictionFLOPs"), bytes: sum("bytes") };
}

/** What a network of a shape costs: a step on a batch, a row of chances, and its room at four bytes a number. */
export function networkCost(shape: MlpShape, batch: number): { readonly step: number; readonly predictionFLOPs: number; readonly bytes: number } {
  const parameters = initMlp(shape, randomFrom(1), { hidden: 0.1, output: 0.01 });
  const contexts = (rows: number) => asTensor(new Int32Array(rows * shape.context), { shape: [rows, shape.context] });
  const read = { contexts: contexts(batch), targets: asTensor(new Int32Array(batch)) };
  const optimizer = sgd(0.1);
  return {
    step: FLOPsOf(ledgerOf(() => trainStep({ parameters, state: optimizer.init(parameters) }, (leaves) => lossOf(leaves, read), optimizer))),
    predictionFLOPs: FLOPsOf(ledgerOf(() => softmax(logitsOf(parameters, contexts(1))))),
    bytes: 4 * sizeOf(parameters),
  };
}

function FLOPsOf(entries: Readonly<Record<string, Readonly<Record<string, number>>>>): number {
  return Object.values(entries).reduce((sum, { FLOPs = 0 }) => sum + FLOPs, 0);
}
//# sourceMappingURL=../.maps/leaderboard/entries.ts.map
