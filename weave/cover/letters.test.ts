import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { letterMatrix } from "./letters.ts";

describe("the matrix of a text's letters", () => {
  test("holds the chances of one letter after another, the space last", () => {
    expect(letterMatrix("ab a, ab")).toEqual({
      letters: ["a", "b", " "],
      chances: [
        [0, 2 / 3, 1 / 3], // after a: b twice, a space once
        [0, 0, 1], // after b: the space; the text ends behind the second
        [1, 0, 0], // after spaces, which count once: a
      ],
    });
  });

  test("knows no case and no accents", () => {
    expect(letterMatrix("Éé e").letters).toEqual(["e", " "]);
  });

  test("takes any script, with letters beyond those of two bytes", () => {
    expect(letterMatrix("αβ").letters).toEqual(["α", "β", " "]);
    expect(letterMatrix("𐐷a𐐷, \ud800").chances).toEqual([[0, 1, 0], [0.5, 0, 0.5], [0, 1, 0]]);
  });

  test("has at most 26 letters, and rows that sum to one or to nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const { letters, chances } = letterMatrix(text);
        expect(letters.length).toBeLessThanOrEqual(27);
        for (const row of chances) expect([0, 1]).toContain(Math.round(row.reduce((a, b) => a + b, 0) * 1e9) / 1e9);
      }),
    );
  });
});
