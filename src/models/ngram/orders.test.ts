// Tangled from book/01-markov-chains/03-cross-entropy-and-perplexity.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { crossEntropy, divergence, entropy } from "../../information/entropy.ts";
import { alphabetOf, countUnknown } from "../../tokenizers/alphabet.ts";
import { data } from "../../data/files.ts";
import { split } from "../../data/split.ts";
import { conditionalEntropy } from "./entropy.ts";
import { bits, evaluate, loss, perplexity } from "./evaluate.ts";
import { evaluateOrders } from "./orders.ts";
import { probability, train } from "./model.ts";

const parts = split(data("moby-dick.txt"));
const { text, testFrom, train: training, test: testSet } = parts;
const entries = Array.from(evaluateOrders(parts, 8), ({ model, ...marks }) => ({ ...marks, order: model.order }));
const bigrams = train(training, 1);

/** Random distributions of six numbers, none of them zero. */
const distribution = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 6, maxLength: 6 }).map((weights) => {
  const total = weights.reduce((sum, weight) => sum + weight);
  return weights.map((weight) => weight / total);
});

test("cross-entropy is entropy and divergence, and never below the entropy", () => {
  fc.assert(
    fc.property(distribution, distribution, (p, q) => {
      expect(crossEntropy(p, q)).toBeCloseTo(entropy(p) + divergence(p, q), 10);
      expect(divergence(p, q)).toBeGreaterThanOrEqual(-1e-12);
    }),
  );
});

test("what never comes costs nothing, whatever is believed of it", () => {
  expect(crossEntropy([1, 0], [1, 0])).toBe(0);
  expect(crossEntropy([0, 1], [0.5, 0.5])).toBe(Math.LN2);
});

test("code lengths rounded up fit, and stay within a bit of the cross-entropy", () => {
  fc.assert(
    fc.property(distribution, distribution, (p, q) => {
      const lengths = q.map((qx) => Math.ceil(-Math.log2(qx)));
      const mean = lengths.reduce((sum, length, x) => sum + length * (p[x] ?? 0), 0);
      expect(lengths.reduce((sum, length) => sum + 2 ** -length, 0)).toBeLessThanOrEqual(1 + 1e-12);
      expect(mean).toBeLessThanOrEqual(bits(crossEntropy(p, q)) + 1);
      expect(mean).toBeGreaterThanOrEqual(bits(entropy(p)) - 1e-12);
    }),
  );
});

test("the uniform model has the perplexity V, whatever comes", () => {
  fc.assert(
    fc.property(distribution, (p) => {
      expect(perplexity(crossEntropy(p, p.map(() => 1 / 6)))).toBeCloseTo(6, 10);
    }),
  );
  expect(bits(Math.log(8))).toBeCloseTo(3, 12);
});

test("the alphabet has the 81 characters of the training text and one face for all others", () => {
  const alphabet = alphabetOf(training);
  expect(alphabet.size).toBe(82);
  expect(countUnknown(alphabet, testSet)).toBe(0);
  expect(countUnknown(alphabet, "Ωmega, naïve")).toBe(2);
});

test("over the alphabet, every row's probabilities sum to one", () => {
  const { characters } = alphabetOf(training);
  const model = train(training, 1);
  for (const context of model.table.keys()) {
    let sum = 0;
    for (const character of characters) sum += probability(model, context, character);
    expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
  }
});

test("order 0 is the entropy of the letter frequencies", () => {
  const counts = new Map<string, number>();
  for (const character of training) counts.set(character, (counts.get(character) ?? 0) + 1);
  const shares = [...counts.values()].map((count) => count / training.length);
  expect(conditionalEntropy(train(training, 0))).toBeCloseTo(entropy(shares), 10);
});

test("the ladder: ever better on the training text, infinite on the last tenth from order 1 on", () => {
  expect(entries.map((entry) => Number(entry.training.toFixed(3)))).toEqual([
    4.414, 3.479, 2.814, 2.221, 1.788, 1.449, 1.139, 0.86, 0.618,
  ]);
  expect(entries[0]?.test).toBeCloseTo(4.443, 3);
  expect(entries[0]?.test).toBeCloseTo(bits(loss(train(training, 0), text, testFrom)), 10);
  expect(entries.slice(1).every((entry) => entry.test === Infinity)).toBe(true);
  expect(entries.map((entry) => perplexity(entry.training * Math.LN2).toFixed(2))).toEqual([
    "21.31", "11.15", "7.03", "4.66", "3.45", "2.73", "2.20", "1.81", "1.54",
  ]);
  expect(entries.map((entry) => entry.contexts).slice(0, 4)).toEqual([1, 81, 1731, 12551]);
  expect(Math.log2(alphabetOf(training).size)).toBeCloseTo(6.358, 3);
  expect(conditionalEntropy(bigrams)).toBeCloseTo(2.41, 2);
});

test("the last tenth begins with a soul that is confounded", () => {
  expect(text.slice(testFrom - 1, testFrom + 36)).toBe("Upon this every soul was confounded; ");
});

test("two places are impossible at order 1: a quotation with a small r, and T with an apostrophe", () => {
  const model = bigrams;
  const places: string[] = [];
  for (let i = testFrom; i < text.length; i++) {
    if (probability(model, text.slice(i - 1, i), text.charAt(i)) === 0) places.push(text.slice(i - 1, i + 10));
  }
  expect(places).toEqual(["T'gallant s", '"right away']);
  expect(evaluate(model, text, testFrom)).toMatchObject({ places: 118_979, impossible: 2 });
});

test("four letters guess best; eight leave out more than half and seem to spend less than a bit", () => {
  const evaluations = entries.map((entry) => entry.evaluation);
  const guessed = evaluations.map((evaluation) => Math.round((100 * evaluation.guessed) / evaluation.places));
  expect(guessed).toEqual([17, 29, 40, 49, 54, 54, 49, 42, 34]);
  expect(evaluations.map((evaluation) => evaluation.bitsElsewhere).every((mean, i, all) => i === 0 || mean < (all[i - 1] ?? 0))).toBe(true);
  expect(evaluations.map((evaluation) => evaluation.bitsElsewhere.toFixed(2))).toEqual([
    "4.44", "3.48", "2.81", "2.24", "1.85", "1.55", "1.29", "1.08", "0.88",
  ]);
  const leftOut = evaluations.map((evaluation) => evaluation.impossible / evaluation.places);
  expect(leftOut.map((share) => (100 * share).toFixed(1))).toEqual(["0.0", "0.0", "0.2", "1.8", "6.1", "15.0", "27.7", "41.7", "55.4"]);
  expect(leftOut[5]).toBeCloseTo(3 / 20, 3);
});

test("five in twelve of the contexts of eight letters in the last tenth have no row", () => {
  const known = new Set<string>();
  for (let i = 8; i < testFrom; i++) known.add(text.slice(i - 8, i));
  let missing = 0;
  for (let i = testFrom; i < text.length; i++) if (!known.has(text.slice(i - 8, i))) missing++;
  expect(missing / testSet.length).toBeCloseTo(5 / 12, 3);
});

test("the code 0, 10, 110, 111 takes 2,303 bits after `wha`, where the entropy allows 1,640", () => {
  const row = train(training, 3).table.get("wha");
  const codes = new Map([["l", "0"], ["t", "10"], ["r", "110"], ["n", "111"]]);
  const counts = [...(row?.counts ?? [])];
  const total = row?.total ?? NaN;
  expect(counts.reduce((bits, [letter, count]) => bits + count * (codes.get(letter)?.length ?? NaN), 0)).toBe(2303);
  expect(Math.round(total * bits(entropy(counts.map(([, count]) => count / total))))).toBe(1640);
  expect(2 * total).toBe(3586);
  const worth = (letter: string) => -Math.log2((row?.counts.get(letter) ?? NaN) / total);
  expect(worth("l")).toBeLessThan(0.5);
  expect(1301 * (1 - worth("l"))).toBeGreaterThan(2303 - 1640);
  expect(worth("r")).toBeGreaterThan(3);
  expect(worth("n")).toBeCloseTo(9.8, 1);
});

test("a code of whole bits loses half a bit on the letters of the novel", () => {
  const counts = [...train(training, 0).table.values()].flatMap((row) => [...row.counts.values()]);
  const shares = counts.map((count) => count / training.length);
  const lengths = shares.map((share) => Math.ceil(-Math.log2(share)));
  const mean = lengths.reduce((sum, length, x) => sum + length * (shares[x] ?? 0), 0);
  expect(mean).toBeCloseTo(4.914, 3);
  expect(mean - bits(entropy(shares))).toBeCloseTo(0.5, 2);
  expect(lengths.reduce((sum, length) => sum + 2 ** -length, 0)).toBeCloseTo(0.72, 3);
  expect(Math.round(-1 / Math.log2(0.99) / 10)).toBe(7);
});

test("2.41 nats are 3.48 bits and 11.1 faces; 2.41 bits would be 5.3 faces", () => {
  expect([bits(2.41).toFixed(2), perplexity(2.41).toFixed(1), (2 ** 2.41).toFixed(1)]).toEqual(["3.48", "11.1", "5.3"]);
});

test("half the uniform model and half the table cost 4.147 bits where the table costs 3.477, and 7.36 at most", () => {
  expect(1 + Math.log2(82)).toBeCloseTo(7.36, 2);
  let [mixed, alone, places] = [0, 0, 0];
  for (let i = testFrom; i < text.length; i++) {
    const share = probability(bigrams, text.charAt(i - 1), text.charAt(i));
    if (share === 0) continue;
    places++;
    alone -= Math.log2(share);
    mixed -= Math.log2(0.5 / 82 + 0.5 * share);
  }
  expect(places).toBe(118_977);
  expect(alone / places).toBeCloseTo(3.477, 3);
  expect(mixed / places).toBeCloseTo(4.147, 3);
});

test("after a dash there is most doubt, after q least, among characters that stand a thousand times", () => {
  const doubts = [...train(training, 1).table]
    .filter(([, row]) => row.total >= 1000)
    .map(([letter, row]) => ({ letter, doubt: entropy([...row.counts.values()].map((count) => count / row.total)) }))
    .sort((one, other) => one.doubt - other.doubt);
  expect(doubts.slice(0, 3).map(({ letter }) => letter)).toEqual(["q", ";", ","]);
  expect(doubts.slice(-2).map(({ letter }) => letter)).toEqual([" ", "—"]);
  expect(doubts.filter(({ letter }) => /[a-z]/.test(letter)).at(-1)?.letter).toBe("o");
  const doubt = (letter: string) => bits(doubts.find((row) => row.letter === letter)?.doubt ?? NaN).toFixed(2);
  expect(["q", ";", ",", "o", " ", "—"].map(doubt)).toEqual(["0.01", "0.15", "0.20", "3.94", "4.47", "4.62"]);
  const q = bigrams.table.get("q");
  expect([q?.total, q?.counts.get("u")]).toEqual([1143, 1142]);
  expect(training).toContain("the memoirs of Vidocq, and");
});

test("read from the end, the novel is as predictable to four decimals", () => {
  const reversed = training.split("").reverse().join("");
  for (const [order, expected] of [[1, "3.4795"], [2, "2.8138"], [3, "2.2212"]] as const) {
    const directions = [training, reversed].map((each) => bits(conditionalEntropy(train(each, order))).toFixed(4));
    expect(directions).toEqual([expected, expected]);
  }
});
//# sourceMappingURL=../../.maps/models/ngram/orders.test.ts.map
