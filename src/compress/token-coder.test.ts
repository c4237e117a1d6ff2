// Tangled from book/10-tokenisation/07-the-ladder.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { gptModel, initGpt } from "../models/gpt/gpt.ts";
import { readerAfter, readerOf, sample, sampleIds } from "../models/language-model.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { vocabularyOf } from "../tokenizers/vocabulary.ts";
import { compressTokens, decompressTokens } from "./token-coder.ts";

const vocabulary = vocabularyOf("abcdefg");
const config = { vocabularySize: 7, context: 5, layers: 1, heads: 1, width: 4 };
const model = gptModel(initGpt(config, randomFrom(3)), vocabulary, config);

test("tokens that were compressed can be read again, whatever stands before them", () => {
  const ids = fc.array(fc.nat(6), { maxLength: 12 });
  fc.assert(fc.property(ids, ids, (coded, before) => {
    expect(decompressTokens(model, compressTokens(model, coded, before), { length: coded.length, before })).toEqual(coded);
  }), { numRuns: 30 });
});

test("the code is as long as the information content", () => {
  const ids = Array.from({ length: 200 }, (_, i) => (i * i) % 7);
  const reader = readerAfter(model, []);
  let bits = 0;
  for (const id of ids) {
    bits -= Math.log2(reader.distribution()[id]!);
    reader.read(id);
  }
  const code = compressTokens(model, ids);
  expect(8 * code.length).toBeGreaterThanOrEqual(bits);
  expect(8 * code.length).toBeLessThan(bits + 16);
});

test("an id that the model does not know is refused", () => {
  expect(() => compressTokens(model, [1, 9])).toThrow(RangeError);
  expect(() => readerAfter(model, [9])).toThrow(RangeError);
});

test("a reader of characters and one of their ids are the same, and so are samples", () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(..."abcdefg"), maxLength: 9 }), fc.integer(), (text, seed) => {
    const prompt = Array.from(text, (character) => vocabulary.tokens.indexOf(character));
    expect(readerAfter(model, prompt).distribution()).toEqual(readerOf(model, text).distribution());
    const written = sampleIds(model, randomFrom(seed), { prompt, length: 4 }).map((id) => vocabulary.tokens[id]).join("");
    expect(written).toBe(sample(model, randomFrom(seed), { prompt: text, length: 4 }));
  }), { numRuns: 30 });
});
//# sourceMappingURL=../.maps/compress/token-coder.test.ts.map
