// Tangled from book/04-neural-lm/08-against-the-table.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { compressBy, decompressBy, unitsOf } from "../compress/model-coder.ts";
import { BUDGET } from "../compress/arithmetic-coder.ts";
import { countNeighbours, discount } from "./ngram/kneser-ney.ts";
import { countsOf, wittenBell } from "./ngram/smoothing.ts";
import { write } from "./ngram/sampler.ts";
import { softmax } from "../ops/softmax.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { encode, vocabularyOf, withStranger } from "../tokenizers/vocabulary.ts";
import { windowsOf } from "../data/examples.ts";
import { counted, neural, writer, type LanguageModel } from "./language-model.ts";
import { mlp, scoresOf } from "./mlp-lm/mlp-lm.ts";

const read = "the whale, the white whale, the sea; the ship.\n";
const vocabulary = withStranger(vocabularyOf(read));
const counts = countsOf(read, 3);
const shape = { context: 3, faces: vocabulary.faces, features: 4, width: 12 };
const parameters = mlp(shape, randomFrom(1851), { hidden: 0.3, output: 1 });
const models: Readonly<Record<string, LanguageModel>> = {
  "Witten and Bell’s table": counted(wittenBell(counts), vocabulary),
  "Kneser and Ney’s table": counted(discount(3 / 4)(countNeighbours(counts)), vocabulary),
  "a network": neural((contexts) => scoresOf(parameters, contexts), vocabulary, 3),
};
const kinds = Object.keys(models);
const sum = (values: Iterable<number>) => [...values].reduce((left, right) => left + right, 0);
/** Of known letters, and of strangers, characters of two UTF-16 units and half of one among them. */
const texts = fc.string({ maxLength: 40, unit: fc.oneof(fc.constantFrom(...vocabulary.letters), fc.constantFrom("¶", "λ", "🐋", "\ud83d", "\0")) });

test.each(kinds)("after any history the row of %s sums to one", (kind) => {
  fc.assert(fc.property(texts, (history) => {
    const p = models[kind]!.row(history);
    expect(p.length).toBe(vocabulary.faces);
    expect(Math.min(...p)).toBeGreaterThan(0);
    expect(sum(p)).toBeCloseTo(1, 5);
  }));
});

test.each(kinds)("what was compressed by %s is restored, strangers too", (kind) => {
  fc.assert(fc.property(texts, texts, (text, before) => {
    expect(decompressBy(models[kind]!, compressBy(models[kind]!, text, before), { length: [...text].length, before })).toBe(text);
  }), { numRuns: 40 });
});

test.each(kinds)("a code by %s is as long as the loss says, and a bit for ten thousand letters", (kind) => {
  fc.assert(fc.property(texts, texts, (text, before) => {
    const { row, vocabulary: { letters, faces } } = models[kind]!;
    let history = before;
    const prices = [...text].map((letter) => {
      const number = letters.indexOf(letter);
      const p = row(history);
      history += letter;
      return -Math.log2(p[number < 0 ? letters.length : number]!) + (number < 0 ? 24 : 0);
    });
    const most = sum(prices) + prices.length * (Math.log2(BUDGET / (BUDGET - faces)) + 1e-6) + 2;
    // the digits are rounded up to whole bytes
    expect(8 * compressBy(models[kind]!, text, before).length).toBeLessThan(most + 8);
  }), { numRuns: 40 });
});

test("a row that is none gives no face without a unit", () => {
  expect(() => unitsOf([0.5, NaN, 0.5])).toThrow(new RangeError("unitsOf: number 1, of chance NaN, would have 0 units"));
  expect(() => unitsOf([1.5, -0.5])).toThrow(/^unitsOf: number 1, of chance -0\.5, would have -\d+ units$/);
  expect(() => unitsOf([2, 2])).toThrow(RangeError);
});

test("the units of a row are the budget, and each face has one", () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 300 }), (weights) => {
    const total = sum(weights) || 1;
    const row = weights.map((weight) => (sum(weights) === 0 ? 1 / weights.length : weight / total));
    const units = unitsOf(row);
    expect(sum(units)).toBe(BUDGET);
    expect(Math.min(...units)).toBeGreaterThanOrEqual(1);
  }));
});

test.each(kinds)("the writer of the n-gram models works with %s, and writes no stranger", (kind) => {
  const page = write(writer(models[kind]!), randomFrom(7), { prompt: "the", length: 200 });
  expect(page.length).toBe(200);
  expect(() => encode(vocabularyOf(read), page)).not.toThrow();
});

test("a network asked row by row says what it says of a batch", () => {
  const ids = encode(vocabulary, read);
  const { contexts } = windowsOf(ids, 3).batch(Int32Array.from({ length: ids.length - 3 }, (_, i) => i));
  const batch = softmax(scoresOf(parameters, contexts)).toData();
  for (let i = 3; i < read.length; i++) {
    models["a network"]!.row(read.slice(0, i)).forEach((chance, x) => expect(chance).toBeCloseTo(batch[(i - 3) * vocabulary.faces + x]!, 6));
  }
});
//# sourceMappingURL=../.maps/models/language-model.test.ts.map
