// Tangled from book/04-neural-lm/08-against-the-table.md. Edit the book, then: npm run tangle
/** The ladder: models of all chapters, each marked on the same held-out places, with what it costs. */
import { ledgerOf } from "../ledger/ledger.ts";
import { bits } from "../models/ngram/evaluate.ts";
import { bellsRule, discountRule, packedLoss, type Rule } from "../models/ngram/packed-model.ts";
import { PackedCounts, packedNeighbours, type Packed } from "../models/ngram/packed.ts";
import { lossOf, mlp, scoresOf, type MlpShape } from "../models/mlp-lm/mlp-lm.ts";
import { sizeOf } from "../nn/parameters.ts";
import { softmax } from "../ops/softmax.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import type { Split } from "../data/split.ts";
import { asTensor } from "../tensor-core.ts";
import { trainStep } from "../train/train.ts";
import { sgd } from "../optim/sgd.ts";

/** A model that was examined. What is not known of it is null. */
export interface Rung {
  readonly name: string;
  /** The chapter that built it; null for the programs of others. */
  readonly chapter: number | null;
  /** What it spends on a held-out character, in bits. */
  readonly bits: number;
  /** FLOPs to learn, and for a character that is asked about. */
  readonly learning: number | null;
  readonly asking: number | null;
  /** The room that it takes, learned. */
  readonly bytes: number | null;
}

/** Finds rungs by name. What it gives throws `RangeError` if there is none. */
export function rungNamed(rungs: readonly Rung[]): (name: string) => Rung {
  return (name) => {
    const rung = rungs.find((each) => each.name === name);
    if (!rung) throw new RangeError(`rungNamed: no rung is named ${JSON.stringify(name)}`);
    return rung;
  };
}

/** All faces alike. */
export function dieRung({ training }: Split): Rung {
  return { name: "a die", chapter: 1, bits: Math.log2(new Set(training).size + 1), learning: 0, asking: 0, bytes: 0 };
}

/** What may be done with counts: Witten and Bell’s rule, or Kneser and Ney’s with a discount. */
export const tableRules: Readonly<Record<string, { readonly rule: Rule; readonly heard: boolean }>> = {
  "Witten–Bell": { rule: bellsRule, heard: false },
  "Kneser–Ney": { rule: discountRule(3 / 4), heard: true },
  "Kneser–Ney 0.9": { rule: discountRule(0.9), heard: true },
};

/** A table of an order, after one reading. Throws `RangeError` for a rule that is not known. */
export function tableRung({ text, cut, training }: Split, order: number, name: string): Rung {
  const rules = tableRules[name];
  if (!rules) throw new RangeError(`tableRung: no rule is named ${JSON.stringify(name)}`);
  const packed = new PackedCounts(order);
  const learned = ledgerOf(() => packed.read(training));
  const asked: Packed = rules.heard ? packedNeighbours(packed) : packed;
  let loss = 0;
  const asking = ledgerOf(() => (loss = packedLoss(asked, rules.rule, { text, from: cut })));
  return {
    name: `${name}, order ${order}`,
    chapter: 1,
    bits: bits(loss),
    learning: FLOPsOf(learned),
    asking: FLOPsOf(asking) / (text.length - cut),
    bytes: packed.bytes,
  };
}

/** What is known of a network that was trained. */
export interface TrainedNetwork {
  readonly shape: MlpShape;
  readonly batch: number;
  readonly steps: number;
  /** In nats. */
  readonly heldOut: number;
}

/** Networks of one shape, trained alike from several seeds: a rung, with the mean of their losses. Throws `RangeError` for none. */
export function networkRung(networks: readonly TrainedNetwork[]): Rung {
  const [first] = networks;
  if (first === undefined) throw new RangeError("networkRung: there is no network");
  const { shape, batch, steps } = first;
  const { step, asking, bytes } = costsOf(shape, batch);
  const mean = networks.reduce((sum, { heldOut }) => sum + heldOut, 0) / networks.length;
  return { name: `network, window ${shape.context}, ${shape.width} units`, chapter: 4, bits: bits(mean), learning: step * steps, asking, bytes };
}

/** A table beside a network that is believed by a tenth: what both cost together. */
export function mixtureRung(table: Rung, network: Rung, bits: number): Rung {
  const sum = (key: "learning" | "asking" | "bytes") => (table[key] ?? 0) + (network[key] ?? 0);
  return { name: "table, and a tenth network", chapter: 4, bits, learning: sum("learning"), asking: sum("asking"), bytes: sum("bytes") };
}

/** What a network of a shape costs: a step on a batch, a row of chances, and its room at four bytes a number. */
export function costsOf(shape: MlpShape, batch: number): { readonly step: number; readonly asking: number; readonly bytes: number } {
  const parameters = mlp(shape, randomFrom(1), { hidden: 0.1, output: 0.01 });
  const contexts = (rows: number) => asTensor(new Int32Array(rows * shape.context), { shape: [rows, shape.context] });
  const read = { contexts: contexts(batch), targets: asTensor(new Int32Array(batch)) };
  const optimizer = sgd(0.1);
  return {
    step: FLOPsOf(ledgerOf(() => trainStep({ parameters, state: optimizer.init(parameters) }, (leaves) => lossOf(leaves, read), optimizer))),
    asking: FLOPsOf(ledgerOf(() => softmax(scoresOf(parameters, contexts(1))))),
    bytes: 4 * sizeOf(parameters),
  };
}

function FLOPsOf(entries: Readonly<Record<string, Readonly<Record<string, number>>>>): number {
  return Object.values(entries).reduce((sum, { FLOPs = 0 }) => sum + FLOPs, 0);
}
//# sourceMappingURL=../.maps/leaderboard/entries.ts.map
