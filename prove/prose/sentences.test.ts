import fc from "fast-check";
import { expect, test } from "vitest";
import { sentencesOf } from "./sentences.ts";

test.each([
  ["One. Two? Three", ["One. ", "Two? ", "Three"]],
  ["He said “Stop.” Then he left.", ["He said “Stop.” ", "Then he left."]],
  ["Dr. Zipf, J. W. Gibbs, e.g. Fig. 3, cf. Sec. 4.2 and p. 7. So.", ["Dr. Zipf, J. W. Gibbs, e.g. Fig. 3, cf. Sec. 4.2 and p. 7. ", "So."]],
  ["It is 2.41. \uFFFC is small.", ["It is 2.41. ", "\uFFFC is small."]],
  ["It begins… and goes on. 35 do not.", ["It begins… and goes on. ", "35 do not."]],
  ["", [""]],
])("%j", (text, expected) => {
  expect(sentencesOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
});

test("the sentences are the whole text", () => {
  fc.assert(fc.property(fc.string(), (text) => sentencesOf(text).map(({ start, end }) => text.slice(start, end)).join("") === text));
});
