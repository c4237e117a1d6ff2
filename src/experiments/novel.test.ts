// Tangled from book/04-neural-lm/08-tuning-the-network.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { encode, vocabularyOf, withUnknown } from "../tokenizers/vocabulary.ts";
import { blockMeans, comparison, examplesOf, linearDecay, mixedBits, tableProbabilities, type NovelInNumbers } from "./novel.ts";

const text = "she sells sea shells by the sea shore; the shells she sells are sea shells. ".repeat(4);
const [validationFrom, testFrom] = [240, 270];
const vocabulary = withUnknown(vocabularyOf(text.slice(0, validationFrom)));
const novel: NovelInNumbers = { text, validationFrom, testFrom, vocabulary, ids: encode(vocabulary, text) };

test("the learning rate falls linearly to a twenty-fifth", () => {
  const rate = linearDecay(0.5, 100);
  expect(rate(0)).toBe(0.5);
  expect(rate(50)).toBeCloseTo(0.26, 12);
  expect(rate(100)).toBeCloseTo(0.02, 12);
});

test("the parts follow each other, and no position is in two", () => {
  const [train, validation, test] = (["train", "validation", "test"] as const).map((part) => examplesOf(novel, part, 3));
  expect([train!.count, validation!.count, test!.count]).toEqual([validationFrom - 3, testFrom - validationFrom, text.length - testFrom]);
  expect([...test!.batch([0]).targets.dataSync()]).toEqual([novel.ids[testFrom]]);
  expect([...test!.batch([0]).contexts.dataSync()]).toEqual([...novel.ids.slice(testFrom - 3, testFrom)]);
});

test("an n-gram model learns from the training part only, and its context reaches into the part before", () => {
  const chances = tableProbabilities(novel, "test", { order: 2, discount: 0.9 });
  expect(chances.length).toBe(text.length - testFrom);
  const changed = { ...novel, text: text.slice(0, validationFrom) + text.slice(validationFrom, testFrom - 2).toUpperCase() + text.slice(testFrom - 2) };
  expect(tableProbabilities(changed, "test", { order: 2, discount: 0.9 })).toEqual(chances);
});

test("the mean of a block, of which the last has what is left", () => {
  expect(blockMeans(Float64Array.of(1, 3, 5, 7, 9), 2)).toEqual([2, 6, 9]);
});

test("the weight of a mixture is that which is best on the validation part, whatever the test part says", () => {
  const all = (part: "validation" | "test", chance: number) => new Float64Array(part === "test" ? text.length - testFrom : testFrom - validationFrom).fill(chance);
  const one = { validation: all("validation", 0.5), test: all("test", 0.1) };
  const other = { validation: all("validation", 0.25), test: all("test", 0.2) };
  const { share, validation, mixtures, blocks } = comparison(novel, one, other, 2);
  expect(share).toBe(1);
  expect(validation).toBeCloseTo(Math.log(2), 5);
  expect(mixtures.at(-1)).toEqual([1, 1, 3.32193]);
  expect(blocks.mixture).toEqual(blocks.network);
  expect([...mixedBits(Float64Array.of(0.5), Float64Array.of(0.25), 0.5)]).toEqual([-Math.log2(0.375)]);
});
//# sourceMappingURL=../.maps/experiments/novel.test.ts.map
