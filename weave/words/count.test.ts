import fc from "fast-check";
import { expect, test } from "vitest";
import { wordsIn } from "./count.ts";

test("words are counted as a pattern finds them", () => {
  expect(wordsIn("It’s a top-k of 3.5, 𐐷a – and α-β; 'tis.")).toBe(9);
  const pieces = fc.array(fc.constantFrom("a", "Z", "7", "é", "λ", "𐐷", "’", "'", ".", "-", " ", "–", "\ud800", "日"), { maxLength: 40 }).map((all) => all.join(""));
  fc.assert(fc.property(fc.oneof(pieces, fc.string({ unit: "grapheme" })), (text) => {
    expect(wordsIn(text)).toBe(text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0);
  }));
});
