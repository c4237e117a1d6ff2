// Tangled from book/10-tokenisation/06-bits-per-byte.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { bitsPerByte, bytesByToken, coded } from "./bits-per-byte.ts";
import { trainBpe } from "./bpe/bpe.ts";
import { byteTokenizer } from "./byte.ts";
import { charTokenizer } from "./char.ts";
import { encodeUtf8 } from "./utf-8.ts";
import { vocabularyOf } from "./vocabulary.ts";

const texts = fc.string({ unit: fc.constantFrom("a", "b", "é", "漢", "🐋"), minLength: 1, maxLength: 30 });

test("the bytes of the tokens add up to the bytes of the text", () => {
  fc.assert(fc.property(texts, (text) => {
    for (const tokenizer of [byteTokenizer, charTokenizer(vocabularyOf(text)), trainBpe(text, { size: 270 })]) {
      const ids = tokenizer.encode(text);
      expect(coded(ids.map(() => 1), ids, bytesByToken(tokenizer))).toEqual({ nats: ids.length, bytes: encodeUtf8(text).length });
    }
  }));
});

test("special tokens have no bytes, nor have ids that no token has", () => {
  const { tokens, ...rest } = trainBpe("abab", { size: 258, special: ["<|end|>"] });
  const bytes = bytesByToken({ ...rest, tokens: [...tokens, undefined], size: 259 });
  expect([...bytes.slice(256)]).toEqual([2, 0, 0]);
});

test("a uniform model of bytes has 8 bits per byte, whatever the parts", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1 }).filter((parts) => parts.some((part) => part > 0)), (parts) => {
    expect(bitsPerByte(parts.map((bytes) => ({ nats: bytes * Math.log(256), bytes })))).toBeCloseTo(8, 12);
  }));
});

test("what has no bytes, or no loss for each token, is refused", () => {
  expect(() => bitsPerByte([])).toThrow(new RangeError("bitsPerByte: the text has 0 bytes"));
  expect(() => bitsPerByte([{ nats: 1, bytes: NaN }])).toThrow(RangeError);
  expect(() => coded([1], [1, 2], Int32Array.of(1, 1, 1))).toThrow(new RangeError("coded: 1 losses for 2 tokens"));
});
//# sourceMappingURL=../.maps/tokenizers/bits-per-byte.test.ts.map
