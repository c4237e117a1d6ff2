// Tangled from book/01-markov-chains/04-add-one-and-witten-bell.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { ledgerOf } from "../../ledger/ledger.ts";
import { addAlpha, countsOf, lossUnder, wittenBell, type Smoothing } from "./smoothing.ts";

/** What is read, the letters before the question, and an order that they are enough for. */
const questions = fc
  .record({
    read: fc.string({ minLength: 4, maxLength: 60, unit: fc.constantFrom("a", "b", "c") }),
    // d is unknown in the history
    history: fc.string({ minLength: 3, maxLength: 6, unit: fc.constantFrom("a", "b", "c", "d") }),
    order: fc.integer({ min: 0, max: 3 }),
  });
const smoothings: fc.Arbitrary<Smoothing> = fc.oneof(
  fc.constant(wittenBell),
  fc.double({ min: 0.001, max: 50, noNaN: true }).map((alpha) => addAlpha(alpha)),
);
const STRANGER = "¶";

test("after every history, the probabilities of all characters sum to one", () => {
  // drawn beforehand, so that what a mistake is told can stand in the book
  const sums = fc.sample(questions, { numRuns: 200, seed: 1851 }).flatMap(({ read, history, order }) => {
    const counts = countsOf(read, order);
    return [addAlpha(1), addAlpha(0.02), wittenBell].map((smoothing) => {
      const model = smoothing(counts);
      const characters = [...counts.alphabet.characters, STRANGER];
      return characters.reduce((sum, next) => sum + model.probability(history, next), 0);
    });
  });
  expect(Math.max(...sums)).toBeCloseTo(1, 12);
  expect(Math.min(...sums)).toBeCloseTo(1, 12);
});

test("nothing is impossible, and what was counted more often is the likelier", () => {
  fc.assert(
    fc.property(questions, smoothings, ({ read, history, order }, smoothing) => {
      const counts = countsOf(read, order);
      const model = smoothing({ ...counts, tables: counts.tables.slice(0, 1) });
      const row = counts.tables[0]?.table.get("")?.counts;
      const chances = ["a", "b", "c", STRANGER].map((next) => ({ count: row?.get(next) ?? 0, q: model.probability(history, next) }));
      for (const one of chances) {
        expect(one.q).toBeGreaterThan(0);
        for (const other of chances) if (one.count > other.count) expect(one.q).toBeGreaterThan(other.q);
      }
    }),
  );
});

test("where the longest context has no row, Witten–Bell believes what the shorter memory believes", () => {
  fc.assert(
    fc.property(questions, ({ read, history, order }) => {
      const counts = countsOf(read, order + 1);
      const long = wittenBell(counts);
      const short = wittenBell({ ...counts, tables: counts.tables.slice(0, -1) });
      const known = counts.tables.at(-1)?.table.has(history.slice(history.length - order - 1)) ?? false;
      if (history.length > order && !known) expect(long.probability(history, "a")).toBe(short.probability(history, "a"));
    }),
  );
});

test("a history shorter than the order is refused by add-α and answered from what there is by Witten–Bell", () => {
  const counts = countsOf("abracadabra", 3);
  expect(() => addAlpha(1)(counts).probability("ab", "r")).toThrow("order 3 needs 3 characters to start from, not 2");
  expect(wittenBell(counts).probability("ab", "r")).toBe(wittenBell({ ...counts, tables: counts.tables.slice(0, 3) }).probability("ab", "r"));
});

test("the loss under a model is the mean of its prices", () => {
  const model = wittenBell(countsOf("the white whale", 2));
  const text = "the wheel";
  let prices = 0;
  for (let i = 2; i < text.length; i++) prices -= Math.log(model.probability(text.slice(i - 2, i), text.charAt(i)));
  expect(lossUnder(model, text, 2)).toBeCloseTo(prices / 7, 12);
});

// The scalar reference, which counts its own look-ups and operations.
function askSlowly(tables: readonly ReadonlyMap<string, { counts: ReadonlyMap<string, number>; total: number }>[], faces: number, history: string, next: string) {
  let [probes, FLOPs] = [0, 0];
  const counted = (value: number) => (FLOPs++, value);
  let q = counted(1 / faces);
  for (let order = 0; order < tables.length && order <= history.length; order++) {
    probes++;
    const row = tables[order]?.get(history.slice(history.length - order));
    if (!row) continue; // the longer ones are looked for as well, in vain, and not counted below
    probes++;
    const numerator = counted((row.counts.get(next) ?? 0) + counted(row.counts.size * q));
    q = counted(numerator / counted(row.total + row.counts.size));
  }
  return { q, probes, FLOPs };
}

test("asking enters what the scalar reference counts, less the look-ups that must be in vain", () => {
  fc.assert(
    fc.property(questions, ({ read, history, order }) => {
      const counts = countsOf(read, order);
      const tables = counts.tables.map(({ table }) => table);
      const slow = askSlowly(tables, counts.alphabet.size, history, "b");
      const known = tables.findIndex((table, length) => !table.has(history.slice(history.length - length)));
      const vain = known === -1 ? 0 : tables.length - known - 1;
      let q = NaN;
      const { evaluate } = ledgerOf(() => (q = wittenBell(counts).probability(history, "b")));
      expect(q).toBe(slow.q);
      expect(evaluate).toEqual({ probes: slow.probes - vain, FLOPs: slow.FLOPs });
    }),
  );
});

test("a credit that is not positive, an order that is none and an empty text are refused", () => {
  expect(() => addAlpha(0)).toThrow("addAlpha: the credit must be positive, not 0");
  expect(() => countsOf("abc", -1)).toThrow(RangeError);
  expect(() => wittenBell({ ...countsOf("abc", 1), tables: [] })).toThrow("smoothing: there is no table");
  expect(() => lossUnder(wittenBell(countsOf("abc", 1)), "abc", 3)).toThrow("there is no character to evaluate");
});
//# sourceMappingURL=../../.maps/models/ngram/smoothing.test.ts.map
