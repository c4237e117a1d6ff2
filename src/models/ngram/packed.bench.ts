// Tangled from book/01-markov-chains/08-hash-tables-and-memory.md. Edit the book, then: npm run tangle
import { bench, describe } from "vitest";
import { data } from "../../data/files.ts";
import { split } from "../../data/split.ts";
import { countContinuations, discount } from "./kneser-ney.ts";
import { wittenBellRule, discountRule, packedLoss } from "./packed-model.ts";
import { PackedCounts, packedContinuations } from "./packed.ts";
import { countsOf, lossUnder, wittenBell } from "./smoothing.ts";

const ORDER = 5;
const { text, testFrom, train: training } = split(data("moby-dick.txt"));
const options = { time: 2000, iterations: 3, warmupTime: 0, warmupIterations: 1 };

const packedOf = (read: string) => {
  const packed = new PackedCounts(ORDER);
  packed.read(read);
  return packed;
};

/** A map of maps for each order. */
function nested(read: string): readonly Map<string, Map<string, number>>[] {
  return Array.from({ length: ORDER + 1 }, (_, order) => {
    const table = new Map<string, Map<string, number>>();
    for (let i = order; i < read.length; i++) {
      const context = read.slice(i - order, i);
      let row = table.get(context);
      if (!row) table.set(context, (row = new Map()));
      const next = read.charAt(i);
      row.set(next, (row.get(next) ?? 0) + 1);
    }
    return table;
  });
}

/** A map for each order, with a plain object for each context. */
function objects(read: string): readonly Map<string, Record<string, number>>[] {
  return Array.from({ length: ORDER + 1 }, (_, order) => {
    const table = new Map<string, Record<string, number>>();
    for (let i = order; i < read.length; i++) {
      const context = read.slice(i - order, i);
      let row = table.get(context);
      if (!row) table.set(context, (row = Object.create(null) as Record<string, number>));
      const next = read.charAt(i);
      row[next] = (row[next] ?? 0) + 1;
    }
    return table;
  });
}

describe(`count the whole novel at the orders 0 to ${ORDER}`, () => {
  bench("count: packed", () => void packedOf(text), options);
  bench("count: a map of maps", () => void nested(text), options);
  bench("count: an object for each context", () => void objects(text), options);
  bench("count: the chapter’s rows", () => void countsOf(text, ORDER), options);
});

const [packed, counts] = [packedOf(training), countsOf(training, ORDER)];
const [packedContinuationModel, continuationCounts] = [packedContinuations(packed), countContinuations(counts)];
const place = { text, from: testFrom };

describe("price the held-out tenth by Witten and Bell’s rule", () => {
  bench("price by Witten–Bell: packed", () => void packedLoss(packed, wittenBellRule, place), options);
  bench("price by Witten–Bell: the chapter’s rows", () => void lossUnder(wittenBell(counts), text, testFrom), options);
});

describe("price the held-out tenth by Kneser and Ney’s", () => {
  bench("price by Kneser–Ney: packed", () => void packedLoss(packedContinuationModel, discountRule(3 / 4), place), options);
  bench("price by Kneser–Ney: the chapter’s rows", () => void lossUnder(discount(3 / 4)(continuationCounts), text, testFrom), options);
});
//# sourceMappingURL=../../.maps/models/ngram/packed.bench.ts.map
