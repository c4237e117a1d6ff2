// Tangled from book/01-markov-chains/10-exercises.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { probability } from "../../models/ngram/model.ts";
import { countContinuations, discount } from "../../models/ngram/kneser-ney.ts";
import { addAlpha, countsOf, lossUnder, wittenBell, type NgramModel, type Counts } from "../../models/ngram/smoothing.ts";
import { smoothings, type SmoothingName } from "./models.ts";
import { evaluateFrom, evaluateTraining } from "./evaluate.ts";

const texts = fc.string({ minLength: 8, maxLength: 60, unit: fc.constantFrom("a", "b", "c") });

/** What the sections make of the counts of one order and all below it. */
const direct: Readonly<Record<SmoothingName, (counts: Counts) => NgramModel>> = {
  none: ({ tables }) => {
    const model = tables.at(-1) ?? expect.fail("no table");
    return { order: model.order, probability: (history, next) => probability(model, history, next) };
  },
  "add-one": addAlpha(1),
  "add-alpha": addAlpha(0.3),
  wb: wittenBell,
  kn: (counts) => discount(3 / 4)(countContinuations(counts)),
};

test.each(Object.keys(smoothings) as SmoothingName[])("climbing with %s, each order believes what the sections' rule does", (name) => {
  fc.assert(
    fc.property(texts, (read) => {
      const counts = countsOf(read, 3);
      const climb = smoothings[name].start(0.3);
      counts.tables.forEach((table, order) => {
        const model = climb(table, counts.alphabet);
        const expected = direct[name]({ ...counts, tables: counts.tables.slice(0, order + 1) });
        expect(model.order).toBe(order);
        for (const next of ["a", "b", "c", "¶"]) {
          for (const history of ["abc", "cca", "bbb"]) expect(model.probability(history, next)).toBe(expected.probability(history, next));
        }
      });
    }),
  );
});

test("marks are the loss in bits: each row once comes to the same as each place in turn", () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 0, max: 3 }), (read, order) => {
      const counts = countsOf(read, order);
      const model = wittenBell(counts);
      const table = counts.tables[order] ?? expect.fail("no table");
      let rows = 0;
      expect(evaluateTraining(model, table, () => rows++).bits).toBeCloseTo(lossUnder(model, read, order) / Math.LN2, 10);
      expect(rows).toBe(table.table.size);
      let places = 0;
      const text = `${read}acbd`;
      expect(evaluateFrom(model, { text, from: read.length }, () => places++).bits).toBeCloseTo(lossUnder(model, text, read.length) / Math.LN2, 10);
      expect(places).toBe(4);
    }),
  );
});

test("what is impossible is counted and costs everything", () => {
  const counts = countsOf("abababab", 0);
  const model = direct.none(counts);
  expect(evaluateFrom(model, { text: "abxaby", from: 0 }, () => {})).toEqual({ bits: Infinity, impossible: 2 });
});
//# sourceMappingURL=../../.maps/demos/ngram/models.test.ts.map
