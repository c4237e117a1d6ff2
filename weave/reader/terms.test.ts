import { expect, test } from "vitest";
import { compoundsOf, exactTermsOf, folded, meantOf, phraseKeys, termsOf, wordsOf } from "./terms.ts";

test.each([
  ["logProbability", ["logprobability", "log", "probability"]],
  ["normalisedSums", ["normalisedsums", "normaliz", "sum"]],
  ["Naïve", ["naiv"]],
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

test("compounds are one word too", () => {
  expect(compoundsOf("top-k and Kneser–Ney, cross-entropy, one - two")).toEqual(["topk", "KneserNey", "crossentropy"]);
});

test("a title is found by its words as they are, and by their stems", () => {
  expect(exactTermsOf("Embeddings")).toEqual(["embeddings", "embed"]);
});

test("a phrase means its words without those of questions, unless it has no others", () => {
  expect([meantOf("what is the Learning rate"), meantOf("what is it")]).toEqual([["learning", "rate"], ["what", "is", "it"]]);
});

test.each([
  ["Kneser–Ney smoothing", "kneserney smoothing"],
  ["bits per character", "bit per character"],
  ["cross-entropy", "crossentropy"],
  ["initialisation", "Initializations"],
])("%s and %s are one phrase", (one, other) => {
  const keys = phraseKeys(meantOf(other));
  expect(phraseKeys(meantOf(one)).filter((key) => keys.includes(key))).not.toEqual([]);
});
