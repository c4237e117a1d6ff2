// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { textCorpus, windowsOf } from "./text-corpus.ts";

const rows = (x: { readonly toArray: () => unknown }) => x.toArray() as number[][];

test("the first nine tenths are trained on, from each place; of the last tenth each character is a target once", () => {
  const text = "abcdefghij".repeat(4); // 40 characters, 36 and 4
  const corpus = textCorpus(text);
  expect(corpus.validationFrom).toBe(36);
  const { train, validation } = windowsOf(corpus, 2);
  expect(train.count).toBe(34); // the last reads 33 and 34 and predicts 34 and 35
  expect(rows(train.batch([33]).targets)).toEqual([[4, 5]]);
  expect(validation.count).toBe(2);
  expect(rows(validation.batch([0, 1]).ids)).toEqual([[5, 6], [7, 8]]);
  expect(rows(validation.batch([0, 1]).targets)).toEqual([[6, 7], [8, 9]]);
});

test("characters are code points, and no surrogate pair is cut", () => {
  const corpus = textCorpus("😀é".repeat(10));
  expect(corpus.vocabulary.tokens).toEqual(["é", "😀"]);
  expect([corpus.ids.length, corpus.validationFrom]).toEqual([20, 18]);
});
//# sourceMappingURL=../.maps/data/text-corpus.test.ts.map
