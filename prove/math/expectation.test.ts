import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bernoulli, finite, gaussian, jointly, uniformOn } from "../helpers/distributions.ts";
import { evaluate } from "./evaluate.ts";
import type { Condition, Expression, Relation } from "./expression.ts";
import type { Quantity } from "./quantity.ts";
import { settingOf } from "./scope.ts";
import { toValue, type Value } from "./value.ts";

const at = { start: 0, end: 0 };
const number = (value: number): Expression => ({ kind: "number", value, at });
const symbol = (name: string): Expression => ({ kind: "symbol", name, at });
const times = (left: Expression, right: Expression): Expression => ({ kind: "multiply", left, right, sign: "none", at });
const square = (of: Expression): Expression => ({ kind: "power", base: of, exponent: number(2), at });
const call = (of: string, arg: string): Expression => ({ kind: "call", of: symbol(of), args: [symbol(arg)], at });
const E = (of: Expression, ...over: [string, string][]): Expression => ({ kind: "expectation", of, over: over.map(([variable, from]) => ({ variable, distribution: symbol(from) })), at });
const Var = (...args: Expression[]): Expression => ({ kind: "variance", args, at });
const Cov = (...args: Expression[]): Expression => ({ kind: "covariance", args, at });
const P = (event: Condition): Expression => ({ kind: "probability", event, at });
const is = (left: Expression, relation: Relation, right: Expression): Condition => ({ kind: "comparison", left, relation, right, at });
const [X, Y] = [symbol("X"), symbol("Y")];

function result(expression: Expression, symbols: Record<string, unknown>, seed = "a draw"): Quantity | string {
  const bindings = new Map<string, Value>();
  for (const [name, raw] of Object.entries(symbols)) {
    const value = toValue(raw);
    if (value !== undefined) bindings.set(name, value);
  }
  const made = evaluate(expression, settingOf(bindings, seed));
  if ("trouble" in made) return `${made.trouble.code}: ${made.trouble.message}`;
  return made.value.kind === "number" ? made.value : made.value.kind;
}

describe("finitely many outcomes", () => {
  const die = finite([1, 2, 3, 4, 5, 6], Array(6).fill(1 / 6));
  const [left, right] = jointly([[0, 0], [0, 1], [1, 1]], [0.25, 0.25, 0.5]);
  const p = [0.2, 0.3, 0.5];

  test.each<[string, Expression, Record<string, unknown>, number]>([
    ["E[X]", E(X), { X: die }, 3.5],
    ["E[X^2]", E(square(X)), { X: die }, 91 / 6],
    ["E[3]", E(times(number(3), X)), { X: bernoulli(0.5) }, 1.5],
    ["E[XY], independent", E(times(X, Y)), { X: die, Y: die.again() }, 49 / 4],
    ["E[XY], of one experiment", E(times(X, Y)), { X: left, Y: right }, 0.5],
    ["Var(X)", Var(X), { X: die }, 35 / 12],
    ["Var(2X)", Var(times(number(2), X)), { X: die }, 35 / 3],
    ["Cov(X, Y), independent", Cov(X, Y), { X: die, Y: die.again() }, 0],
    ["Cov(X, Y), of one experiment", Cov(X, Y), { X: left, Y: right }, 0.5 - 0.5 * 0.75],
    ["P(X = 2)", P(is(X, "=", number(2))), { X: die }, 1 / 6],
    ["P(X < Y)", P(is(X, "<", Y)), { X: die, Y: die.again() }, 15 / 36],
    ["E_{x ~ p}, of probabilities", E(square(symbol("x")), ["x", "p"]), { p }, 0.3 + 4 * 0.5],
    ["E_{x ~ p}, of a variable", E(symbol("x"), ["x", "X"]), { X: die }, 3.5],
    ["E_{x ~ p}, of a variable's probability", E(call("p", "x"), ["x", "p"]), { p: die.probability }, 1 / 6],
    ["E_{x ~ p, y ~ p}, two draws", E(times(symbol("x"), symbol("y")), ["x", "X"], ["y", "X"]), { X: die }, 49 / 4],
    ["the logarithm of a probability 0 is not asked for", E({ kind: "function", name: "log", args: [{ kind: "element", of: symbol("p"), indices: [symbol("x")], at }], base: null, at }, ["x", "p"]), { p: [0, 1] }, 0],
    ["an expectation in an expectation", E(square({ kind: "subtract", left: X, right: E(X), at })), { X: die }, 35 / 12],
  ])("%s", (_, expression, symbols, value) => {
    expect(result(expression, symbols)).toMatchObject({ re: expect.closeTo(value, 12), doubt: 0 });
  });

  test("an expectation can be differentiated by what is in it and by its probabilities", () => {
    const by = (of: Expression, variable: Expression): Expression => ({ kind: "derivative", of, by: [variable], at });
    expect(result(by(E(square(times(symbol("t"), X))), symbol("t")), { X: die, t: 2 })).toMatchObject({ re: expect.closeTo((4 * 91) / 6, 10) });
    const share: Expression = { kind: "element", of: symbol("p"), indices: [number(2)], at };
    expect(result(by(E(square(symbol("x")), ["x", "p"]), share), { p })).toMatchObject({ re: expect.closeTo(4, 12) });
  });
});

describe("samples", () => {
  test.each<[string, Expression, Record<string, unknown>, number]>([
    ["E[X]", E(X), { X: gaussian(1, 2) }, 1],
    ["E[X^2]", E(square(X)), { X: gaussian(1, 2) }, 5],
    ["Var(X)", Var(X), { X: gaussian(1, 2) }, 4],
    ["E[XY]", E(times(X, Y)), { X: gaussian(1, 2), Y: bernoulli(0.3) }, 0.3],
    ["Var of a sum over an array of variables", Var({ kind: "over", operator: "sum", range: { kind: "inferred", variables: ["i"], conditions: [] }, body: { kind: "element", of: X, indices: [symbol("i")], at }, at }), { X: [gaussian(0, 1), gaussian(0, 1), gaussian(0, 1)] }, 3],
    ["Cov(X, X^2)", Cov(X, square(X)), { X: uniformOn(0, 1) }, 1 / 12],
    ["P(X > 3)", P(is(X, ">", number(3))), { X: gaussian(1, 2) }, 0.15865525393145707],
    ["P(X > 99)", P(is(X, ">", number(99))), { X: gaussian(1, 2) }, 0],
  ])("%s lies within its doubt, draw after draw", (_, expression, symbols, value) => {
    for (const seed of ["one", "two", "three"]) {
      const found = result(expression, symbols, seed);
      if (typeof found === "string") throw new Error(found);
      expect(found.doubt).toBeGreaterThan(0);
      expect(found.doubt).toBeLessThan(0.4);
      expect(Math.abs(found.re - value)).toBeLessThanOrEqual(found.doubt);
    }
  });

  test("exact expectations of sampled finite variables would lie within the bound", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 5 }), (weights) => {
        const total = weights.reduce((sum, each) => sum + each, 0);
        const exact = finite(weights.map((_, k) => k), weights.map((each) => each / total));
        // the same variable without the list of its outcomes is sampled
        const hidden = finite([0], [1]).map(() => 0);
        const sampled = Object.assign(Object.create(Object.getPrototypeOf(hidden)), { experiment: { outcomes: null, sample: exact.experiment.sample }, read: (outcome: unknown) => outcome });
        const [one, other] = [result(E(square(X)), { X: exact }), result(E(square(X)), { X: sampled })];
        if (typeof one === "string" || typeof other === "string") throw new Error(`${String(one)} ${String(other)}`);
        expect(one.doubt).toBe(0);
        expect(Math.abs(one.re - other.re)).toBeLessThanOrEqual(other.doubt);
      }),
      { numRuns: 10 },
    );
  });
});

test.each<[string, Expression, Record<string, unknown>, string]>([
  ["nothing random", E(X), { X: 3 }, "nothing-random: nothing here is random"],
  ["no distribution", E(symbol("x"), ["x", "p"]), { p: 3 }, "not-a-distribution: a number is no distribution; bind probabilities as a vector, or a random variable"],
  ["shares beyond 1", E(symbol("x"), ["x", "p"]), { p: [0.5, 0.6] }, "not-a-distribution: these probabilities sum to 1.1, or one of them is negative"],
  ["a random variable outside", times(number(2), X), { X: bernoulli(0.5) }, "not-arithmetic: a random variable stands where a number is needed"],
  ["a derivative of samples", { kind: "derivative", of: E(times(symbol("t"), X)), by: [symbol("t")], at }, { X: gaussian(0, 1), t: 1 }, "sampled-derivative: what is differentiated here is known by sampling only, too coarsely for a derivative"],
])("%s is refused", (_, expression, symbols, message) => expect(result(expression, symbols)).toBe(message));
