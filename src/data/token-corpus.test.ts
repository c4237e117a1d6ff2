// Tangled from book/10-tokenisation/07-the-ladder.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { trainBpe } from "../tokenizers/bpe/bpe.ts";
import { charTokenizer } from "../tokenizers/char.ts";
import { decode } from "../tokenizers/tokenizer.ts";
import { vocabularyOf } from "../tokenizers/vocabulary.ts";
import { tokenCorpus, vocabularyIn } from "./token-corpus.ts";
import { textCorpus } from "./text-corpus.ts";

const text = "the sea, the é and the 🐋. ".repeat(20);

test("both parts can be decoded by themselves, and are the text", () => {
  const tokenizer = trainBpe(text, { size: 300 });
  const { ids, validationFrom, validationBytes, vocabulary } = tokenCorpus(tokenizer, text);
  const last = decode(tokenizer, ids.subarray(validationFrom));
  expect(decode(tokenizer, ids.subarray(0, validationFrom)) + last).toBe(text);
  expect(Buffer.byteLength(last)).toBe(validationBytes);
  expect(vocabulary.size).toBe(tokenizer.size);
});

test("characters as tokens give the corpus of characters", () => {
  const { ids, validationFrom } = textCorpus(text);
  const corpus = tokenCorpus(charTokenizer(vocabularyOf(text)), text);
  expect([Array.from(corpus.ids), corpus.validationFrom]).toEqual([Array.from(ids), validationFrom]);
});

test("an item of the vocabulary has a character for each byte", () => {
  const { tokens } = vocabularyIn(charTokenizer(vocabularyOf("aé")));
  expect(tokens).toEqual(["a", "Ã©"]);
});
//# sourceMappingURL=../.maps/data/token-corpus.test.ts.map
