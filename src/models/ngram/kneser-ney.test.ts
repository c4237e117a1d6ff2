// Tangled from book/01-markov-chains/05-kneser-ney.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { ledgerOf } from "../../ledger/ledger.ts";
import { countContinuations, discount, discounted } from "./kneser-ney.ts";
import { countsOf, wittenBell } from "./smoothing.ts";

const letter = fc.constantFrom("a", "b", "c");
const texts = fc.string({ minLength: 4, maxLength: 60, unit: letter });
const discounts = fc.double({ min: 0.01, max: 1, noNaN: true });
const STRANGER = "¶";

test("after every history, the probabilities of all characters sum to one, on occurrences and on continuation counts", () => {
  const history = fc.string({ maxLength: 5, unit: fc.constantFrom("a", "b", "c", "d") });
  fc.assert(
    fc.property(texts, history, fc.integer({ min: 0, max: 3 }), discounts, (read, history, order, kappa) => {
      const occurrenceCounts = countsOf(read, order);
      for (const counts of [occurrenceCounts, countContinuations(occurrenceCounts)]) {
        for (const smoothing of [discount(kappa), wittenBell]) {
          const model = smoothing(counts);
          const chances = [...counts.alphabet.characters, STRANGER].map((next) => model.probability(history, next));
          expect(chances.reduce((sum, q) => sum + q)).toBeCloseTo(1, 12);
          expect(Math.min(...chances)).toBeGreaterThan(0);
        }
      }
    }),
  );
});

test("a neighbour count is the number of different letters before, counted from the text itself", () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 0, max: 2 }), (read, order) => {
      const table = countContinuations(countsOf(read, order + 1)).tables[order]?.table;
      const continuations = new Map<string, Set<string>>();
      for (let i = order + 1; i < read.length; i++) {
        const stretch = read.slice(i - order, i + 1);
        continuations.set(stretch, (continuations.get(stretch) ?? new Set()).add(read.charAt(i - order - 1)));
      }
      const found = [...(table ?? [])].flatMap(([context, { counts }]) => [...counts].map(([next, count]) => [context + next, count] as const));
      expect(new Map(found)).toEqual(new Map([...continuations].map(([stretch, before]) => [stretch, before.size])));
      for (const { counts, total } of table?.values() ?? []) expect(total).toBe([...counts.values()].reduce((sum, count) => sum + count));
    }),
  );
});

test("if the lower order has the continuation counts, the longer rows together expect what was counted", () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 0, max: 2 }), discounts, (read, order, kappa) => {
      const counts = countsOf(read, order + 1);
      const longer = counts.tables[order + 1]?.table ?? new Map();
      for (const [context, continuations] of countContinuations(counts).tables[order]?.table ?? []) {
        for (const next of ["a", "b", "c"]) {
          let [expected, counted] = [0, 0];
          for (const before of ["a", "b", "c"]) {
            const row = longer.get(before + context);
            if (!row) continue;
            expected += row.total * discounted(row, next, kappa, (continuations.counts.get(next) ?? 0) / continuations.total);
            counted += row.counts.get(next) ?? 0;
          }
          expect(expected).toBeCloseTo(counted, 10);
        }
      }
    }),
  );
});

test("the highest table is left as it was counted, and its order is the model's", () => {
  const counts = countsOf("the white whale", 3);
  expect(countContinuations(counts).tables[3]).toBe(counts.tables[3]);
  expect(countContinuations(counts).tables.map(({ order }) => order)).toEqual([0, 1, 2, 3]);
  expect(discount(0.5)(counts).order).toBe(3);
});

test("the ledger has what counting continuations and evaluating must look up and compute", () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 3 }), (read, order) => {
      const counts = countsOf(read, order);
      const { "count continuations": entered } = ledgerOf(() => countContinuations(counts));
      const rows = counts.tables.slice(1).flatMap(({ table }) => [...table.values()]);
      const stretches = rows.reduce((sum, row) => sum + row.counts.size, 0);
      expect(entered).toEqual({ probes: rows.length + stretches, FLOPs: 2 * stretches });
      const known = counts.tables.filter(({ order, table }) => table.has("abc".slice(3 - order))).length;
      const { evaluate } = ledgerOf(() => discount(0.5)(counts).probability("abc", "a"));
      // the die, each row that is there with its letter, and the first that is not
      expect(evaluate).toEqual({ probes: 2 * known + Number(known < counts.tables.length), FLOPs: 1 + 6 * known });
    }),
  );
});

test("a discount of nothing and one above one are refused", () => {
  for (const kappa of [0, -1, 1.01, NaN]) expect(() => discount(kappa)).toThrow(RangeError);
});
//# sourceMappingURL=../../.maps/models/ngram/kneser-ney.test.ts.map
