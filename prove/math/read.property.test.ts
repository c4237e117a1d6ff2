import fc from "fast-check";
import { expect, test } from "vitest";
import type { Condition, Expression, Range } from "./expression.ts";
import { lisp, namesFrom, readInLisp } from "../testing/lisp.ts";
import { printed } from "../testing/printed.ts";
import { readDisplay, readEntry, readFormula } from "./read.ts";
import { partsOf } from "./walk.ts";

const names = namesFrom("x y p q A lambda x_hat loss Delta i j X D", "f g");
const at = { start: 0, end: 0 };

/** Expressions as the reader gives them, over `names` and the indices of the sums around. */
function expressions(depth: number, indices: readonly string[]): fc.Arbitrary<Expression> {
  const symbol = fc.constantFrom("x", "y", "p", "A", "lambda", "x_hat", "loss", "Delta", "i", ...indices).map((name): Expression => ({ kind: "symbol", name, at }));
  const number = fc.constantFrom(0, 1, 2, 0.5, 10).map((value): Expression => ({ kind: "number", value, at }));
  if (depth === 0) return fc.oneof(symbol, number);
  const part = expressions(depth - 1, indices);
  const element = fc.tuple(fc.constantFrom("p", "q", "A"), fc.array(part, { minLength: 1, maxLength: 2 })).map(([name, found]): Expression => ({ kind: "element", of: { kind: "symbol", name, at }, indices: found, at }));
  const variable = fc.oneof(fc.constantFrom("x", "y").map((name): Expression => ({ kind: "symbol", name, at })), element);
  const free = `k${indices.length}`;
  const body = expressions(depth - 1, [...indices, free]);
  const pair = fc.record({ left: part, right: part });
  const conditions = comparisons(part);
  return fc.oneof(
    symbol, number, element,
    part.map((of): Expression => ({ kind: "negate", of, at })),
    pair.map((both): Expression => ({ kind: "add", ...both, at })),
    pair.map((both): Expression => ({ kind: "subtract", ...both, at })),
    pair.map((both): Expression => ({ kind: "divide", ...both, at })),
    fc.tuple(pair, fc.constantFrom("none", "dot", "times", "odot")).map(([both, sign]): Expression => ({ kind: "multiply", ...both, sign, at })),
    fc.record({ base: part, exponent: part }).map((both): Expression => ({ kind: "power", ...both, at })),
    part.map((of): Expression => ({ kind: "transpose", of, at })),
    fc.record({ of: part, degree: fc.option(part) }).map((root): Expression => ({ kind: "root", ...root, at })),
    fc.tuple(fc.constantFrom("log", "exp", "tanh"), part).map(([name, arg]): Expression => ({ kind: "function", name, args: [arg], base: null, at })),
    fc.tuple(part, part).map(([arg, base]): Expression => ({ kind: "function", name: "log", args: [arg], base, at })),
    fc.array(part, { minLength: 1, maxLength: 3 }).map((args): Expression => ({ kind: "function", name: "max", args, base: null, at })),
    fc.tuple(fc.constantFrom("absolute", "floor", "ceiling"), part).map(([kind, of]): Expression => ({ kind, of, at })),
    fc.record({ of: part, order: fc.option(part) }).map((norm): Expression => ({ kind: "norm", ...norm, at })),
    pair.map((both): Expression => ({ kind: "inner", ...both, at })),
    pair.map((both): Expression => ({ kind: "kronecker", ...both, at })),
    conditions.map((condition): Expression => ({ kind: "indicator", condition, at })),
    conditions.map((event): Expression => ({ kind: "probability", event, at })),
    fc.tuple(part, conditions, part, fc.option(conditions)).map(([a, first, b, second]): Expression => ({ kind: "cases", cases: [{ value: a, condition: first }, { value: b, condition: second }], at })),
    fc.tuple(fc.constantFrom("sum", "product", "max", "argmin"), ranges(free, part, comparisons(body)), body).map(([operator, range, of]): Expression => ({ kind: "over", operator, range, body: of, at })),
    fc.array(fc.tuple(part, part), { minLength: 1, maxLength: 2 }).map((rows): Expression => ({ kind: "matrix", rows, at })),
    fc.tuple(part, fc.array(variable, { minLength: 1, maxLength: 2 })).map(([of, by]): Expression => ({ kind: "derivative", of, by, at })),
    fc.tuple(part, variable).map(([of, by]): Expression => ({ kind: "gradient", of, by, at })),
    part.map((arg): Expression => ({ kind: "gradient", of: { kind: "call", of: { kind: "symbol", name: "f", at }, args: [arg], at }, by: null, at })),
    fc.array(part, { minLength: 1, maxLength: 2 }).map((args): Expression => ({ kind: "call", of: { kind: "symbol", name: "g", at }, args, at })),
    fc.tuple(part, fc.constantFrom(1, 2)).map(([arg, order]): Expression => ({ kind: "call", of: { kind: "prime", of: { kind: "symbol", name: "f", at }, order, at }, args: [arg], at })),
    fc.tuple(part, body).map(([distribution, of]): Expression => ({ kind: "expectation", of, over: [{ variable: free, distribution }], at })),
    part.map((of): Expression => ({ kind: "expectation", of, over: [], at })),
    part.map((arg): Expression => ({ kind: "variance", args: [arg], at })),
    fc.tuple(part, part).map((args): Expression => ({ kind: "covariance", args, at })),
  );
}

function comparisons(part: fc.Arbitrary<Expression>): fc.Arbitrary<Condition> {
  const one = fc.tuple(part, fc.constantFrom("=", "≠", "≤", "≥", "<", ">"), part).map(([left, relation, right]): Condition => ({ kind: "comparison", left, relation, right, at }));
  return fc.oneof(one, fc.tuple(one, one).map((of): Condition => ({ kind: "all", of, at })));
}

function ranges(variable: string, part: fc.Arbitrary<Expression>, conditions: fc.Arbitrary<Condition>): fc.Arbitrary<Range> {
  return fc.oneof(
    fc.constant<Range>({ kind: "inferred", variables: [variable], conditions: [] }),
    conditions.map((condition): Range => ({ kind: "inferred", variables: [variable], conditions: [condition] })),
    fc.record({ from: part, to: part }).map((both): Range => ({ kind: "bounds", variable, ...both })),
    part.map((of): Range => ({ kind: "members", variable, of })),
  );
}

// an index is spelled `k0`, which is a letter and a factor in LaTeX; a letter each keeps it one name
const letters = new Map([["k0", "k"], ["k1", "m"], ["k2", "n"]]);
const renamed = (node: Expression): Expression => JSON.parse(JSON.stringify(node).replaceAll(/"k[012]"/g, (name) => `"${letters.get(name.slice(1, -1))}"`)) as Expression;
const trees = expressions(3, []).map(renamed);

test("what is printed reads back as the same expression", () => {
  fc.assert(
    fc.property(trees, (tree) => {
      expect(readInLisp(printed(tree), names)).toBe(lisp(tree));
    }),
    { numRuns: 1500 },
  );
});

test("the text of every part of an expression reads as that part", () => {
  fc.assert(
    fc.property(trees, (tree) => {
      const latex = printed(tree);
      const read = readFormula(latex, names);
      if ("refusal" in read) throw new Error(read.refusal.message);
      everyPartReads(latex, read.expression, []);
    }),
    { numRuns: 300 },
  );
});

function everyPartReads(latex: string, node: Expression, indices: readonly string[]): void {
  const text = latex.slice(node.at.start, node.at.end);
  expect(readInLisp(text, { ...names, bound: new Set([...names.bound, ...indices]) })).toBe(lisp(node));
  for (const { expression, binds } of partsOf(node)) everyPartReads(latex, expression, [...indices, ...binds]);
}

const soup = fc
  .array(
    fc.constantFrom(
      ..."x y p A f g i j 1 23 0.5 + - = < , . ; : ! / | ( ) [ ] { } ^ _ ' & ~ % $ # \" é".split(" "),
      ..."&& && \\\\ \\frac \\sqrt \\sum \\prod \\max \\arg \\log \\exp \\lambda \\hat \\mathbf \\mathbb{E} \\mathbb \\mathrm{d} \\operatorname{tr} \\operatorname \\text{if} \\delta \\partial \\nabla \\cdot \\odot \\le \\in \\sim \\mid \\| \\bigl( \\bigr) \\left \\right| \\lfloor \\langle \\rangle \\{ \\} \\top \\infty \\foo \\begin{cases} \\end{cases} \\begin{aligned} \\end{aligned} \\underbrace \\Pr P".split(" "),
      "\\frac{\\partial}{\\partial x}", "\\sum_{k}", "_{i", "^{2}", "\\begin", "\\", " ",
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(" "));

test("anything is read or refused at a place within it, and nothing throws", () => {
  fc.assert(
    fc.property(soup, (latex) => {
      for (const read of [readDisplay(latex, names), readFormula(latex, names), readEntry(latex, names)]) {
        if ("refusal" in read) placed(read.refusal.at, latex);
        if ("reasons" in read) read.reasons.forEach((reason) => "refusal" in reason && placed(reason.refusal.at, latex));
        if ("chains" in read) read.chains.flatMap(({ expressions: sides }) => sides).forEach((side) => placed(side.kind === "unread" ? side.refusal.at : side.at, latex));
      }
    }),
    { numRuns: 6000 },
  );
});

function placed({ start, end }: { readonly start: number; readonly end: number }, latex: string): void {
  expect(0 <= start && start <= end && end <= latex.length).toBe(true);
}

test("spacing changes nothing", () => {
  const spaces = fc.constantFrom(" ", "\\,", "\\;", "\n", "~", "% a remark\n");
  fc.assert(
    fc.property(trees, spaces, (tree, space) => {
      const latex = printed(tree);
      expect(readInLisp(latex.replaceAll(" + ", ` +${space}`).replaceAll(" - ", `${space}- `).replaceAll("(", `(${space}`), names)).toBe(lisp(tree));
    }),
    { numRuns: 300 },
  );
});
