// Tangled from book/01-markov-chains/01-chain-rule-and-markov-assumption.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { data } from "../../data/files.ts";
import { split } from "../../data/split.ts";
import { logProbability } from "./evaluate.ts";
import { contextOf, probability, train } from "./model.ts";

const { text, testFrom, train: training, test: testSet } = split(data("moby-dick.txt"));

/** How often the training text has `part`. */
const times = (part: string) => training.split(part).length - 1;

test("only Ahab's question is both in the test set and in the rest, of the sentences over twenty characters", () => {
  const read = training.replace(/\s+/g, " ");
  const sentences = testSet.replace(/\s+/g, " ").split(/(?<=[.!?]["']?) /).filter((sentence) => sentence.length > 20);
  const question = '"Hast seen the White Whale?"';
  expect(sentences.length).toBe(931);
  expect(sentences.filter((sentence) => read.includes(sentence))).toEqual([question, question]);
});

test("stretches of the test set: of 5 characters 94 in 100 were seen, of 10 a third, of 20 one in 165; half of them between 8 and 9", () => {
  const seen = [4, 5, 8, 9, 10, 20].map((length) => {
    const known = new Set<string>();
    for (let i = 0; i + length <= testFrom; i++) known.add(text.slice(i, i + length));
    let found = 0;
    for (let i = testFrom; i + length <= text.length; i++) if (known.has(text.slice(i, i + length))) found++;
    return found / (text.length - testFrom - length + 1);
  });
  const [four = NaN, five = NaN, eight = NaN, nine = NaN, ten = NaN, twenty = NaN] = seen;
  expect(four).toBeGreaterThan(0.98);
  expect(Math.round(100 * five)).toBe(94);
  expect(eight).toBeGreaterThan(0.5);
  expect(nine).toBeLessThan(0.5);
  expect(ten).toBeCloseTo(0.33, 2);
  expect(Math.round(1 / twenty)).toBe(165);
});

test("the probabilities of every row sum to one", () => {
  for (const order of [0, 1, 2, 3]) {
    const model = train(training, order);
    for (const [context, row] of model.table) {
      let total = 0;
      for (const character of row.counts.keys()) total += probability(model, context, character);
      expect(Math.abs(total - 1)).toBeLessThan(1e-12);
    }
  }
});

test("after a space, order 1 expects `the` 4,300 times and `Ahab` once; they stand there 15,160 and 335 times", () => {
  const model = train(training, 1);
  const expected = (word: string) => {
    const spaces = model.table.get(" ")?.total ?? NaN;
    return [...word].reduce((chance, letter, i) => chance * probability(model, i === 0 ? " " : word.charAt(i - 1), letter), spaces);
  };
  const row = (letter: string) => model.table.get(letter);
  expect([row(" ")?.counts.get("t"), row(" ")?.total]).toEqual([29_297, 185_270]);
  expect([row("t")?.counts.get("h"), row("t")?.total]).toEqual([26_408, 76_127]);
  expect([row("h")?.counts.get("e"), row("h")?.total]).toEqual([22_792, 54_199]);
  expect(expected("the") / (row(" ")?.total ?? NaN)).toBeCloseTo(0.023, 3);
  expect(Math.round(expected("the") / 100)).toBe(43);
  expect(15_160 / expected("the")).toBeCloseTo(3.5, 1);
  expect(Math.round(expected("Ahab"))).toBe(1);
  expect([" the", " Ahab"].map(times)).toEqual([15_160, 335]);
});

test("the words that begin with `the`: first the article, then there, their and they", () => {
  const words = new Map<string, number>();
  for (const [word] of training.matchAll(/(?<= )the\p{Letter}*/gu)) words.set(word, (words.get(word) ?? 0) + 1);
  const common = [...words].sort(([, one], [, other]) => other - one).map(([word]) => word);
  expect(common.slice(0, 4)).toEqual(["the", "there", "their", "they"]);
  expect(words.get("the")).toBe(11_997);
});

test("what order 1 forgets: a first t is followed by h twice as often as any, h after it by e", () => {
  const model = train(training, 1);
  const inHundred = (share: number) => Math.round(100 * share);
  expect(inHundred(probability(model, "t", "h"))).toBe(35);
  expect(inHundred(times(" th") / times(" t"))).toBe(73);
  expect(inHundred(probability(model, "h", "e"))).toBe(42);
  expect(inHundred(times(" the") / times(" th"))).toBe(71);
});

test("a longer memory needs more rows: 81, 12,551 and 129,443 at orders 1, 3 and 5", () => {
  expect([1, 3, 5].map((order) => train(training, order).table.size)).toEqual([81, 12_551, 129_443]);
});

test("what was never counted has probability zero", () => {
  const model = train("the whale", 1);
  expect(probability(model, "t", "x")).toBe(0);
  expect(probability(model, "x", "t")).toBe(0);
});

test("chains of order 0, 1 and 2 multiply to the share of three letters", () => {
  // the text ends in a letter that stands nowhere else, so that every context is followed by something
  const marked = `${training.slice(0, 50_000)}¶`;
  const product =
    probability(train(marked, 0), "", "t") * probability(train(marked, 1), "t", "h") * probability(train(marked, 2), "th", "e");
  const share = (marked.split("the").length - 1) / marked.length;
  expect(product).toBeCloseTo(share, 12);
});

test("the product of the test set's probabilities at order 1 underflows at its 311th letter; the logarithm does not", () => {
  const model = train(training, 1);
  let product = 1;
  let letters = 0;
  for (; product > 0; letters++) {
    product *= probability(model, text.slice(testFrom + letters - 1, testFrom + letters), text.charAt(testFrom + letters));
  }
  expect(letters).toBe(311);
  expect(Math.round(testSet.slice(0, 311).split(/\s+/).length / 10)).toBe(5);
  expect(Number.MIN_VALUE.toPrecision(1)).toBe("5e-324");
  const logarithm = logProbability(model, text.slice(0, testFrom + 311), testFrom);
  expect(logarithm).toBeCloseTo(-747.25, 2);
  expect(Math.exp(logarithm / 311)).toBeCloseTo(0.09, 3);
});

test("the logarithm is that of the product", () => {
  const model = train("abracadabra", 1);
  expect(logProbability(model, "abra", 1)).toBeCloseTo(Math.log((2 / 4) * 1 * 1), 12);
});

test("too short a history is refused", () => {
  expect(() => contextOf(train("abracadabra", 3), "ab")).toThrow("order 3 needs 3 characters to start from, not 2");
});
//# sourceMappingURL=../../.maps/models/ngram/evaluate.test.ts.map
