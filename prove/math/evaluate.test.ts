import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { slopeAt } from "./difference.ts";
import { evaluate } from "./evaluate.ts";
import type { Expression, Range } from "./expression.ts";
import { settingOf as drawOf, type Setting } from "./scope.ts";
import { FromOne, toRaw, toValue, type Value } from "./value.ts";

const at = { start: 0, end: 0 };
const number = (value: number): Expression => ({ kind: "number", value, at });
const symbol = (name: string): Expression => ({ kind: "symbol", name, at });
const element = (name: string, ...indices: (string | number)[]): Expression => ({ kind: "element", of: symbol(name), indices: indices.map((index) => (typeof index === "number" ? number(index) : symbol(index))), at });
const binary = (kind: "add" | "subtract" | "divide", left: Expression, right: Expression): Expression => ({ kind, left, right, at });
const times = (left: Expression, right: Expression, sign: "none" | "dot" | "times" | "odot" = "none"): Expression => ({ kind: "multiply", left, right, sign, at });
const power = (base: Expression, exponent: Expression): Expression => ({ kind: "power", base, exponent, at });
const call = (of: Expression, ...args: Expression[]): Expression => ({ kind: "call", of, args, at });
const log = (of: Expression): Expression => ({ kind: "function", name: "log", args: [of], base: null, at });
const inferred = (...variables: string[]): Range => ({ kind: "inferred", variables, conditions: [] });
const bounds = (variable: string, from: number, to: number): Range => ({ kind: "bounds", variable, from: number(from), to: number(to) });
const over = (operator: "sum" | "product" | "max" | "min" | "argmax" | "argmin", range: Range, body: Expression): Expression => ({ kind: "over", operator, range, body, at });
const by = (of: Expression, ...variables: Expression[]): Expression => ({ kind: "derivative", of, by: variables, at });

function settingOf(symbols: Record<string, unknown>): Setting {
  const bindings = new Map<string, Value>();
  for (const [name, raw] of Object.entries(symbols)) {
    const value = toValue(raw);
    if (value !== undefined) bindings.set(name, value);
  }
  return drawOf(bindings, "a draw");
}

/** What the expression is, as plain numbers, or the message of its trouble. */
function found(expression: Expression, symbols: Record<string, unknown> = {}): unknown {
  const result = evaluate(expression, settingOf(symbols));
  return "trouble" in result ? `${result.trouble.code}: ${result.trouble.message}` : toRaw(bare(result.value));
}

function bare(value: Value): Value {
  if (value.kind !== "array") return value;
  const { raw: _, ...computed } = value;
  return { ...computed, items: value.items.map(bare) };
}

describe("against a straightforward reference", () => {
  interface Pair {
    readonly tree: Expression;
    /** The same in TypeScript. */
    readonly text: string;
  }
  const leaf = fc.oneof(
    fc.integer({ min: 1, max: 9 }).map((n): Pair => ({ tree: number(n), text: String(n) })),
    fc.constantFrom<Pair>({ tree: symbol("a"), text: "a" }, { tree: symbol("b"), text: "b" }),
    fc.constantFrom(0, 1, 2).map((i): Pair => ({ tree: element("x", i), text: `x[${i}]` })),
    fc.tuple(fc.constantFrom(0, 1, 2), fc.constantFrom(0, 1)).map(([i, j]): Pair => ({ tree: element("m", i, j), text: `m[${i}][${j}]` })),
  );
  const { pair } = fc.letrec<{ pair: Pair }>((tie) => {
    const two = fc.tuple(tie("pair"), tie("pair"));
    return {
      pair: fc.oneof(
        { maxDepth: 5 },
        leaf,
        two.map(([p, q]): Pair => ({ tree: binary("add", p.tree, q.tree), text: `(${p.text} + ${q.text})` })),
        two.map(([p, q]): Pair => ({ tree: binary("subtract", p.tree, q.tree), text: `(${p.text} - ${q.text})` })),
        two.map(([p, q]): Pair => ({ tree: times(p.tree, q.tree), text: `(${p.text} * ${q.text})` })),
        two.map(([p, q]): Pair => ({ tree: binary("divide", p.tree, binary("add", number(1), power(q.tree, number(2)))), text: `(${p.text} / (1 + ${q.text} ** 2))` })),
        tie("pair").map((p): Pair => ({ tree: log({ kind: "absolute", of: binary("add", p.tree, number(0.5)), at }), text: `Math.log(Math.abs(${p.text} + 0.5))` })),
        tie("pair").map((p): Pair => ({ tree: { kind: "negate", of: p.tree, at }, text: `(-${p.text})` })),
        tie("pair").map((p): Pair => ({ tree: over("sum", inferred("i"), times(element("x", "i"), p.tree)), text: `x.reduce((s, each) => s + each * ${p.text}, 0)` })),
        tie("pair").map((p): Pair => ({ tree: over("sum", inferred("j"), binary("add", element("m", 0, "j"), p.tree)), text: `m[0].reduce((s, each) => s + (each + ${p.text}), 0)` })),
        tie("pair").map((p): Pair => ({ tree: over("product", bounds("k", 1, 3), binary("add", symbol("k"), p.tree)), text: `[1, 2, 3].reduce((s, k) => s * (k + ${p.text}), 1)` })),
      ),
    };
  });
  const symbols = { a: 1.25, b: -0.75, x: [0.5, 2.5, -1.5], m: [[0.1, 0.2], [1.5, 2], [-3, 4]] };

  test("random expressions have the value that TypeScript gives them", () => {
    fc.assert(
      fc.property(pair, ({ tree, text }) => {
        const reference: unknown = new Function(...Object.keys(symbols), `return ${text};`)(...Object.values(symbols));
        const result = evaluate(tree, settingOf(symbols));
        if (typeof reference !== "number" || !Number.isFinite(reference) || !("value" in result) || result.value.kind !== "number") return;
        expect(Math.abs(result.value.re - reference)).toBeLessThanOrEqual(1e-13 * result.value.size);
        expect(result.value.size).toBeGreaterThanOrEqual(Math.abs(result.value.re));
      }),
      { numRuns: 300 },
    );
  });

  test("their derivatives are those of central differences", () => {
    fc.assert(
      fc.property(pair, fc.constantFrom<[string, Expression]>(["a", symbol("a")], ["x", element("x", 1)]), ({ tree }, [name, variable]) => {
        const valueAt = (to: number) => {
          const result = evaluate(tree, settingOf({ ...symbols, ...(name === "a" ? { a: to } : { x: [0.5, to, -1.5] }) }));
          return "value" in result && result.value.kind === "number" ? result.value.re : NaN;
        };
        const slope = slopeAt(valueAt, name === "a" ? 1.25 : 2.5);
        const result = evaluate(binary("add", by(binary("add", tree, variable), variable), number(-1)), settingOf(symbols));
        if (slope === undefined || !("value" in result) || result.value.kind !== "number") return;
        expect(Math.abs(result.value.re - slope.slope)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(slope.slope)) + 100 * slope.error);
      }),
      { numRuns: 200 },
    );
  });
});

describe("indices", () => {
  const m = [[1, 2, 3], [4, 5, 6]];

  test.each<[string, Expression, Record<string, unknown>, unknown]>([
    ["p_{ij}", element("m", 1, 2), { m }, 6],
    ["m_i is a row", element("m", 1), { m }, [4, 5, 6]],
    ["indices count from 0", element("x", 0), { x: [7, 8] }, 7],
    ["or from 1", element("x", 1), { x: new FromOne([7, 8]) }, 7],
    ["in every dimension", element("m", 2, 3), { m: new FromOne(m) }, 6],
    ["beyond the end", element("x", 2), { x: [7, 8] }, "index-out-of-range: the index is 2, but the elements go from 0 to 1"],
    ["before the start", element("x", 0), { x: new FromOne([7, 8]) }, "index-out-of-range: the index is 0, but the elements go from 1 to 2"],
    ["between two", element("x", 0.5), { x: [7, 8] }, "not-an-index: an index is 0.5, not a whole number"],
    ["of a number", element("x", 0), { x: 7 }, "no-elements: a number has no elements"],
    ["typed arrays are arrays", element("x", 1), { x: Float32Array.of(1, 2) }, 2],
    ["so is what can become one", element("x", 1), { x: { toArray: () => [1, 2] } }, 2],
    ["an unbound name", symbol("q"), {}, "unbound: `q` is not bound to a number, an array or a function"],
  ])("%s", (_, expression, symbols, value) => expect(found(expression, symbols)).toEqual(value));
});

describe("ranges", () => {
  const c = [[1, 2, 3], [4, 5, 6]];
  const ragged = [[1, 2], [3, 4, 5]];

  test.each<[string, Expression, Record<string, unknown>, unknown]>([
    ["as far as the array reaches", over("sum", inferred("x"), element("p", "x")), { p: [1, 2, 3] }, 6],
    ["counted from 1 with the array", over("sum", inferred("x"), times(symbol("x"), element("p", "x"))), { p: new FromOne([5, 6]) }, 17],
    ["nested", over("sum", inferred("h"), over("sum", inferred("x"), element("c", "h", "x"))), { c }, 21],
    ["nested the other way round", over("sum", inferred("x"), over("sum", inferred("h"), element("c", "h", "x"))), { c }, 21],
    ["two indices of one sum", over("sum", inferred("h", "x"), element("c", "h", "x")), { c }, 21],
    ["rows that differ in length", over("sum", inferred("h"), over("sum", inferred("x"), element("c", "h", "x"))), { c: ragged }, 15],
    ["a bound index of the same name does not matter", over("sum", inferred("x"), element("p", "x")), { p: [1, 2, 3], x: 2 }, 6],
    ["columns of rows that differ", over("sum", inferred("x"), over("sum", inferred("h"), element("c", "h", "x"))), { c: ragged }, "ranges-differ: `x` indexes arrays that reach differently far: from 0 to 1, and from 0 to 2"],
    ["arrays that differ in length", over("sum", inferred("x"), times(element("p", "x"), element("q", "x"))), { p: [1, 2], q: [1, 2, 3] }, "ranges-differ: `x` indexes arrays that reach differently far: from 0 to 1, and from 0 to 2"],
    ["an inner sum's index of the same name", over("sum", inferred("x"), times(element("p", "x"), over("sum", inferred("x"), element("q", "x")))), { p: [1, 2], q: [1, 2, 3] }, 18],
    ["no array", over("sum", inferred("x"), symbol("x")), {}, "range-unknown: over what `x` runs is not stated, and no array here is indexed by it"],
    ["a neighbour alone says nothing", over("sum", inferred("x"), { kind: "element", of: symbol("p"), indices: [binary("add", symbol("x"), number(1))], at }), { p: [1, 2] }, "range-unknown: over what `x` runs is not stated, and no array here is indexed by it"],
    ["bounds, both included", over("sum", bounds("i", 1, 4), symbol("i")), {}, 10],
    ["an empty sum", over("sum", bounds("i", 1, 0), symbol("i")), {}, 0],
    ["an empty product", over("product", bounds("i", 1, 0), symbol("i")), {}, 1],
    ["an empty maximum", over("max", bounds("i", 1, 0), symbol("i")), {}, "wrong-arguments: `\\max` is taken of nothing"],
    ["half a bound", over("sum", bounds("i", 1, 2.5), symbol("i")), {}, "not-a-whole-number: a bound of the sum is 2.5, not a whole number"],
    ["an infinite sum", over("sum", bounds("i", 1, Infinity), symbol("i")), {}, "not-a-whole-number: a bound of the sum is ∞, not a whole number"],
    ["a sum without end", over("sum", bounds("i", 1, 1e9), symbol("i")), {}, "too-many-terms: `i` takes more than a million values"],
    ["members of a set", over("sum", { kind: "members", variable: "x", of: symbol("S") }, symbol("x")), { S: new Set([2, 5]) }, 7],
    ["members of a number", over("sum", { kind: "members", variable: "x", of: symbol("S") }, symbol("x")), { S: 3 }, "not-a-set: a number has no members"],
    ["all but one", over("sum", { kind: "inferred", variables: ["j"], conditions: [{ kind: "comparison", left: symbol("j"), relation: "≠", right: symbol("i"), at }] }, element("p", "j")), { p: [1, 2, 4], i: 1 }, 5],
    ["pairs in order", over("sum", { kind: "inferred", variables: ["i", "j"], conditions: [{ kind: "comparison", left: symbol("i"), relation: "<", right: symbol("j"), at }] }, times(element("p", "i"), element("p", "j"))), { p: [1, 2, 4] }, 14],
    ["the largest", over("max", inferred("x"), element("p", "x")), { p: [1, 4, 2] }, 4],
    ["where it is", over("argmax", inferred("x"), element("p", "x")), { p: [1, 4, 2] }, 1],
    ["where it is, counted from 1", over("argmin", inferred("x"), element("p", "x")), { p: new FromOne([1, 4, 2]) }, 1],
    ["where there are two", over("argmax", inferred("x"), element("p", "x")), { p: [4, 4, 2] }, "ambiguous: `\\arg\\max` is taken at more than one place"],
    ["sums of vectors", over("sum", inferred("h"), element("c", "h")), { c }, [5, 7, 9]],
  ])("%s", (_, expression, symbols, value) => expect(found(expression, symbols)).toEqual(value));
});

describe("arithmetic", () => {
  const [u, v, W] = [symbol("u"), symbol("v"), symbol("W")];
  const symbols = { u: [1, 2], v: [3, 4], W: [[1, 2], [3, 4]], t: 2, z: 0, f: Math.exp };
  const transpose = (of: Expression): Expression => ({ kind: "transpose", of, at });
  const named = (name: "det" | "tr" | "diag" | "max" | "exp" | "dim", ...args: Expression[]): Expression => ({ kind: "function", name, args, base: null, at });

  test.each<[string, Expression, unknown]>([
    ["u + v", binary("add", u, v), [4, 6]],
    ["u - v", binary("subtract", u, v), [-2, -2]],
    ["2 u", times(number(2), u), [2, 4]],
    ["u / 2", binary("divide", u, number(2)), [0.5, 1]],
    ["u · v", times(u, v, "dot"), 11],
    ["u ⊙ v", times(u, v, "odot"), [3, 8]],
    ["u^⊤ v", times(transpose(u), v), 11],
    ["u v^⊤", times(u, transpose(v)), [[3, 4], [6, 8]]],
    ["W u", times(W, u), [5, 11]],
    ["u^⊤ W", times(transpose(u), W), [7, 10]],
    ["u^⊤ W v", times(times(transpose(u), W), v), 61],
    ["W W^⊤", times(W, transpose(W)), [[5, 11], [11, 25]]],
    ["W^2", power(W, number(2)), [[7, 10], [15, 22]]],
    ["W^-1 W", times(power(W, number(-1)), W), [[expect.closeTo(1, 12), expect.closeTo(0, 12)], [expect.closeTo(0, 12), expect.closeTo(1, 12)]]],
    ["det W", named("det", W), expect.closeTo(-2, 12)],
    ["tr W", named("tr", W), 5],
    ["diag u", named("diag", u), [[1, 0], [0, 2]]],
    ["diag W", named("diag", W), [1, 4]],
    ["dim u", named("dim", u), 2],
    ["max(3, 4)", named("max", number(3), number(4)), 4],
    ["max u", named("max", u), 2],
    ["‖v‖", { kind: "norm", of: v, order: null, at }, 5],
    ["‖v‖_1", { kind: "norm", of: v, order: number(1), at }, 7],
    ["‖v‖_∞", { kind: "norm", of: v, order: number(Infinity), at }, 4],
    ["‖v‖_3", { kind: "norm", of: v, order: number(3), at }, expect.closeTo(91 ** (1 / 3), 12)],
    ["‖W‖_F", { kind: "norm", of: W, order: "F", at }, Math.sqrt(30)],
    ["⟨u, v⟩", { kind: "inner", left: u, right: v, at }, 11],
    ["∛-8", { kind: "root", of: number(-8), degree: number(3), at }, -2],
    ["log_2 8", { kind: "function", name: "log", args: [number(8)], base: number(2), at }, 3],
    ["⌈2.1⌉", { kind: "ceiling", of: number(2.1), at }, 3],
    ["δ_{2,2}", { kind: "kronecker", left: number(2), right: symbol("t"), at }, 1],
    ["1[2 < 1]", { kind: "indicator", condition: { kind: "comparison", left: symbol("t"), relation: "<", right: number(1), at }, at }, 0],
    ["f(0)", call(symbol("f"), symbol("z")), 1],
    ["2 / 0 is infinite", binary("divide", number(2), symbol("z")), Infinity],
    ["u v", times(u, v), "shapes-differ: a vector of 2 and a vector of 2 have no product"],
    ["u × v", times(u, v, "times"), "shapes-differ: `\\times` stands between two arrays; only numbers are multiplied so"],
    ["u + 1", binary("add", u, number(1)), "shapes-differ: a vector of 2 and a number cannot be taken element by element"],
    ["u + W", binary("add", u, W), "shapes-differ: a vector of 2 and an array of 2 × 2 cannot be taken element by element"],
    ["u + v^⊤", binary("add", u, transpose(v)), "shapes-differ: a vector of 2 and a vector of 2 (a row) cannot be taken element by element"],
    ["1 / u", binary("divide", number(1), u), "not-arithmetic: a vector of 2 stands below a fraction's line"],
    ["e^u", power(number(2), u), "not-arithmetic: a vector of 2 stands as an exponent"],
    ["u^2", power(u, number(2)), "shapes-differ: a vector of 2 stands where a matrix is needed"],
    ["exp u", named("exp", u), "not-arithmetic: `\\exp` is taken of a vector of 2; write it for an element, with an index"],
    ["f + 1", binary("add", symbol("f"), number(1)), "shapes-differ: a function and a number cannot be taken element by element"],
    ["0 / 0", binary("divide", symbol("z"), symbol("z")), "not-a-number: numerator and denominator are both 0"],
    ["log -1", log(number(-1)), "not-a-number: `\\log` of -1 is not a number"],
    ["(-1)^0.5", power(number(-1), number(0.5)), "not-a-number: -1 to the power 0.5 is not a real number"],
    ["∞ - ∞", binary("subtract", number(Infinity), number(Infinity)), "not-a-number: this is not a number"],
    ["f(u, v)", call(symbol("t"), u), "not-a-function: a number is called like a function"],
    ["no case", { kind: "cases", cases: [{ value: u, condition: { kind: "comparison", left: symbol("t"), relation: "<", right: number(1), at } }], at }, "no-case: none of the cases applies"],
  ])("%s", (_, expression, value) => expect(found(expression, symbols)).toEqual(value));

  test("what a function throws or returns is said", () => {
    const f = call(symbol("g"), number(1));
    expect(found(f, { g: () => "a" })).toBe("not-a-value: this function gives a value of type string, neither a number nor an array of numbers");
    expect(found(f, { g: () => { throw new RangeError("too far"); } })).toBe("function-throws: this function throws RangeError: too far");
    expect(found(f, { g: () => NaN })).toBe("not-a-number: this is not a number");
  });
});

describe("derivatives", () => {
  const softmax = (z: readonly number[]) => {
    const e = z.map(Math.exp);
    const total = e.reduce((sum, each) => sum + each, 0);
    return e.map((each) => each / total);
  };
  const z = [0.3, -0.2, 1.1];
  const s = softmax(z);

  test.each<[string, Expression, Record<string, unknown>, unknown]>([
    ["x^3 by x", by(power(symbol("x"), number(3)), symbol("x")), { x: 2 }, 12],
    ["x^3 by x, twice", by(power(symbol("x"), number(3)), symbol("x"), symbol("x")), { x: 2 }, expect.closeTo(12, 7)],
    ["mixed", by(times(power(symbol("x"), number(2)), power(symbol("y"), number(3))), symbol("x"), symbol("y")), { x: 2, y: 3 }, expect.closeTo(108, 6)],
    ["by an element", by(over("sum", inferred("k"), power(element("x", "k"), number(2))), element("x", "i")), { x: [1, 2, 3], i: 1 }, 4],
    ["by a vector", by(over("sum", inferred("k"), power(element("x", "k"), number(2))), symbol("x")), { x: [1, 2, 3] }, [2, 4, 6]],
    ["of a vector by a number", by(times(symbol("x"), symbol("u")), symbol("x")), { x: 2, u: [1, 2] }, [1, 2]],
    ["of the cell's function", by({ kind: "element", of: call(symbol("f"), symbol("z")), indices: [number(0)], at }, element("z", 1)), { f: softmax, z }, expect.closeTo(-(s[0] ?? 0) * (s[1] ?? 0), 9)],
    ["of a component of it", by({ kind: "call", of: element("f", 0), args: [symbol("z")], at }, element("z", 0)), { f: softmax, z }, expect.closeTo((s[0] ?? 0) * (1 - (s[0] ?? 0)), 9)],
    ["of a bare function of one argument", by(symbol("f"), element("x", 0)), { f: (x: readonly number[]) => (x[0] ?? 0) ** 2 * (x[1] ?? 0), x: [3, 5] }, expect.closeTo(30, 8)],
    ["of Math's", by(call(symbol("f"), symbol("x")), symbol("x")), { f: Math.tanh, x: 0.5 }, 1 / Math.cosh(0.5) ** 2],
    ["of an absolute value, on its piece", by({ kind: "absolute", of: symbol("x"), at }, symbol("x")), { x: -2 }, -1],
    ["f'(x)", call({ kind: "prime", of: symbol("f"), order: 1, at }, symbol("x")), { f: (x: number) => x ** 3, x: 2 }, expect.closeTo(12, 8)],
    ["f''(x)", call({ kind: "prime", of: symbol("f"), order: 2, at }, symbol("x")), { f: (x: number) => x ** 3, x: 2 }, expect.closeTo(12, 4)],
    ["tanh''(x)", call({ kind: "prime", of: symbol("f"), order: 2, at }, symbol("x")), { f: Math.tanh, x: 0.5 }, (-2 * Math.tanh(0.5)) / Math.cosh(0.5) ** 2],
    ["∇_x", { kind: "gradient", of: times(symbol("x"), symbol("x"), "dot"), by: symbol("x"), at }, { x: [1, 2] }, [2, 4]],
    ["∇f(x)", { kind: "gradient", of: call(symbol("f"), symbol("x")), by: null, at }, { f: (x: readonly number[]) => (x[0] ?? 0) * (x[1] ?? 0), x: [3, 5] }, [expect.closeTo(5, 8), expect.closeTo(3, 8)]],
    ["∇ of what depends on more", { kind: "gradient", of: symbol("x"), by: null, at }, { x: [1] }, "no-variable: it is not said by what this gradient is taken"],
    ["by what does not occur", by(symbol("y"), symbol("x")), { x: 1, y: 2 }, "does-not-depend: nothing here depends on `x` by which it is differentiated"],
    ["of a function of two", by(symbol("f"), symbol("x")), { f: (x: number, y: number) => x * y, x: 1 }, "no-arguments: `f` is a function; it is not said at which arguments it is differentiated"],
    ["at a jump", by(call(symbol("f"), symbol("x")), symbol("x")), { f: (x: number) => Math.sign(x), x: 0 }, "no-derivative: no derivative by `x` is found here by differences: the quotients do not settle"],
    ["a vector by a vector", by(symbol("x"), symbol("x")), { x: [1, 2] }, "not-arithmetic: an array is differentiated by an array; write it for an element of each, with indices"],
    ["beyond the end", by(element("x", 0), element("x", 2)), { x: [1, 2] }, "index-out-of-range: `x` has no such element"],
  ])("%s", (_, expression, symbols, value) => expect(found(expression, symbols)).toEqual(value));

  test("a sum of slopes that cancel knows what was added", () => {
    const total = over("sum", inferred("k"), binary("divide", element("e", "k"), over("sum", inferred("j"), element("e", "j"))));
    const result = evaluate(by(total, element("e", 1)), settingOf({ e: [1.1, 2.3, 0.7] }));
    if (!("value" in result) || result.value.kind !== "number") throw new Error("a number");
    expect(Math.abs(result.value.re)).toBeLessThan(1e-15);
    expect(result.value.size).toBeGreaterThan(0.1);
  });
});
