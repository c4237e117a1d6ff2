import { expect, test } from "vitest";
import { signsIn, type Sign } from "./signs.ts";

const sign = (...latex: readonly string[]): Sign => [latex, latex.join(), ""];
const table = [sign("x_i"), sign("x", "y"), sign("h"), sign("c_{hx}"), sign("\\lambda"), sign("P(\\cdot)"), sign("p"), sign("\\ell"), sign("\\ell_x")];
const found = (latex: string): readonly string[] => signsIn(latex, table).map(([, symbol]) => symbol);

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
