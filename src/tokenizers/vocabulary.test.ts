// Tangled from book/04-neural-lm/01-letters-as-points.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { encode, vocabularyOf, withStranger } from "./vocabulary.ts";

test("a text in numbers can be read again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const vocabulary = vocabularyOf(text);
      const numbers = encode(vocabulary, text);
      expect(Array.from(numbers, (number) => vocabulary.letters[number]).join("")).toBe(text);
      expect(vocabulary.faces).toBe(vocabulary.letters.length);
    }),
  );
});

test("letters are numbered in the order of their codes, the line end first", () => {
  expect(vocabularyOf("emma\nava\n").letters).toEqual(["\n", "a", "e", "m", "v"]);
  expect([...encode(vocabularyOf("emma\nava\n"), "ava\n")]).toEqual([1, 4, 1, 0]);
});

test("a stranger has the last number, or is refused", () => {
  const vocabulary = vocabularyOf("abba");
  expect(vocabulary).toEqual({ letters: ["a", "b"], faces: 2 });
  expect([...encode(withStranger(vocabulary), "abc")]).toEqual([0, 1, 2]);
  expect(() => encode(vocabulary, "abc")).toThrow(new RangeError('encode: "c" is a stranger'));
});
//# sourceMappingURL=../.maps/tokenizers/vocabulary.test.ts.map
