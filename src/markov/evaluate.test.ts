// Tangled from book/01-markov-chains/01-one-letter-at-a-time.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { data } from "../text/data.ts";
import { split } from "../text/split.ts";
import { logProbability } from "./evaluate.ts";
import { contextOf, probability, train } from "./model.ts";

const { text, cut, training, heldOut } = split(data("moby-dick.txt"));

test("only Ahab's question is both in the last tenth and in the rest, of the sentences over twenty characters", () => {
  const read = training.replace(/\s+/g, " ");
  const sentences = heldOut.replace(/\s+/g, " ").split(/(?<=[.!?]["']?) /).filter((sentence) => sentence.length > 20);
  const question = '"Hast seen the White Whale?"';
  expect(sentences.length).toBe(931);
  expect(sentences.filter((sentence) => read.includes(sentence))).toEqual([question, question]);
});

test("held-out stretches of 5, 10 and 20 characters: nearly all, a third and one in 170 were seen", () => {
  const seen = [5, 10, 20].map((length) => {
    const known = new Set<string>();
    for (let i = 0; i + length <= cut; i++) known.add(text.slice(i, i + length));
    let found = 0;
    for (let i = cut; i + length <= text.length; i++) if (known.has(text.slice(i, i + length))) found++;
    return found / (text.length - cut - length + 1);
  });
  expect(seen[0]).toBeGreaterThan(0.93);
  expect(seen[1]).toBeCloseTo(0.33, 2);
  expect(seen[2]).toBeCloseTo(1 / 170, 3);
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
    return [...word].reduce((times, letter, i) => times * probability(model, i === 0 ? " " : word.charAt(i - 1), letter), spaces);
  };
  const row = (letter: string) => model.table.get(letter);
  expect([row(" ")?.counts.get("t"), row(" ")?.total]).toEqual([29_297, 185_270]);
  expect([row("t")?.counts.get("h"), row("t")?.total]).toEqual([26_408, 76_127]);
  expect([row("h")?.counts.get("e"), row("h")?.total]).toEqual([22_792, 54_199]);
  expect(Math.round(expected("the") / 100)).toBe(43);
  expect(Math.round(expected("Ahab"))).toBe(1);
  expect([" the", " Ahab"].map((word) => training.split(word).length - 1)).toEqual([15_160, 335]);
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

test("the product of the held-out text's probabilities at order 1 underflows at its 311th letter; the logarithm does not", () => {
  const model = train(training, 1);
  let product = 1;
  let letters = 0;
  for (; product > 0; letters++) {
    product *= probability(model, text.slice(cut + letters - 1, cut + letters), text.charAt(cut + letters));
  }
  expect(letters).toBe(311);
  expect(logProbability(model, text.slice(0, cut + 311), cut)).toBeCloseTo(-747.25, 2);
});

test("the logarithm is that of the product", () => {
  const model = train("abracadabra", 1);
  expect(logProbability(model, "abra", 1)).toBeCloseTo(Math.log((2 / 4) * 1 * 1), 12);
});

test("too short a history is refused", () => {
  expect(() => contextOf(train("abracadabra", 3), "ab")).toThrow("order 3 needs 3 characters to start from, not 2");
});
//# sourceMappingURL=../.maps/markov/evaluate.test.ts.map
