/** What the reader takes to belong together does so when parentheses are written around it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Expression } from "./expression.ts";
import { lisp, namesFrom, readInLisp } from "../testing/lisp.ts";
import { readFormula } from "./read.ts";
import { partsOf } from "./walk.ts";

const names = namesFrom("x y p q A i", "f");

// no braces that hold one part alone: in `x^{(2)}` parentheses have a meaning of their own
const pieces = "x y 2 p_i A_{ii} e^x |x| f(x) f(x) \\frac{x}{2} \\sqrt{x} \\log \\log x \\exp(x) \\max(x,y) \\sum_k \\sum_k p_k p_k \\prod_k \\max_k \\frac{\\partial}{\\partial x} \\nabla_x + - \\cdot \\times \\odot / ^2 ^\\top ( ) [ ] x_i \\mathbb{E}[x] \\lVert x \\rVert".split(" ");
const formulas = fc.array(fc.constantFrom(...pieces), { minLength: 2, maxLength: 8 }).map((parts) => parts.join(" "));

test("parentheses around a part are refused or change nothing", () => {
  let read = 0;
  fc.assert(
    fc.property(formulas, (latex) => {
      const found = readFormula(latex, names);
      if ("refusal" in found) return;
      read += 1;
      for (const { start, end } of placesIn(found.expression)) {
        const written = `${latex.slice(0, start)}( ${latex.slice(start, end)} )${latex.slice(end)}`;
        const again = readInLisp(written, names);
        if (!again.startsWith("refused")) expect(`${written}: ${again}`).toBe(`${written}: ${lisp(found.expression)}`);
      }
    }),
    { numRuns: 5000 },
  );
  expect(read).toBeGreaterThan(250);
});

function placesIn(node: Expression): readonly { readonly start: number; readonly end: number }[] {
  const isFunction = node.kind === "symbol" && node.name === "f";
  return [...(isFunction ? [] : [node.at]), ...partsOf(node).flatMap(({ expression }) => placesIn(expression))];
}
