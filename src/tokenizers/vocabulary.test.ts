// Tangled from book/04-neural-lm/01-embeddings.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { encode, encodeCompactly, vocabularyOf, withUnknown } from "./vocabulary.ts";

test("a text in numbers can be read again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const vocabulary = vocabularyOf(text);
      const numbers = encode(vocabulary, text);
      expect(Array.from(numbers, (number) => vocabulary.tokens[number]).join("")).toBe(text);
      expect(vocabulary.size).toBe(vocabulary.tokens.length);
    }),
  );
});

test("a long text is written in as few bytes as its numbers take", () => {
  const kinds = (count: number) => Array.from({ length: count }, (_, i) => String.fromCodePoint(0x20000 + i)).join("");
  for (const [count, bytes] of [[256, 1], [257, 2], [65_536, 2], [65_537, 4]] as const) {
    const text = kinds(count);
    const ids = encodeCompactly(vocabularyOf(text), text);
    expect([ids.length, ids.BYTES_PER_ELEMENT]).toEqual([count, bytes]);
    expect(Array.from(ids)).toEqual(Array.from(encode(vocabularyOf(text), text)));
  }
  // unknown characters have an id, too
  expect(encodeCompactly(withUnknown(vocabularyOf(kinds(256))), "a")).toEqual(Uint16Array.of(256));
});

test("a text of more characters than V8 allows in an array is written in numbers", () => {
  const ids = encodeCompactly(vocabularyOf("ab"), "ab".repeat(2 ** 26 + 1));
  expect([ids.length, ids.at(-1), ids.byteLength]).toEqual([2 ** 27 + 2, 1, 2 ** 27 + 2]);
});

test("an emoji is one character, with one number", () => {
  const vocabulary = vocabularyOf("a🐋b");
  expect(vocabulary.tokens).toEqual(["a", "b", "🐋"]);
  expect([...encode(vocabulary, "🐋a🐋")]).toEqual([2, 0, 2]);
});

test("letters are numbered in the order of their codes, the line end first", () => {
  expect(vocabularyOf("emma\nava\n").tokens).toEqual(["\n", "a", "e", "m", "v"]);
  expect([...encode(vocabularyOf("emma\nava\n"), "ava\n")]).toEqual([1, 4, 1, 0]);
});

test("an unknown character has the last id, or is refused", () => {
  const vocabulary = vocabularyOf("abba");
  expect(vocabulary).toEqual({ tokens: ["a", "b"], size: 2 });
  expect([...encode(withUnknown(vocabulary), "abc")]).toEqual([0, 1, 2]);
  expect(() => encode(vocabulary, "abc")).toThrow(new RangeError('encode: "c" is not in the vocabulary'));
});
//# sourceMappingURL=../.maps/tokenizers/vocabulary.test.ts.map
