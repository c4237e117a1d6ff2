import fc from "fast-check";
import { expect, test } from "vitest";
import type { RowReason } from "./expression.ts";
import { lisp, namesFrom } from "../testing/lisp.ts";
import { readDisplay } from "./read.ts";

const names = namesFrom("a b c d p q z n tau loss", "f D");

/** A row with this reason. */
const rowWith = (reason: string): string => `\\begin{aligned} a &= \\sum_i p_i && ${reason} \\\\ &= b \\end{aligned}`;

/** Each formula of the first reason of a display, or why it is refused and where. */
function reasonRead(latex: string): readonly string[] {
  const read = readDisplay(latex, names);
  if ("refusal" in read) return [`refused: ${read.refusal.message} @ ${latex.slice(read.refusal.at.start, read.refusal.at.end)}`];
  return read.reasons.slice(0, 1).flatMap((reason) => formulas(reason, latex));
}

function formulas(reason: RowReason, latex: string): readonly string[] {
  if ("refusal" in reason) return [`refused: ${reason.refusal.message} @ ${latex.slice(reason.refusal.at.start, reason.refusal.at.end)}`];
  return reason.formulas.map(({ expressions, relations }) =>
    expressions.map((side, k) => (k === 0 ? lisp(side) : `${relations[k - 1]?.relation} ${lisp(side)}`)).join(" "),
  );
}

test.each<[string, readonly string[]]>([
  // words only
  ["", []],
  ["\\text{quotient rule}", []],
  ["\\text{by symmetry, twice; see above.}", []],
  ["(\\text{Gibbs})", []],
  ["\\text{by } \\eqref{eq:a_1}", []],
  ["\\text{by } \\ref{a}\\text{, and by } \\eqref{b}", []],
  ["\\text{Jensen, as } \\log \\text{ is concave}", []],
  ["\\textstyle\\text{small}", []],
  // what states nothing
  ["a", ["a"]],
  ["\\text{times } p_i", ["p[i]"]],
  ["\\text{the same for all } i", ["i"]],
  ["\\text{chances } \\tfrac{p_i}{\\sum_j p_j}", ["(/ p[i] (sum j p[j]))"]],
  ["n\\text{-th, and } f \\text{ itself}", ["n", "f"]],
  ["\\text{with } {-a}", ["(negate a)"]],
  ["\\text{both } a \\text{ and } b", ["a", "b"]],
  ["\\text{at } a, b", ["a", "b"]],
  ["\\mathrm{loss} \\text{ is small}", ["loss"]],
  ["\\text{loss}", ["loss"]],
  // relations
  ["a = b", ["a = b"]],
  ["\\log a = z_b / \\tau - \\log c", ["(log a) = (- (/ z[b] tau) (log c))"]],
  ["a \\le b < c \\ne d \\approx 2 \\ge 1 > 0", ["a ≤ b < c ≠ d ≈ 2 ≥ 1 > 0"]],
  ["\\textstyle\\sum_i p_i = 1", ["(sum i p[i]) = 1"]],
  ["{\\textstyle\\sum_i p_i = 1}", ["(sum i p[i]) = 1"]],
  ["\\text{since } \\sum_i p_i = 1", ["(sum i p[i]) = 1"]],
  ["a = b \\text{, and so on}", ["a = b"]],
  ["\\text{with } a = b \\text{ at hand}.", ["a = b"]],
  ["a = b, \\; c = d", ["a = b", "c = d"]],
  ["a = b; c = d.", ["a = b", "c = d"]],
  ["a = b, \\quad c = d", ["a = b", "c = d"]],
  ["a = b \\text{ and } c = d", ["a = b", "c = d"]],
  ["a = b \\text{, } c = d \\text{, }", ["a = b", "c = d"]],
  ["a = b \\text{ by } p_0 \\text{, then } c = d", ["a = b", "p[0]", "c = d"]],
  ["(a > 0)", ["a > 0"]],
  ["\\text{Jensen } (\\text{since } a > 0)", ["a > 0"]],
  ["(a + b)", ["(+ a b)"]],
  ["(a + b)(c + d)", ["(* (+ a b) (+ c d))"]],
  ["a > 0, b > 0", ["a > 0", "b > 0"]],
  ["a < b \\text{ and } c < d", ["a < b", "c < d"]],
  ["a < b, c > d", ["a < b", "c > d"]],
  ["f(a, b) = D(p \\,\\|\\, q)", ["f(a, b) = D(p, q)"]],
  ["\\mathbb{1}[a = b \\text{ and } c < d]", ["(indicator (and (= a b) (< c d)))"]],
  ["a := b", ["a = b"]],
  ["a = \\text{loss}", ["a = loss"]],
  ["& a = b", ["a = b"]],
  ["&& a &= b & \\text{why}", ["a = b"]],
  ["a = b & c = d", ["a = b", "c = d"]],
  ["a = b && 2 c", ["refused: whether the relation beside this holds for it as well cannot be seen @ 2 c"]],
  ["a \\phantom{x} = b % why\n", ["a = b"]],
])("the reason %s", (reason, read) => {
  expect(reasonRead(rowWith(reason))).toEqual(read);
});

test.each([
  ["u = a", "`u` is not bound @ u"],
  ["\\text{times } u", "`u` is not bound @ u"],
  ["p_i = a", "`i` is an index of the display's sums, and bound nowhere else @ i"],
  ["\\mathrm{softmax} = a", "`softmax` is not bound @ \\mathrm{softmax}"],
  ["a \\implies b", "an implication cannot be checked @ \\implies"],
  ["a \\in p", "`\\in` stands only under a sum or its like @ \\in"],
  ["a \\sim D", "`\\sim` stands only under an expectation @ \\sim"],
  ["a \\propto b", "`\\propto` leaves out a factor that a reader has to guess @ \\propto"],
  ["a \\equiv b = c", "`\\equiv` has several meanings @ \\equiv"],
  ["a = 1, \\dots, n", "whether the relation beside this holds for it as well cannot be seen @ \\dots"],
  ["\\int a = b", "an integral cannot be checked @ \\int"],
  ["\\partial f / \\partial a = b", "`\\partial` stands outside of a fraction @ \\partial"],
  ["\\foo", "`\\foo` is not a construction that can be checked @ \\foo"],
  ["\\checkmark", "`\\checkmark` is not a construction that can be checked @ \\checkmark"],
  ["a = \\text{the loss}", "this relation has nothing on its right @ ="],
  ["\\text{reg} = a", "this relation has nothing on its left @ ="],
  ["\\text{at most } \\le a", "this relation has nothing on its left @ \\le"],
  ["a =", "this relation has nothing on its right @ ="],
  ["a, b > 0", "whether the relation beside this holds for it as well cannot be seen @ a"],
  ["a \\text{ and } b > 0", "whether the relation beside this holds for it as well cannot be seen @ a"],
  ["a = b, c", "whether the relation beside this holds for it as well cannot be seen @ c"],
  ["0 < a, b < 1", "whether this is one bound of two things or two bounds cannot be seen @ a, b"],
  ["a \\ge b \\text{, } c \\ge d", "whether this is one bound of two things or two bounds cannot be seen @ b \\text{, } c"],
  ["a = 1 \\quad b = 2", "a wide space stands where a product may be meant or a second formula @  \\quad "],
  ["\\text{since $a = b$}", "`$` stands in words, where no formula is read @ $"],
  ["\\text{since \\(a\\)}", "`\\(` stands in words, where no formula is read @ \\("],
  ["\\text{since a = b}", "`=` stands in words, where no formula is read @ ="],
  ["\\textrm{as a ≤ b}", "`≤` stands in words, where no formula is read @ ≤"],
  ["\\text{with } \\text{a := b}", "`:=` stands in words, where no formula is read @ :="],
  ["a\\text{cancels}", "`cancels` may be a name or a word @ \\text{cancels}"],
  ["\\text{reg} a = b", "`reg` may be a name or a word @ \\text{reg}"],
  ["c = a \\, \\text{reg}", "`reg` may be a name or a word @ \\text{reg}"],
  ["a = \\underbrace{b}_{= c}", "a label states a relation, and labels are not read @ = c"],
  ["a = \\underbrace{b}_{\\text{is <c}}", "`<` stands in words, where no formula is read @ <"],
  ["\\sum_i p_i + i", "`i` is an index here and stands outside of its sum as well @ i"],
  ["(a, b)", "a list in parentheses cannot be checked @ ,"],
  ["\\{a\\}", "braces make a set, which cannot be checked @ \\{"],
  ["a * b = c", "`*` may be a convolution or a product @ *"],
  ["\\mathcal{a} = b", "`a` is written in two ways @ \\mathcal{a}"],
  ["a / b c = d", "whether this stands below `/` cannot be seen @ c"],
  ["f a = b", "a function stands beside a factor, not before its argument @ f"],
  ["a = b : c", "`:` cannot stand here @ :"],
])("the reason %s is refused", (reason, refusal) => {
  expect(reasonRead(rowWith(reason))).toEqual([`refused: ${refusal}`]);
});

test.each([
  ["a &= b \\text{ since $c = d$}", "`$` stands in words, where no formula is read @ $"],
  ["a &= b \\quad (\\text{as c = d})", "`=` stands in words, where no formula is read @ ="],
  ["a &= b && = c", "a relation stands behind `&&`, where reasons stand @ ="],
])("a row that hides what it states is refused: %s", (row, refusal) => {
  expect(reasonRead(`\\begin{aligned} ${row} \\end{aligned}`)).toEqual([`refused: ${refusal}`]);
});

test("reasons are counted by their rows, also where a row has nothing else, and in a display of plain rows", () => {
  const rows = (latex: string): readonly unknown[] => {
    const read = readDisplay(latex, names);
    return "refusal" in read ? [read.refusal.message] : read.reasons.map((reason) => [reason.row, ...formulas(reason, latex)]);
  };
  expect(rows("a &= b \\\\ &= c && d > 0 \\\\ &= d && \\text{why} \\\\ && b > 0")).toEqual([[2, "d > 0"], [3], [4, "b > 0"]]);
  expect(rows("a = b && c > 0 \\text{ (so it is said)}")).toEqual([[1, "c > 0"]]);
});

test("a reason that is refused leaves the rows and the other reasons as they are", () => {
  const latex = "\\begin{aligned} a &= b && u > 0 \\\\ &= c && d > 0 \\end{aligned}";
  const read = readDisplay(latex, names);
  expect("chains" in read && read.chains[0]?.expressions.map(lisp)).toEqual(["a", "b", "c"]);
  expect("chains" in read && read.reasons.map((reason) => formulas(reason, latex))).toEqual([["refused: `u` is not bound @ u"], ["d > 0"]]);
});

test("one name is one picture in the rows and their reasons", () => {
  const greek = namesFrom("epsilon a");
  const read = readDisplay("a &= \\varepsilon && \\epsilon > 0", greek);
  expect("chains" in read && read.reasons).toMatchObject([{ refusal: { message: "`epsilon` is written in two ways" } }]);
});

const words = fc.constantFrom("\\text{by symmetry}", "\\text{since }", "\\text{ and }", "\\text{, }", ",", ";", "\\;", "\\eqref{x}");
const piece = fc.constantFrom("a = b", "p_0 < c", "\\log a", "\\sum_i p_i = 1", "f(a, b)", "(c)", "u", "d \\approx 2");
const reasons = fc.array(fc.oneof(words, piece), { maxLength: 6 }).map((parts) => parts.join(" "));

test("every relation of a reason is read or refused, whatever stands beside it", () => {
  fc.assert(
    fc.property(reasons, (reason) => {
      const found = reasonRead(rowWith(reason));
      const relations = (texts: readonly string[]): number => texts.join(" ").match(/=|<|≈|\\approx/g)?.length ?? 0;
      if (!found.some((each) => each.startsWith("refused"))) expect(relations(found)).toBe(relations([reason.replaceAll(/\\sum_\{?i=0/g, "")]));
    }),
    { numRuns: 2000 },
  );
});
