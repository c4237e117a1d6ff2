import { expect, test } from "vitest";
import { lisp, namesFrom } from "../testing/lisp.ts";
import { readDisplay } from "./read.ts";

const names = namesFrom("a b c d loss", "f");

/** Each chain on a line, or why the display is refused. */
function rowsRead(latex: string): readonly string[] {
  const read = readDisplay(latex, names);
  if ("refusal" in read) return [`refused: ${read.refusal.message} @ ${latex.slice(read.refusal.at.start, read.refusal.at.end)}`];
  return read.chains.map(({ expressions, relations }) =>
    expressions.map((side, k) => (k === 0 ? lisp(side) : `${relations[k - 1]?.relation} ${lisp(side)}`)).join(" "),
  );
}

test.each<[string, readonly string[]]>([
  ["a", ["a"]],
  ["a = b", ["a = b"]],
  ["a \\le b \\ge c", ["a ≤ b ≥ c"]],
  ["a < b \\ne c \\approx d", ["a < b ≠ c ≈ d"]],
  ["a := b", ["a = b"]],
  ["a = b.", ["a = b"]],
  ["a = b \\quad \\text{by luck},", ["a = b"]],
  ["a = b \\quad (\\text{Gibbs})", ["a = b"]],
  ["a = 2 \\, \\text{loss}", ["a = (* 2 loss)"]],
  ["a = 2 \\, \\text{gain}", ["refused: `gain` is not bound @ \\text{gain}"]],
  ["a = 2 \\text{ bits}", ["a = 2"]],
  ["a = 2 \\quad \\text{bits}", ["a = 2"]],
  ["\\begin{aligned} a &= b \\text{gain} && \\text{why} \\\\ &= c \\end{aligned}", ["refused: `gain` is not bound @ \\text{gain}"]],
  ["a = b \\quad c > 0", ["refused: a wide space stands where a product may be meant or a second formula @  \\quad "]],
  ["a = b \\qquad (c)", ["refused: a wide space stands where a product may be meant or a second formula @  \\qquad "]],
  ["a = b \\tag{3} \\label{x}", ["a = b"]],
  ["a = b \\text{ for all } c", ["a = unread: ` for all ` is text, which is read only at the end of a row"]],
  ["\\begin{aligned} a &= b \\\\ &= c \\end{aligned}", ["a = b = c"]],
  ["\\begin{aligned}[t] a &= b \\\\[4pt] &\\le c \\end{aligned}", ["a = b ≤ c"]],
  ["\\begin{aligned} a \\\\ &= b \\\\ &= c \\end{aligned}.", ["a = b = c"]],
  ["\\begin{align*} a &= b \\\\ c &= d \\end{align*}", ["a = b", "c = d"]],
  ["\\begin{equation} \\begin{split} a &= b \\\\ &= c \\end{split} \\end{equation}", ["a = b = c"]],
  ["\\begin{gathered} a = b \\\\ b < c \\end{gathered}", ["a = b", "b < c"]],
  ["\\begin{aligned} a &= b && -a \\le \\foo{x} \\\\ &= c && \\text{why} \\end{aligned}", ["a = b = c"]],
  ["a = b && c > 0 \\\\ = c", ["a = b = c"]],
  ["\\begin{aligned} a &= b \\\\ &\\quad + c \\\\ &= d \\end{aligned}", ["a = (+ b c) = d"]],
  ["\\begin{aligned} a &= b + {} \\\\ & c \\\\ &= d \\end{aligned}", ["a = (+ b c) = d"]],
  ["\\begin{aligned} a &= \\bigl( b \\\\ &\\phantom{={}} - c \\bigr) \\end{aligned}", ["a = (- b c)"]],
  ["a = \\\\ b", ["a = b"]],
  ["a = f(b = c)", ["a = unread: `=` cannot stand here"]],
  ["a \\implies b", ["unread: an implication cannot be checked"]],
  ["a = b \\equiv c", ["a = unread: `\\equiv` has several meanings"]],
  ["a = k", ["a = unread: `k` is not bound"]],
  ["", ["refused: nothing stands in this formula @ "]],
  ["\\text{nothing}", ["refused: nothing stands in this formula @ \\text{nothing}"]],
  ["= b", ["refused: this relation has nothing on its left @ ="]],
  ["a =", ["refused: this relation has nothing on its right @ ="]],
  ["a = = b", ["refused: this relation has nothing on its right @ ="]],
  ["a = b, c = d", ["refused: a second formula stands in this row @ ,"]],
  ["a &= b & c &= d", ["refused: a second formula stands in this row @ c"]],
  ["a && = b", ["refused: a relation stands behind `&&`, where reasons stand @ ="]],
  ["a = b \\\\ c", ["refused: this row neither continues the one above nor states a relation @ c"]],
  ["a = b \\\\ - c = d", ["refused: whether this row continues the one above or begins anew cannot be seen @ -"]],
  ["\\begin{aligned} a &= b \\end{aligned} = c", ["refused: `aligned` is not the whole of the formula @ \\begin{aligned}"]],
  ["\\begin{array}{rl} a &= b \\end{array}", ["unread: `array` is not an environment that can be checked"]],
])("%s", (latex, rows) => {
  expect(rowsRead(latex)).toEqual(rows);
});

test("a side's place is its text in the display", () => {
  const latex = "\\begin{aligned}\n  a b\n  &= c + d && \\text{why} \\\\\n  &\\le k\n\\end{aligned}";
  const read = readDisplay(latex, names);
  const sides = "chains" in read ? read.chains.flatMap(({ expressions }) => expressions.map(({ at }) => latex.slice(at.start, at.end))) : [];
  expect(sides).toEqual(["a b", "c + d", "k"]);
});

test("a relation's place is its sign", () => {
  const latex = "a \\le b = c";
  const read = readDisplay(latex, names);
  const signs = "chains" in read ? read.chains.flatMap(({ relations }) => relations.map(({ at }) => latex.slice(at.start, at.end))) : [];
  expect(signs).toEqual(["\\le", "="]);
});

test("one name is one picture in all rows of a display", () => {
  expect(rowsRead("\\mathcal{L} = b")[0]).toContain("unread: `L` is not bound");
  const twice = readDisplay("\\mathcal{a} = b \\\\ a = c", names);
  expect("chains" in twice && twice.chains[1]?.expressions.map(lisp)).toEqual(["unread: `a` is written in two ways", "c"]);
});
