// Tangled from book/01-markov-chains/06-sampling.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { ledgerOf } from "../../ledger/ledger.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { applyTemperature, topK } from "../../generate/sampling-filters.ts";
import { generate } from "./generate.ts";
import { probability, train } from "./model.ts";
import { countContinuations, discount } from "./kneser-ney.ts";
import { countsOf, wittenBell } from "./smoothing.ts";
import { withProcessor, write, predictorOf } from "./sampler.ts";

const texts = fc.string({ minLength: 4, maxLength: 60, unit: fc.constantFrom("a", "b", "c") });
const histories = fc.string({ maxLength: 5, unit: fc.constantFrom("a", "b", "c", "d") });
const total = (row: readonly number[]) => row.reduce((sum, each) => sum + each);

test("a predictor's distribution sums to one, in the proportions that the model has", () => {
  fc.assert(
    fc.property(texts, histories, fc.integer({ min: 0, max: 3 }), (read, history, order) => {
      const counts = countsOf(read, order);
      for (const model of [wittenBell(counts), discount(0.75)(countContinuations(counts))]) {
        const { characters, distribution } = predictorOf(model, counts.alphabet);
        expect(new Set(characters)).toEqual(counts.alphabet.characters);
        const p = distribution(history);
        expect(total(p)).toBeCloseTo(1, 12);
        const known = 1 - model.probability(history, "¶");
        characters.forEach((letter, x) => expect(p[x]! * known).toBeCloseTo(model.probability(history, letter), 12));
      }
    }),
  );
});

test("the predictor of counts writes as often what `generate` does: each letter as often as it was counted, by χ²", () => {
  const model = train("abacabad abacabac", 1);
  const { alphabet } = countsOf("abacabad abacabac", 1);
  const predictor = predictorOf({ order: 1, probability: (history, next) => probability(model, history, next) }, alphabet);
  const random = randomFrom(1851);
  const seen = new Map<string, number>();
  for (let i = 0; i < 20_000; i++) {
    const letter = write(predictor, random, { prompt: "a", length: 1 });
    seen.set(letter, (seen.get(letter) ?? 0) + 1);
  }
  const { counts, total } = model.table.get("a")!;
  expect(new Set(seen.keys())).toEqual(new Set(counts.keys()));
  let squares = 0;
  for (const [letter, count] of counts) squares += (seen.get(letter)! - (20_000 * count) / total) ** 2 / ((20_000 * count) / total);
  // with two degrees of freedom, one run in a thousand is above 13.82
  expect(counts.size).toBe(3);
  expect(squares).toBeLessThan(13.82);
  expect(generate(model, randomFrom(1), { prompt: "b", length: 1 })).toBe("a");
  expect(write(predictor, randomFrom(1), { prompt: "b", length: 1 })).toBe("a");
});

test("who writes looks at the last letters only, and his own among them", () => {
  const asked: string[] = [];
  const row = (history: string) => (asked.push(history), [0, 1]);
  expect(write({ order: 2, characters: ["a", "b"], distribution: row }, randomFrom(1), { prompt: "xyz", length: 3 })).toBe("bbb");
  expect(asked).toEqual(["yz", "zb", "bb"]);
  asked.length = 0;
  write({ order: 0, characters: ["a", "b"], distribution: row }, randomFrom(1), { prompt: "xyz", length: 2 });
  expect(asked).toEqual(["", ""]);
});

test("a predictor whose distributions are changed draws from the changed ones", () => {
  const counts = countsOf("abacabad abacabac", 1);
  const predictor = predictorOf(wittenBell(counts), counts.alphabet);
  const p = predictor.distribution("a");
  expect(withProcessor(predictor, (p) => applyTemperature(p, 0.5)).distribution("a")).toEqual(applyTemperature(p, 0.5));
  expect(write(withProcessor(predictor, (p) => topK(p, 1)), randomFrom(7), { prompt: "b", length: 4 })).toBe("abab");
});

test("where a model has no chance for any character, nothing is written", () => {
  const model = train("abc", 1);
  const { alphabet } = countsOf("abc", 1);
  const predictor = predictorOf({ order: 1, probability: (history, next) => probability(model, history, next) }, alphabet);
  expect(write(predictor, randomFrom(1), { prompt: "a", length: 2 })).toBe("bc");
  expect(() => write(predictor, randomFrom(1), { prompt: "a", length: 3 })).toThrow(new RangeError('predictorOf: no character has a probability above 0 after "c"'));
});

test("the ledger has a sum and a division for each letter of a row", () => {
  const counts = countsOf("abacabad abacabac", 1);
  const predictor = predictorOf(wittenBell(counts), counts.alphabet);
  let flops = 0;
  const op = <T>(value: T): T => (flops++, value);
  const chances = predictor.characters.map((letter) => wittenBell(counts).probability("a", letter));
  const sum = chances.reduce((left, right) => op(left + right));
  const slow = chances.map((chance) => op(chance / sum));
  expect(ledgerOf(() => expect(predictor.distribution("a")).toEqual(slow)).normalise).toEqual({ FLOPs: flops });
});
//# sourceMappingURL=../../.maps/models/ngram/sampler.test.ts.map
