// Tangled from book/04-neural-lm/10-one-interface.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { compressBy, decompressBy, quantise } from "../compress/model-coder.ts";
import { TOTAL } from "../compress/arithmetic-coder.ts";
import { countContinuations, discount } from "./ngram/kneser-ney.ts";
import { countsOf, wittenBell } from "./ngram/smoothing.ts";
import { write, predictorOf } from "./ngram/sampler.ts";
import { alphabetOf } from "../tokenizers/alphabet.ts";
import { asTensor, reshape, slice, type Tensor } from "../tensor-core.ts";
import { softmax } from "../ops/softmax.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { encode, vocabularyOf, withUnknown } from "../tokenizers/vocabulary.ts";
import { slidingWindows } from "../data/examples.ts";
import { readerOf, sample, startId, type LanguageModel } from "./language-model.ts";
import { neuralModel, ngramModel } from "./adapters.ts";
import { initMlp, logitsOf } from "./mlp-lm/mlp-lm.ts";

const read = "the whale, the white whale, the sea; the ship.\n";
const vocabulary = withUnknown(vocabularyOf(read));
const counts = countsOf(read, 3);
const shape = { context: 3, vocabularySize: vocabulary.size, features: 4, width: 12 };
const parameters = initMlp(shape, randomFrom(1851), { hidden: 0.3, output: 1 });
const models: Readonly<Record<string, LanguageModel>> = {
  "Witten and Bell’s table": ngramModel(wittenBell(counts), vocabulary),
  "Kneser and Ney’s table": ngramModel(discount(3 / 4)(countContinuations(counts)), vocabulary),
  "a network": neuralModel((contexts) => logitsOf(parameters, contexts), vocabulary, 3),
};
const kinds = Object.keys(models);
const sum = (values: Iterable<number>) => [...values].reduce((left, right) => left + right, 0);
/** Of known characters, and of unknown ones, characters of two UTF-16 units and half of one among them. */
const texts = fc.string({ maxLength: 40, unit: fc.oneof(fc.constantFrom(...vocabulary.tokens), fc.constantFrom("¶", "λ", "🐋", "\ud83d", "\0")) });

test.each(kinds)("after any history the row of %s sums to one", (kind) => {
  fc.assert(fc.property(texts, (history) => {
    const p = readerOf(models[kind]!, history).distribution();
    expect(p.length).toBe(vocabulary.size);
    expect(Math.min(...p)).toBeGreaterThan(0);
    expect(sum(p)).toBeCloseTo(1, 5);
  }));
});

test.each(kinds)("what was compressed by %s is restored, unknown characters too", (kind) => {
  fc.assert(fc.property(texts, texts, (text, before) => {
    expect(decompressBy(models[kind]!, compressBy(models[kind]!, text, before), { length: [...text].length, before })).toBe(text);
  }), { numRuns: 40 });
});

test.each(kinds)("a code by %s is as long as the loss says, and a bit for ten thousand letters", (kind) => {
  fc.assert(fc.property(texts, texts, (text, before) => {
    const { tokens, size } = models[kind]!.vocabulary;
    const reader = readerOf(models[kind]!, before);
    const prices = [...text].map((letter) => {
      const number = tokens.indexOf(letter);
      const p = reader.distribution();
      reader.read(number < 0 ? tokens.length : number);
      return -Math.log2(p[number < 0 ? tokens.length : number]!) + (number < 0 ? 24 : 0);
    });
    const most = sum(prices) + prices.length * (Math.log2(TOTAL / (TOTAL - size)) + 1e-6) + 2;
    // the digits are rounded up to whole bytes
    expect(8 * compressBy(models[kind]!, text, before).length).toBeLessThan(most + 8);
  }), { numRuns: 40 });
});

test("what is no distribution is refused, so that no token has a frequency below 1", () => {
  expect(() => quantise([0.5, NaN, 0.5])).toThrow(new RangeError("quantise: token 1, of probability NaN, would have the frequency 0"));
  expect(() => quantise([1.5, -0.5])).toThrow(/^quantise: token 1, of probability -0\.5, would have the frequency -\d+$/);
  expect(() => quantise([2, 2])).toThrow(RangeError);
});

test("the frequencies of a distribution have the fixed total, and each is at least 1", () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 300 }), (weights) => {
    const total = sum(weights) || 1;
    const row = weights.map((weight) => (sum(weights) === 0 ? 1 / weights.length : weight / total));
    const frequencies = quantise(row);
    expect(sum(frequencies)).toBe(TOTAL);
    expect(Math.min(...frequencies)).toBeGreaterThanOrEqual(1);
  }));
});

test.each(kinds)("%s writes as much as is asked, and no unknown character", (kind) => {
  const page = sample(models[kind]!, randomFrom(7), { prompt: "the", length: 200 });
  expect(page.length).toBe(200);
  expect(() => encode(vocabularyOf(read), page)).not.toThrow();
});

test("a network asked row by row says what it says of a batch", () => {
  const ids = encode(vocabulary, read);
  const { contexts } = slidingWindows(ids, 3).batch(Int32Array.from({ length: ids.length - 3 }, (_, i) => i));
  const batch = softmax(logitsOf(parameters, contexts)).dataSync();
  for (let i = 3; i < read.length; i++) {
    readerOf(models["a network"]!, read.slice(0, i)).distribution().forEach((chance, x) => expect(chance).toBeCloseTo(batch[(i - 3) * vocabulary.size + x]!, 6));
  }
});

const { tensorOf, sequences } = {
  tensorOf: (rows: readonly (readonly number[])[]) => asTensor(Int32Array.from(rows.flat()), { shape: [rows.length, rows[0]?.length ?? 0] }),
  /** Some sequences of one length, of all ids, the start and the unknown one among them. */
  sequences: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 9 })).chain(([batch, time]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: startId(vocabulary) }), { minLength: time, maxLength: time }), { minLength: batch, maxLength: batch })),
};
const numbersIn = (x: Tensor) => [...x.dataSync()];
const part = (x: Tensor, b: number, from: number, to: number) => numbersIn(slice(x, [[b, b + 1], [from, to]]));

test.each(kinds)("the logits of %s have a row for each token of each sequence", (kind) => {
  fc.assert(fc.property(sequences, (rows) => {
    const logits = models[kind]!.forward(tensorOf(rows));
    expect(logits.shape).toEqual([rows.length, rows[0]!.length, vocabulary.size]);
  }), { numRuns: 30 });
});

test.each(kinds)("to %s a sequence is the same alone and in a batch", (kind) => {
  fc.assert(fc.property(sequences, (rows) => {
    const together = models[kind]!.forward(tensorOf(rows));
    rows.forEach((row, b) => expect(part(together, b, 0, row.length)).toEqual(numbersIn(models[kind]!.forward(tensorOf([row])))));
  }), { numRuns: 30 });
});

test.each(kinds)("to %s a sequence is the same whole and in pieces with a cache", (kind) => {
  fc.assert(fc.property(sequences, fc.array(fc.nat(8)), (rows, cuts) => {
    const model = models[kind]!;
    const [whole, time, cache] = [model.forward(tensorOf(rows)), rows[0]!.length, model.cacheFor(rows.length)];
    const places = [...new Set([0, ...cuts.map((cut) => cut % time), time])].sort((one, other) => one - other);
    places.slice(1).forEach((to, i) => {
      const piece = model.forward(tensorOf(rows.map((row) => row.slice(places[i], to))), cache);
      rows.forEach((_, b) => expect(part(piece, b, 0, to - places[i]!)).toEqual(part(whole, b, places[i]!, to)));
      expect(cache.length).toBe(to);
    });
  }), { numRuns: 30 });
});

test.each(kinds)("%s does not look ahead, and not farther back than it says", (kind) => {
  fc.assert(fc.property(sequences, fc.nat(), fc.nat(vocabulary.size - 1), (rows, place, id) => {
    const model = models[kind]!;
    const [row, at] = [rows[0]!, place % rows[0]!.length];
    const [one, other] = [row, row.with(at, id)].map((each) => model.forward(tensorOf([each]))) as [Tensor, Tensor];
    expect(part(other, 0, 0, at)).toEqual(part(one, 0, 0, at));
    // a start token hides what stands before it, and is farther from the end than the window
    const after = Math.min(row.length, at + model.contextLength);
    if (row[at] !== startId(vocabulary)) expect(part(other, 0, after, row.length)).toEqual(part(one, 0, after, row.length));
  }), { numRuns: 30 });
});

test("a table as a language model has the probabilities that it has as an n-gram model, and writes the same page", () => {
  const model = wittenBell(counts);
  const { tokens } = vocabulary;
  fc.assert(fc.property(texts, (history) => {
    const p = readerOf(models["Witten and Bell’s table"]!, history).distribution();
    tokens.forEach((letter, x) => expect(p[x]).toBeCloseTo(model.probability([...history].slice(-3).join(""), letter), 12));
  }));
  const job = { prompt: "the", length: 300 };
  const alphabet = { ...alphabetOf(read), characters: new Set(tokens) };
  expect(sample(models["Witten and Bell’s table"]!, randomFrom(3), job)).toBe(write(predictorOf(model, alphabet), randomFrom(3), job));
});

test("ids that are none, another shape and another cache are refused", () => {
  const [model, other] = [models["a network"]!, models["Witten and Bell’s table"]!];
  expect(() => model.forward(tensorOf([[0, 99]]))).toThrow(new RangeError(`forward: 99 is none of the ids from 0 to ${vocabulary.size}`));
  expect(() => model.forward(tensorOf([[-1]]))).toThrow(RangeError);
  expect(() => model.forward(reshape(tensorOf([[0, 1]]), [2]))).toThrow(new RangeError("forward: ids are [batch, time], not [2]"));
  expect(() => model.forward(tensorOf([[0]]), model.cacheFor(2))).toThrow(new RangeError("forward: the cache is one of 2 sequences, and there are 1"));
  expect(() => model.forward(tensorOf([[0]]), { length: 0 })).toThrow(new TypeError("forward: the cache is that of another model"));
  expect(other.forward(tensorOf([[]])).shape).toEqual([1, 0, vocabulary.size]);
});
//# sourceMappingURL=../.maps/models/language-model.test.ts.map
