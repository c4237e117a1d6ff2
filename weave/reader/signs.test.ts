import { expect, test } from "vitest";
import { signsIn, type Notation, type Sign } from "./signs.ts";

const sign = (...latex: readonly string[]): Sign => [latex, latex.join(), "", -1];
const rows = [sign("x_i"), sign("x", "y"), sign("h"), sign("c_{hx}"), sign("\\lambda"), sign("P(\\cdot)"), sign("p"), sign("\\ell"), sign("\\ell_x")];
const found = (latex: string): readonly string[] => signsIn(latex, { rows, chapters: [], body: -1 }, "").map(([, symbol]) => symbol);

test.each([
  ["x", ["x,y"]],
  ["c_{hx}", ["c_{hx}"]],
  ["c_{h x} + h", ["h", "c_{hx}"]],
  ["x_1", ["x_i"]],
  ["\\lambda \\log p", ["\\lambda", "p"]],
  ["P(y)", ["x,y", "P(\\cdot)"]],
  ["\\ell_x", ["\\ell_x"]],
  ["\\exp", []],
  ["", []],
])("in %s", (latex, symbols) => {
  expect(found(latex)).toEqual(symbols);
});

/** A preface, three chapters, two appendices. */
const book: Notation = {
  chapters: ["preface", "1", "2", "3", "proofs", "notation"],
  body: 3,
  rows: [
    [["x", "y"], "", "character", 1],
    [["x_i"], "", "character i", 1],
    [["w"], "", "weight", 1],
    [["x"], "", "real number", 2],
    [["w"], "", "width", 3],
    [["w", "W"], "", "share", 4],
    [["g"], "", "gradient", 3],
    [["e"], "", "everywhere", -1],
  ],
};

test.each([
  ["x + y", "1", "character"],
  ["x", "2", "real number"],
  ["x + y", "2", "character, real number"],
  ["x", "3", "real number"],
  ["x_1", "1", "character i"],
  ["x_1", "2", "real number"],
  ["w", "2", "weight"],
  ["w", "3", "width"],
  ["w + W", "proofs", "share"],
  ["x", "proofs", "character"],
  ["w", "notation", "weight"],
  ["g", "1", "gradient"],
  ["x", "preface", "character"],
  ["x", "", "character"],
  ["e", "2", "everywhere"],
])("%s in chapter %s is a %s", (latex, chapter, meanings) => {
  expect(signsIn(latex, book, chapter).map(([, , meaning]) => meaning).join(", ")).toBe(meanings);
});
