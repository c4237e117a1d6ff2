import fc from "fast-check";
import { expect, test } from "vitest";
import { closest, editDistance } from "./suggest.ts";

test.each<[string, readonly string[], string | null]>([
  ["Scale the score", ["Scale the scores", "Sample"], "Scale the scores"],
  ["chnk", ["chunk", "file"], "chunk"],
  ["hide", ["Hide"], "Hide"],
  ["flie", ["file", "live"], "file"],
  ["x", ["abc"], null],
  ["ab", ["ac", "ad"], null],
  ["ab", [], null],
])("closest to %j among %j", (name, candidates, meant) => {
  expect(closest(name, candidates)).toBe(meant);
});

test.each([["", "", 0], ["abc", "", 3], ["kitten", "sitting", 3], ["ab", "ba", 1], ["abcd", "acbd", 1]])("from %j to %j it is %d", (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
});

test("a distance is symmetric, zero only between equals, and at most the longer length", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
  fc.assert(
    fc.property(word, word, (a, b) => {
      const distance = editDistance(a, b);
      expect(distance).toBe(editDistance(b, a));
      expect(distance === 0).toBe(a === b);
      expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }),
  );
});
