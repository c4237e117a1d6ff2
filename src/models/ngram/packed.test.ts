// Tangled from book/01-markov-chains/08-hash-tables-and-memory.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { ledgerOf } from "../../ledger/ledger.ts";
import { data } from "../../data/files.ts";
import { wittenBellRule, discountRule, packedModel, packedLoss, PackedReader } from "./packed-model.ts";
import { placesIn, positionAfter } from "../../tokenizers/characters.ts";
import { PackedCounts, packedContinuations, type Packed } from "./packed.ts";
import { countContinuations, discount } from "./kneser-ney.ts";
import { countsOf, lossUnder, wittenBell } from "./smoothing.ts";

/** Few letters, so that contexts return, and any letters at all. */
const few = fc.string({ minLength: 1, maxLength: 80, unit: fc.constantFrom("a", "b", "c") });
const any = fc.string({ minLength: 1, maxLength: 40, unit: "binary" });
const texts = fc.oneof(few, any);
const orders = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant(32));

function packedOf(text: string, order: number): PackedCounts {
  const packed = new PackedCounts(order);
  packed.read(text);
  return packed;
}
/** A text to read, an order, and a text to ask about that shares characters and stretches with the first and has unknown ones. */
const games = fc.record({ read: texts, order: orders, other: texts, from: fc.nat() }).map(({ read, order, other, from }) => {
  const asked = `${[...read].slice(from % [...read].length).join("")}d${other}${read}`;
  return { read, order, asked };
});

test("packed counts are the counts of the maps", () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 0, max: 6 }), (read, order) => {
      const packed = packedOf(read, order);
      const { tables, alphabet } = countsOf(read, order);
      expect(packed.alphabetSize).toBe(alphabet.size);
      let strings = 1;
      for (const { table } of tables) {
        for (const [context, { counts, total }] of table) {
          const node = nodeOf(packed, context);
          expect([packed.columns.total[node], packed.columns.distinct[node]]).toEqual([total, counts.size]);
          for (const [letter, count] of counts) expect(packed.columns.count[nodeOf(packed, context + letter)]).toBe(count);
          strings += counts.size;
        }
      }
      expect(packed.strings).toBe(strings);
    }),
  );
});

function nodeOf(packed: Packed, string: string): number {
  return [...string].reduce((node, letter) => packed.find(node, letter.codePointAt(0)!), 0);
}

/** Each rule twice: over the maps, and packed. */
const pairs = (read: string, order: number) => {
  const counts = countsOf(read, order);
  const packed = packedOf(read, order);
  return [
    { name: "Witten–Bell", slow: wittenBell(counts), packed, rule: wittenBellRule },
    { name: "Witten–Bell of neighbours", slow: wittenBell(countContinuations(counts)), packed: packedContinuations(packed), rule: wittenBellRule },
    { name: "Kneser–Ney", slow: discount(3 / 4)(countContinuations(counts)), packed: packedContinuations(packed), rule: discountRule(3 / 4) },
    { name: "a discount of 1", slow: discount(1)(counts), packed, rule: discountRule(1) },
  ];
};

test("a reader gives what the maps give, to unknown characters too, from the first letter on", () => {
  fc.assert(
    fc.property(games, ({ read, order, asked }) => {
      for (const { name, slow, packed, rule } of pairs(read, order)) {
        const reader = new PackedReader(packed, rule);
        for (const { history, next } of placesIn(asked, order, 0)) {
          const expected = slow.probability(history, next);
          const chance = reader.read(next.codePointAt(0)!);
          if (!(Math.abs(chance - expected) <= 1e-12)) expect.fail(`${name}: ${chance}, not ${expected}, of ${next} after ${history}`);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test("so does a model that is asked one question, however long or short the history", () => {
  fc.assert(
    fc.property(games, fc.nat(), ({ read, order, asked }, at) => {
      for (const { name, slow, packed, rule } of pairs(read, order)) {
        const i = at % [...asked].length;
        const [history, next] = [[...asked].slice(0, i).join(""), [...asked][i]!];
        expect(packedModel(packed, rule).probability(history, next), name).toBeCloseTo(slow.probability(history, next), 12);
      }
    }),
  );
});

test("the loss is that of the maps, and the letters before it are read as history", () => {
  fc.assert(
    fc.property(games, fc.nat(), ({ read, order, asked }, at) => {
      const from = positionAfter(asked, at % [...asked].length);
      for (const { name, slow, packed, rule } of pairs(read, order)) {
        expect(packedLoss(packed, rule, { text: asked, from }), name).toBeCloseTo(lossUnder(slow, asked, from), 12);
      }
    }),
  );
});

test("a text may be read in parts", () => {
  fc.assert(
    fc.property(texts, texts, orders, (one, other, order) => {
      const parts = packedOf(one, order);
      parts.read(other);
      const whole = packedOf(one + other, order);
      expect(parts.strings).toBe(whole.strings);
      expect(parts.columns.count.subarray(0, parts.strings)).toEqual(whole.columns.count.subarray(0, whole.strings));
      expect(parts.columns.total.subarray(0, parts.strings)).toEqual(whole.columns.total.subarray(0, whole.strings));
    }),
  );
});

test("neighbours stay what they were when more is read", () => {
  fc.assert(
    // so much more may be read that the columns grow
    fc.property(texts, fc.oneof(texts, fc.constant(data("moby-dick.txt").slice(0, 2000))), orders, texts, (one, other, order, asked) => {
      const [packed, alone] = [packedOf(one, order), packedContinuations(packedOf(one, order))];
      const neighbours = packedContinuations(packed);
      packed.read(other);
      for (const rule of [wittenBellRule, discountRule(3 / 4)]) {
        const place = { text: one + other + asked, from: 0 };
        expect(packedLoss(neighbours, rule, place)).toBe(packedLoss(alone, rule, place));
      }
    }),
  );
});

test("all is found again after the table has grown many times", () => {
  // every string of three letters out of thirty, each once or more
  const letters = "abcdefghijklmnopqrstuvwxyzäöüß".split("");
  const read = letters.flatMap((x) => letters.flatMap((y) => letters.map((z) => x + y + z))).join("");
  const packed = packedOf(read, 2);
  expect(packed.strings).toBe(1 + 30 + 30 ** 2 + 30 ** 3);
  expect(packed.columns.parent.length).toBe(2 ** 15);
  const lost = Array.from({ length: read.length - 2 }, (_, i) => read.slice(i, i + 3)).filter((string) => nodeOf(packed, string) < 0);
  expect(lost).toEqual([]);
  expect(nodeOf(packed, "abz?")).toBe(-1);
});

test("reading enters a probe for every context, and counts and type counts as FLOPs", () => {
  fc.assert(
    fc.property(texts, orders, (read, order) => {
      let strings = 0;
      const { count } = ledgerOf(() => (strings = packedOf(read, order).strings));
      let probes = 0;
      for (let i = 0; i < [...read].length; i++) probes += Math.min(i, order) + 1;
      expect(count).toEqual({ probes, FLOPs: 2 * probes + strings - 1, "strings kept": strings - 1 });
    }),
  );
});

test("letters of two UTF-16 units are counted whole, up to 2,048 different ones", () => {
  const differentOnes = (count: number) => Array.from({ length: count }, (_, i) => String.fromCodePoint(0x1f000 + i)).join("");
  expect(packedOf("🐋🐳🐋", 0).alphabetSize).toBe(3);
  expect(packedOf(differentOnes(2048), 0).alphabetSize).toBe(2049);
  expect(() => packedOf(differentOnes(2049), 0)).toThrow("PackedCounts: at most 2048 kinds of letters beyond U+FFFF");
});

test("an order that is none, a discount that is none and an empty text are refused", () => {
  expect(() => new PackedCounts(1.5)).toThrow("PackedCounts: the order must be 0, 1, 2, …, not 1.5");
  expect(() => discountRule(0)).toThrow("discountRule: κ must be above 0 and at most 1, not 0");
  expect(() => packedLoss(packedOf("abc", 1), wittenBellRule, { text: "abc", from: 3 })).toThrow("packedLoss: there is no character to evaluate");
});
//# sourceMappingURL=../../.maps/models/ngram/packed.test.ts.map
