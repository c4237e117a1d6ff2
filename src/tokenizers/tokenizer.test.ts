// Tangled from book/10-tokenisation/01-unicode.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { byteTokenizer } from "./byte.ts";
import { charTokenizer } from "./char.ts";
import { decode, decodeBytes, streamingDecoder, type Tokenizer } from "./tokenizer.ts";
import { encodeUtf8 } from "./utf-8.ts";
import { vocabularyOf, withUnknown } from "./vocabulary.ts";

const texts = fc.string({ unit: fc.constantFrom("a", "b", "é", "漢", "🐋", " ", "\n"), maxLength: 30 });
const kinds: readonly (readonly [string, (text: string) => Tokenizer])[] = [["characters", (text) => charTokenizer(vocabularyOf(text))], ["bytes", () => byteTokenizer]];

test.each(kinds)("%s: the ids of a text can be decoded at once and one by one, and their bytes are its bytes", (_, tokenizerOf) => {
  fc.assert(fc.property(texts, (text) => {
    const tokenizer = tokenizerOf(text);
    const ids = tokenizer.encode(text);
    expect(decode(tokenizer, ids)).toBe(text);
    expect(decodeBytes(tokenizer, ids)).toEqual(encodeUtf8(text));
    const decoder = streamingDecoder(tokenizer);
    expect([...ids].map((id) => decoder.push(id)).join("") + decoder.end()).toBe(text);
  }));
});

test("a character of four bytes comes with its last byte", () => {
  const decoder = streamingDecoder(byteTokenizer);
  expect([...byteTokenizer.encode("a🐋b")].map((id) => decoder.push(id))).toEqual(["a", "", "", "", "🐋", "b"]);
  expect(decode(byteTokenizer, byteTokenizer.encode("🐋").slice(0, 3))).toBe("\ufffd");
});

test("a character outside the vocabulary has the last id, or is refused", () => {
  const known = charTokenizer(withUnknown(vocabularyOf("ab")));
  expect([...known.encode("abc")]).toEqual([0, 1, 2]);
  expect([known.size, decode(known, [0, 1, 2])]).toEqual([3, "ab\ufffd"]);
  expect(() => charTokenizer(vocabularyOf("ab")).encode("abc")).toThrow(new RangeError('encode: "c" is not in the vocabulary'));
});

test("an id that no token has is refused", () => {
  for (const id of [256, -1, 0.5]) {
    expect(() => decode(byteTokenizer, [65, id])).toThrow(new RangeError(`decode: ${id} is not the id of a token`));
    expect(() => decodeBytes(byteTokenizer, [id])).toThrow(RangeError);
    expect(() => streamingDecoder(byteTokenizer).push(id)).toThrow(RangeError);
  }
});
//# sourceMappingURL=../.maps/tokenizers/tokenizer.test.ts.map
