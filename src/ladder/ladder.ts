// Tangled from book/04-neural-lm/08-against-the-table.md. Edit the book, then: npm run tangle
/** The ladder: models of all chapters, each marked on the same held-out places, with what it costs. */
import { ledgerOf } from "../ledger/ledger.ts";
import { bits } from "../markov/evaluate.ts";
import { bellsRule, discountRule, packedLoss, type Rule } from "../markov/packed-belief.ts";
import { PackedCounts, packedNeighbours, type Packed } from "../markov/packed.ts";
import { lossOf, mlp, scoresOf, type MlpShape } from "../models/mlp-lm.ts";
import { sizeOf } from "../nn/parameters.ts";
import { softmax } from "../ops/softmax.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { data } from "../text/data.ts";
import type { Split } from "../text/split.ts";
import { asTensor } from "../tensor/index.ts";
import { descend } from "../train/train.ts";

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

/** The rungs that are recorded, the earlier chapters’ first. */
export function recordedRungs(): readonly Rung[] {
  return (JSON.parse(data("ladder.json")) as { readonly rungs: readonly Rung[] }).rungs;
}

/** The recorded rung of a name. Throws `RangeError` if there is none. */
export function rungOf(name: string): Rung {
  const rung = recordedRungs().find((each) => each.name === name);
  if (!rung) throw new RangeError(`rungOf: no rung is named ${JSON.stringify(name)}`);
  return rung;
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

/** What a network of a shape costs: a step on a batch, a row of chances, and its room at four bytes a number. */
export function costsOf(shape: MlpShape, batch: number): { readonly step: number; readonly asking: number; readonly bytes: number } {
  const parameters = mlp(shape, randomFrom(1), { hidden: 0.1, output: 0.01 });
  const contexts = (rows: number) => asTensor(new Int32Array(rows * shape.context), { shape: [rows, shape.context] });
  const read = { contexts: contexts(batch), targets: asTensor(new Int32Array(batch)) };
  return {
    step: FLOPsOf(ledgerOf(() => descend(parameters, (leaves) => lossOf(leaves, read), 0.1))),
    asking: FLOPsOf(ledgerOf(() => softmax(scoresOf(parameters, contexts(1))))),
    bytes: 4 * sizeOf(parameters),
  };
}

function FLOPsOf(entries: Readonly<Record<string, Readonly<Record<string, number>>>>): number {
  return Object.values(entries).reduce((sum, { FLOPs = 0 }) => sum + FLOPs, 0);
}
//# sourceMappingURL=../.maps/ladder/ladder.ts.map
