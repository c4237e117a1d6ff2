import { expect, test } from "vitest";
import { resultOf } from "./result.ts";

const aligned = (...rows: readonly string[]): string => `\\begin{aligned}\n${rows.join(" \\\\\n")}\n\\end{aligned}`;

test.each<[string, string, string, number]>([
  ["one relation", "a = b", "a = b", 2],
  ["a chain in a row", "\\log \\frac{a}{b} = \\log a - \\log b = c", "\\log \\frac{a}{b} = c", 3],
  ["rows with a reason", aligned("\\frac{3}{r/2} &= 2 \\cdot \\frac{3}{r} && \\text{the two moves up}", "&= \\frac{6}{r}"), "\\frac{3}{r/2} = \\frac{6}{r}", 3],
  ["a side over two rows, with the reason between them", aligned("x &= y && \\text{why}", "&\\quad + 2"), "x = y + 2", 2],
  ["a full stop at the end", "x = y.", "x = y", 2],
  ["an environment of its own inside of a side", aligned("f(x) &= g(x)", "&= \\begin{cases} 1 & x > 0 \\\\ 0 & x \\le 0 \\end{cases}"), "f(x) = \\begin{cases} 1 & x > 0 \\\\ 0 & x \\le 0 \\end{cases}", 3],
  ["an inequality among equalities", aligned("a &= b", "&\\le c", "&= d"), "a \\le d", 4],
  ["a strict one among others", aligned("a &\\leq b", "&< c"), "a < c", 3],
  ["downwards", aligned("a &\\ge b", "&> c"), "a > c", 3],
  ["an approximation", aligned("a &\\approx b", "&= c"), "a \\approx c", 3],
  ["up and down: the last two sides", aligned("a &\\le b", "&\\ge c"), "b \\ge c", 3],
  ["two chains: the last one", aligned("a &= b", "c &= d", "&= e"), "c = e", 5],
  ["no relation", "x + y", "x + y", 1],
])("%s", (_, latex, result, expressions) => {
  expect(resultOf(latex)).toEqual({ latex: result, expressions });
});

test("a display that cannot be made out has none", () => {
  expect(resultOf("a = b, c = d")).toBe(null);
});
