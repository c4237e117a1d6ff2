import { expect, test } from "vitest";
import { folded, termsOf, wordsOf } from "./terms.ts";

test.each([
  ["logProbability", ["logprobability", "log", "probability"]],
  ["Naïve", ["naive"]],
  ["κ", ["kappa"]],
  ["constructor", ["constructor"]],
  ["hasOwnProperty", ["hasownproperty", "has", "own", "property"]],
  ["toString", ["tostring", "to", "string"]],
  ["__proto__", ["__proto__"]],
])("the terms of %s", (word, terms) => {
  expect(termsOf(word)).toEqual(terms);
});

test("words are cut at what is no letter, digit or sign of a name", () => {
  expect(wordsOf("a `Tape<Place>`, of $x_1$").map(folded)).toEqual(["a", "tape", "place", "of", "$x_1$"]);
});
