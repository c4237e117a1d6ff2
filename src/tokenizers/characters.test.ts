// Tangled from book/01-markov-chains/index.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { alphabetOf, countUnknown } from "./alphabet.ts";
import { characterAt, countCharacters, isWithinCharacter, lastCharacters, placesIn, positionAfter, withoutFirst } from "./characters.ts";

const texts = fc.string({ unit: fc.constantFrom("a", "b", "é", "漢", "🐋", "🐳"), maxLength: 30 });

test("characters are code points: the string's own iteration says the same", () => {
  fc.assert(
    fc.property(fc.oneof(texts, fc.string({ unit: "binary" })), fc.nat(35), (text, count) => {
      const characters = [...text];
      expect(countCharacters(text)).toBe(characters.length);
      expect(lastCharacters(text, count)).toBe(characters.slice(Math.max(0, characters.length - count)).join(""));
      expect(positionAfter(text, count)).toBe(characters.slice(0, count).join("").length);
      expect(withoutFirst(text)).toBe(characters.slice(1).join(""));
      if (text !== "") expect(characterAt(text, 0)).toBe(characters[0]);
    }),
  );
});

test("each place has the characters before it, whichever place is the first", () => {
  fc.assert(
    fc.property(texts, fc.nat(6), fc.nat(30), (text, order, first) => {
      const characters = [...text];
      const expected = characters.map((next, i) => ({ history: characters.slice(Math.max(0, i - order), i).join(""), next }));
      expect([...placesIn(text, order)]).toEqual(expected.slice(order));
      expect([...placesIn(text, order, positionAfter(text, first))]).toEqual(expected.slice(first));
    }),
  );
});

test("a pair is one character, half a pair is one, too", () => {
  expect([...placesIn("a🐋b", 1)]).toEqual([{ history: "a", next: "🐋" }, { history: "🐋", next: "b" }]);
  expect([0, 1, 2, 3].map((position) => isWithinCharacter("a🐋b", position))).toEqual([false, false, true, false]);
  expect(countCharacters("\ud83d")).toBe(1);
});

test("an alphabet has whole characters", () => {
  const alphabet = alphabetOf("a🐋a");
  expect(alphabet).toEqual({ characters: new Set(["a", "🐋"]), size: 3 });
  expect(countUnknown(alphabet, "a🐋🐳b")).toBe(2);
});

test("a text may have more characters than V8 allows in an array, which is 2²⁷", () => {
  expect(alphabetOf("ab".repeat(2 ** 26 + 1)).size).toBe(3);
});
//# sourceMappingURL=../.maps/tokenizers/characters.test.ts.map
