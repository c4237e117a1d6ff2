import { describe, expect, test } from "vitest";
import { Attempt, within } from "./attempt.ts";
import { bernoulli, expectation, finite, gaussian, jointly, uniformOn } from "./distributions.ts";
import { index, integers, normal, permutation, pick, positive, simplex, uniform } from "./drawing.ts";
import { helpers, installHelpers } from "./install.ts";
import { fromOne, given, transcribed, unchecked } from "./marks.ts";
import { gradient, jacobian, partial } from "./slopes.ts";
import { delta, dot, mean, sum } from "./sums.ts";

const drawing = <T>(part: () => T, seed = "a draw") => within(new Attempt(seed, null), part);
const message = (part: () => unknown): string => {
  try {
    part();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
  return "no error";
};
const shape = (drawn: unknown): number[] => (Array.isArray(drawn) ? [drawn.length, ...shape(drawn[0])] : []);

describe("drawing", () => {
  test("the same draw gives the same numbers, another others", () => {
    const some = () => [normal(3), uniform(0, 1), index(1000), simplex(3)];
    expect(drawing(some)).toEqual(drawing(some));
    expect(drawing(some)).not.toEqual(drawing(some, "another"));
  });

  test.each<[string, () => unknown, number[]]>([
    ["normal()", () => normal(), []],
    ["normal(4)", () => normal(4), [4]],
    ["normal(2, 3, 4)", () => normal(2, 3, 4), [2, 3, 4]],
    ["positive(2, 3)", () => positive(2, 3), [2, 3]],
    ["uniform(5)", () => uniform(5), [5]],
    ["uniform(2, 3)", () => uniform(2, 3), []],
    ["uniform(4, 2, 3)", () => uniform(4, 2, 3), [4]],
    ["integers(2, 3)", () => integers(2, 3), []],
    ["integers(4, 2, 3)", () => integers(4, 2, 3), [4]],
    ["permutation(6)", () => permutation(6), [6]],
  ])("the shape of %s", (_, draw, expected) => expect(shape(drawing(draw))).toEqual(expected));

  test("what is drawn lies where it should", () => {
    drawing(() => {
      for (let k = 0; k < 200; k++) {
        expect(uniform(2, 3)).toSatisfy((x: number) => x >= 2 && x < 3);
        expect([2, 3]).toContain(integers(2, 3));
        expect(positive()).toBeGreaterThan(0);
        const shares = simplex(4);
        expect(shares.every((share) => share > 0)).toBe(true);
        expect(Math.abs(sum(shares) - 1)).toBeLessThan(1e-15);
        expect(["a", "b"]).toContain(pick(["a", "b"]));
      }
      expect([...permutation(9)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
      expect(new Set(Array.from({ length: 200 }, () => index(3)))).toEqual(new Set([0, 1, 2]));
    });
  });

  test.each<[string, () => unknown, string]>([
    ["a helper outside of a cell", () => normal(3), "TypeError: normal: there is a draw only while a verify cell runs"],
    ["half a thing", () => drawing(() => normal(2.5)), "RangeError: normal: 2.5 is no number of things"],
    ["a range upside down", () => drawing(() => uniform(3, 2)), "RangeError: uniform: from 3 to 2 is no range"],
    ["integers of halves", () => drawing(() => integers(0.5, 2)), "RangeError: integers: from 0.5 to 2 is no range of whole numbers"],
    ["given twice", () => drawing(() => (given({}), given({}))), "TypeError: given: the symbols are bound already; call it once"],
    ["given a text", () => drawing(() => given({ x: "1" })), "TypeError: given: `x` is a value of type string, neither a number, an array of numbers, a function nor a random variable"],
    ["given undefined", () => drawing(() => given({ x: undefined })), "TypeError: given: `x` is undefined, neither a number, an array of numbers, a function nor a random variable"],
    ["transcribed without reason", () => transcribed(1, " "), "TypeError: transcribed: a reason is missing"],
    ["unchecked without reason", () => Reflect.apply(unchecked, undefined, []), "TypeError: unchecked: a reason is missing"],
    ["fromOne of a number", () => fromOne(3), "TypeError: fromOne: a value of type number is no array of numbers"],
    ["probabilities beyond 1", () => finite([1, 2], [0.5, 0.6]), "RangeError: finite: the probabilities sum to 1.1, or one is negative"],
    ["values without probabilities", () => finite([1, 2], [1]), "RangeError: finite: there are 2 values, but 1 probabilities"],
    ["a deviation of 0", () => gaussian(0, 0), "RangeError: gaussian: the standard deviation is 0, not positive"],
    ["partial of a text", () => partial(() => "a", 1), "TypeError: partial: the function gives neither a number nor an array of numbers"],
    ["partial by nothing", () => partial((x: number[]) => x[0], [1, 2], 2), "RangeError: partial: there is no number at [2]"],
    ["partial at a jump", () => partial(Math.sign, 0), "RangeError: partial: no derivative is found by differences: the quotients do not settle"],
    ["dot of lengths that differ", () => dot([1], [1, 2]), "RangeError: dot: lengths differ, 1 and 2"],
    ["sum of a text", () => sum("12"), "TypeError: sum: neither a number nor an array of numbers"],
  ])("%s", (_, part, expected) => expect(message(part)).toBe(expected));
});

describe("sums", () => {
  test("they take arrays of any shape", () => {
    expect([sum([[1, 2], [3]]), sum(Float32Array.of(1, 2)), mean([1, 2, 6]), delta(1, 1), delta(1, 2), dot([1, 2], [3, 4])]).toEqual([6, 3, 3, 1, 0, 11]);
  });
});

describe("derivatives of the cell's functions", () => {
  const cubes = ([x = 0, y = 0]: readonly number[]) => x ** 3 * y;

  test("a partial derivative", () => {
    expect(partial(cubes, [2, 5], 0)).toBeCloseTo(60, 8);
    expect(partial(cubes, Float64Array.of(2, 5), 1)).toBeCloseTo(8, 8);
    expect(partial(Math.exp, 1)).toBeCloseTo(Math.E, 9);
  });

  test("of a matrix, by a list of indices", () => {
    const trace = (m: number[][]) => (m[0]?.[0] ?? 0) * (m[1]?.[1] ?? 0);
    expect(partial(trace, [[2, 3], [4, 5]], [1, 1])).toBeCloseTo(2, 8);
  });

  test("a gradient has the shape of its argument", () => {
    expect(gradient(cubes, [2, 5])).toEqual([expect.closeTo(60, 8), expect.closeTo(8, 8)]);
    expect(gradient((m: number[][]) => sum(m) ** 2, [[1, 2], [3, 4]])).toEqual([[expect.closeTo(20, 8), expect.closeTo(20, 8)], [expect.closeTo(20, 8), expect.closeTo(20, 8)]]);
  });

  test("a Jacobian has a row for each result", () => {
    const both = ([x = 0, y = 0]: readonly number[]) => [x * y, x + y, x];
    expect(jacobian(both, [2, 5])).toEqual([
      [expect.closeTo(5, 8), expect.closeTo(2, 8)],
      [expect.closeTo(1, 8), expect.closeTo(1, 8)],
      [expect.closeTo(1, 8), expect.closeTo(0, 8)],
    ]);
  });

  test("the attempt knows that they are not exact", () => {
    const attempt = new Attempt("a draw", null);
    within(attempt, () => partial(cubes, [2, 5], 0));
    expect(attempt.doubt.relative).toBe(1e-6);
    expect(attempt.doubt.absolute).toBeLessThan(1e-6);
  });
});

describe("random variables", () => {
  test("expectations of finite ones are exact", () => {
    const die = finite([1, 2, 3, 4, 5, 6], Array(6).fill(1 / 6));
    expect(expectation((x: number) => x ** 2, die)).toBeCloseTo(91 / 6, 12);
    expect(expectation((x: number, y: number) => x * y, die, die)).toBeCloseTo(91 / 6, 12);
    expect(expectation((x: number, y: number) => x * y, die, die.again())).toBeCloseTo(49 / 4, 12);
    expect(expectation((x: number) => x, bernoulli(0.3))).toBeCloseTo(0.3, 15);
    expect(expectation((x: number) => x, die.map((x) => Number(x) % 2))).toBeCloseTo(0.5, 12);
  });

  test("variables of one experiment depend on each other", () => {
    const [x, y] = jointly([[0, 0], [1, 1]], [0.4, 0.6]);
    if (x === undefined || y === undefined) throw new Error("two variables");
    expect(expectation((a: number, b: number) => a * b, x, y)).toBeCloseTo(0.6, 15);
  });

  test("those of sampled ones lie within their doubt", () => {
    for (const [variable, f, value] of [
      [gaussian(1, 2), (x: number) => x ** 2, 5],
      [uniformOn(0, 3), (x: number) => Math.exp(-x), (1 - Math.exp(-3)) / 3],
    ] as const) {
      const attempt = new Attempt("a draw", null);
      const found = within(attempt, () => expectation(f, variable));
      expect(attempt.doubt.absolute).toBeGreaterThan(0);
      expect(Math.abs(found - value)).toBeLessThan(attempt.doubt.absolute);
    }
  });

  test("their probabilities and densities are functions", () => {
    expect(finite([1, 2, 2], [0.5, 0.2, 0.3]).probability(2)).toBe(0.5);
    expect(gaussian(0, 1).probability(0)).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 15);
    expect(message(() => gaussian(0, 1).map((x) => x).probability(0))).toBe("TypeError: this variable has no probabilities of single values");
  });
});

test("helpers are installed by name, and a cell's own functions may stand before them", () => {
  const target: Record<string, unknown> = {};
  installHelpers(target);
  expect(Object.keys(helpers).every((name) => typeof target[name] === "function")).toBe(true);
  target["sum"] = 3;
  expect(target["sum"]).toBe(3);
});
