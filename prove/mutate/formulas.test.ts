import fc from "fast-check";
import { expect, test } from "vitest";
import { changed, formulaChanges } from "./formulas.ts";

/** Every change of a formula, as `kind: formula`. */
function changesOf(latex: string, bound: readonly string[] = []): readonly string[] {
  return formulaChanges(latex, new Set(bound)).map((change) => `${change.change}: ${changed(latex, change)}`);
}

test.each<[string, readonly string[], readonly string[]]>([
  ["a + b", [], ["sign: a - b", "space: a \\, + b"]],
  ["-a - 3", [], ["sign: a - 3", "sign: -a + 3", "number: -a - 4", "space: \\, -a - 3", "space: -a \\, - 3"]],
  ["p_i q_j", ["i", "j"], ["factor: q_j", "index: p_j q_j", "index: p_i q_i"]],
  ["x^2 y", [], ["factor: y", "exponent: x^3 y"]],
  ["x^{12}", [], ["exponent: x^{13}"]],
  ["\\frac{a}{b}", [], []],
  ["\\frac{a b}{c}", [], ["factor: \\frac{b}{c}"]],
  ["\\log \\rho \\le \\rho - 1", [], ["function: \\exp \\rho \\le \\rho - 1", "relation: \\log \\rho \\ge \\rho - 1", "sign: \\log \\rho \\le \\rho + 1", "number: \\log \\rho \\le \\rho - 2", "space: \\log \\rho \\, \\le \\rho - 1", "space: \\log \\rho \\le \\rho \\, - 1"]],
  ["a &= b && \\text{two and } c + 1 \\\\\n &= d", [], ["relation: a &< b && \\text{two and } c + 1 \\\\\n &= d", "relation: a &= b && \\text{two and } c + 1 \\\\\n &< d", "space: a &\\, = b && \\text{two and } c + 1 \\\\\n &= d", "space: a &= b && \\text{two and } c + 1 \\\\\n &\\, = d"]],
  ["a &= b && \\text{as } c = d - 1", [], [
    "relation: a &< b && \\text{as } c = d - 1", "relation: a &= b && \\text{as } c < d - 1", "sign: a &= b && \\text{as } c = d + 1", "number: a &= b && \\text{as } c = d - 2",
    "space: a &\\, = b && \\text{as } c = d - 1", "space: a &= b && \\text{as } c \\, = d - 1", "space: a &= b && \\text{as } c = d \\, - 1",
  ]],
  ["a && c d = 1 \\text{ and } {-e} = f \\\\ = b", [], [
    "factor: a && d = 1 \\text{ and } {-e} = f \\\\ = b", "relation: a && c d < 1 \\text{ and } {-e} = f \\\\ = b", "number: a && c d = 2 \\text{ and } {-e} = f \\\\ = b",
    "sign: a && c d = 1 \\text{ and } {e} = f \\\\ = b", "relation: a && c d = 1 \\text{ and } {-e} < f \\\\ = b", "relation: a && c d = 1 \\text{ and } {-e} = f \\\\ < b",
    "space: a && c d \\, = 1 \\text{ and } {-e} = f \\\\ = b", "space: a && c d = 1 \\text{ and } {\\, -e} = f \\\\ = b",
    "space: a && c d = 1 \\text{ and } {-e} \\, = f \\\\ = b", "space: a && c d = 1 \\text{ and } {-e} = f \\\\ \\, = b",
  ]],
  ["a && \\int b = 3, c", [], []],
  ["\\sum_{i=1}^{n-1} p_i", ["n"], ["number: \\sum_{i=2}^{n-1} p_i", "sign: \\sum_{i=1}^{n+1} p_i", "exponent: \\sum_{i=1}^{n-2} p_i", "renamed index: \\sum_{m=1}^{n-1} p_m"]],
])("the changes of %j", (latex, bound, changes) => {
  expect(changesOf(latex, bound)).toEqual(changes);
});

test("an index that the cell binds is not renamed, and one that it does not is renamed everywhere", () => {
  expect(changesOf("\\sum_x p_x q_x", ["x"]).filter((each) => each.startsWith("renamed"))).toEqual([]);
  expect(changesOf("\\sum_x p_x q_x").filter((each) => each.startsWith("renamed"))).toEqual(["renamed index: \\sum_m p_m q_m"]);
});

test("the subscript of a name that is bound as a whole is no index", () => {
  expect(changesOf("N t_c + t_p", ["N", "t_c", "t_p"]).filter((each) => each.startsWith("renamed"))).toEqual([]);
});

test("an index is renamed where a reason mentions it too, and in no word", () => {
  expect(changesOf("a = \\sum_i p_i && \\text{in each } i, \\text{ by } \\eqref{i}").filter((each) => each.startsWith("renamed"))).toEqual([
    "renamed index: a = \\sum_m p_m && \\text{in each } m, \\text{ by } \\eqref{i}",
  ]);
});

test("the letters of an operator’s name are no indices and no factors", () => {
  expect(changesOf("\\sum_i \\operatorname{sign}(h_i)", ["h"])).toEqual(["renamed index: \\sum_m \\operatorname{sign}(h_m)"]);
});

test("a change says which formula of a reason it changes, and none for a row", () => {
  const found = formulaChanges("a = 1 && b \\le 2, c = 3 \\text{ for } d", new Set()).filter(({ matters }) => matters).map(({ change, reason }) => `${change}: ${reason}`);
  expect(found).toEqual(["relation: null", "number: null", "relation: b \\le 2", "number: b \\le 2", "relation: c = 3", "number: c = 3"]);
});

test("every change that matters changes the formula, inside of it", () => {
  const piece = fc.constantFrom("a", "b", "_i", "_{ij}", "^2", "+", "-", "=", "\\le", "\\log", "\\frac{a}{b}", "3", "(", ")", " ", "&", "&& ", "\\text{and}", ",", "\\\\\n", "\\lambda", "{", "}");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const latex = pieces.join("");
      for (const change of formulaChanges(latex, new Set())) {
        for (const { start, end } of change.edits) expect(0 <= start && start <= end && end <= latex.length).toBe(true);
        if (change.matters) expect(changed(latex, change)).not.toBe(latex);
      }
    }),
  );
});
