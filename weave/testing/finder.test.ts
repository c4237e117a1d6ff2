import fc from "fast-check";
import { expect, test } from "vitest";
import { finderIn } from "./finder.ts";

test("what is in a text is found in any order, and nothing else is", () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 60 }), fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 5 })), (text, pieces) => {
    const has = finderIn(text);
    expect(pieces.map(has)).toEqual(pieces.map((piece) => text.includes(piece)));
  }));
});

test("also what stands far ahead, far behind, and across the end of what is looked at first", () => {
  const gap = " ".repeat(49_999);
  const has = finderIn(`first${gap}middle${gap}${gap}last`);
  expect(["middle", "last", "first", "middle", "none", "first"].map(has)).toEqual([true, true, true, true, false, true]);
});
