import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkDerivation, type DerivationClaim, type VerifyCell } from "./check.ts";
import { draws, index, uniform } from "../helpers/drawing.ts";
import { given, transcribed, unchecked } from "../helpers/marks.ts";
import { sum } from "../helpers/sums.ts";
import { softmax, vector } from "../testing/trials.ts";

const check = (latex: string | readonly string[], cell: VerifyCell | null, more: Partial<DerivationClaim> = {}) =>
  checkDerivation({ id: "claim", displays: [latex].flat().map((each) => ({ latex: each, lineStarts: [] })), ranges: [], tolerance: null, approx: null, ...more }, cell);

/** How a derivation fares: how many reasons were compared, or each failure with what it points at, its notes and its cure. */
function told(latex: string | readonly string[], cell: VerifyCell | null, more: Partial<DerivationClaim> = {}): readonly string[] {
  const outcome = check(latex, cell, more);
  if (outcome.ok) return [`ok: ${outcome.result.kind === "derivation" ? outcome.result.reasons : "?"} reasons`];
  return outcome.failures.map(({ code, message, where, notes, cure }) => {
    const place = where.kind === "formula" ? ` @ ${[latex].flat()[where.formula]?.slice(where.at.start, where.at.end)}` : "";
    return `${code}: ${message}${place}${notes.map((note) => ` | ${note}`).join("")}${cure === undefined ? "" : ` | cure: ${cure}`}`;
  });
}

/** Two rows, the second with this reason; x is 2, y is [1, 4], f doubles, n is not bound. */
const rowWith = (reason: string): string => String.raw`\begin{aligned} x &= 2 \\ &= \sum_k y_k - 3 && ${reason} \end{aligned}`;
const fixed: VerifyCell = function* () {
  given({ x: 2, y: [1, 4], f: (t: number) => 2 * t, i: 1 });
  yield 2;
  yield 2;
  yield 2;
};
const reasonTold = (reason: string): readonly string[] => told(rowWith(reason), fixed);

test.each([
  ["", 0],
  ["\\text{by symmetry}", 0],
  ["\\text{times } y_k", 0],
  ["\\text{times } x + 1", 0],
  ["x = 2", 1],
  ["x = 2 \\text{ and } y_i = 4, \\; y_0 < x", 1],
  ["\\text{since } \\sum_i y_i = 5", 1],
  ["y_0 < x \\le \\tfrac{y_i}{2} = f(1)", 1],
  ["\\log x^2 = 2 \\log x \\text{, twice}", 1],
  ["x \\ne y_0", 1],
  ["x \\approx 2.01", 1],
])("the reason %s holds", (reason, count) => {
  expect(reasonTold(reason)).toEqual([`ok: ${count} reasons`]);
});

describe("a reason that does not hold is named with its row and both values", () => {
  test.each([
    ["x = 3", "unrelated: in the reason of row 2: `x`, which is 2, is not equal to `3`, which is 3 @ = 3 | in draw 1 of 1: x = 2"],
    ["\\text{as } x \\ge 1, \\; y_i = x \\text{ here}", "unrelated: in the reason of row 2: `y_i`, which is 4, is not equal to `x`, which is 2 @ = x | in draw 1 of 1: i = 1, x = 2, y = [1, 4]"],
    ["y_0 < x \\le f(0.5) = 1", "unrelated: in the reason of row 2: `x`, which is 2, is not at most `f(0.5)`, which is 1 @ \\le f(0.5) | in draw 1 of 1: x = 2"],
    ["x \\ne 2", "unrelated: in the reason of row 2: `x`, which is 2, is not different from `2`, which is 2 @ \\ne 2 | in draw 1 of 1: x = 2"],
    ["x > y_i", "unrelated: in the reason of row 2: `x`, which is 2, is not greater than `y_i`, which is 4 @ > y_i | in draw 1 of 1: i = 1, x = 2, y = [1, 4]"],
    ["x \\approx 2.1", "unrelated: in the reason of row 2: `x`, which is 2, is not approximately `2.1`, which is 2.1 @ \\approx 2.1 | in draw 1 of 1: x = 2"],
    ["y = 2 y", "unrelated: in the reason of row 2: `y`, which is 1, is not equal to `2 y`, which is 2 at element [0] @ = 2 y | in draw 1 of 1: y = [1, 4]"],
    ["y = x", "unrelated: in the reason of row 2: `y`, which is a vector of 2, is not equal to `x`, which is a number @ = x | in draw 1 of 1: x = 2, y = [1, 4]"],
    ["\\log(-x) = 1", "not-a-number: in the reason of row 2: `\\log` of -2 is not a number @ \\log(-x) | in draw 1 of 1: x = 2"],
    ["y_x = 1", "index-out-of-range: in the reason of row 2: the index is 2, but the elements go from 0 to 1 @ x | in draw 1 of 1: x = 2, y = [1, 4] | cure: where the mathematics counts from 1, bind the array with `fromOne`"],
  ])("%s", (reason, failure) => expect(reasonTold(reason)).toEqual([failure]));

  test("in every reason, and beside what is wrong in the rows", () => {
    const latex = String.raw`\begin{aligned} x &= 3 && x = 1 \\ &= \sum_k y_k - 3 && 0 > x \end{aligned}`;
    expect(told(latex, fixed)).toEqual([
      "unequal: `3` is 3, but the cell yields 2 @ 3 | in draw 1 of 1",
      "unrelated: in the reason of row 1: `x`, which is 2, is not equal to `1`, which is 1 @ = 1 | in draw 1 of 1: x = 2",
      "unrelated: in the reason of row 2: `0`, which is 0, is not greater than `x`, which is 2 @ > x | in draw 1 of 1: x = 2",
    ]);
  });

  test("in the draw in which it fails", () => {
    const cell: VerifyCell = function* () {
      const x = uniform(-0.1, 4) as number;
      given({ x });
      yield x;
      yield x;
    };
    expect(told("x &= x && x > 0", cell)).toEqual([expect.stringMatching(/^unrelated: in the reason of row 1: `x`, which is −0\.\d+, is not greater than `0`, which is 0 @ > 0 \| in draw \d+ of 100: x = −0\.\d+$/)]);
  });

  test("in the second of two displays", () => {
    expect(told(["x = 2", "\\sum_k y_k &= 5 && x = 5"], function* () {
      given({ x: 2, y: [1, 4] });
      yield* [2, 2, 5, 5];
    })).toEqual(["unrelated: in the reason of row 1: `x`, which is 2, is not equal to `5`, which is 5 @ = 5 | in draw 1 of 1: x = 2"]);
  });
});

describe("a reason that is refused says what to write instead", () => {
  test.each([
    ["u = y_0 / x", "unbound: in the reason of row 2: `u` is not bound @ u | cure: bind it with `given({ u })`, or write the reason in words"],
    ["\\text{with } u", "unbound: in the reason of row 2: `u` is not bound @ u | cure: bind it with `given({ u })`, or write the reason in words"],
    ["y_k < 5", "unreadable-formula: in the reason of row 2: `k` is an index of the display's sums, and bound nowhere else @ k | cure: write the reason with its sum, bind `k` to one index of it, drawn with `index(n)`, or write the reason in words"],
    ["\\int x = 2", "unreadable-formula: in the reason of row 2: an integral cannot be checked @ \\int | cure: yield `unchecked(…)` for it, or write the reason in words"],
    ["\\text{since x = 2}", "unreadable-formula: in the reason of row 2: `=` stands in words, where no formula is read @ = | cure: close the words before the formula: `\\text{since } p = 1`, or write the reason in words"],
    ["x, y_i > 0", "unreadable-formula: in the reason of row 2: whether the relation beside this holds for it as well cannot be seen @ x | cure: write a relation for each, or words between them, or write the reason in words"],
  ])("%s", (reason, failure) => expect(reasonTold(reason)).toEqual([failure]));

  test("also where the symbols have ranges and no cell binds them", () => {
    const more = { ranges: [{ name: "x", from: 0.1, to: 3 }] };
    expect(told("x &= x && \\log x \\le x - 1", null, more)).toEqual(["ok: 1 reasons"]);
    expect(told("x &= x && \\log t \\le t - 1", null, more)).toEqual([
      "unbound: in the reason of row 1: `t` is not bound @ t | cure: state its range on the container, t=\"0.1..5\", or bind it in a verify cell, or write the reason in words",
    ]);
    expect(told("x &= x && \\log x \\ge x - 1", null, more)).toEqual([expect.stringMatching(/^unrelated: in the reason of row 1: `\\log x`, which is [−\d.]+, is not at least `x - 1`, which is [−\d.]+ @ \\ge x - 1 \| in draw 1 of 100: x = [\d.]+$/)]);
  });
});

describe("reasons are held as strictly as rows", () => {
  const cell: VerifyCell = function* () {
    const x = uniform(0.5, 1) as number;
    given({ x, y: x * (1 + 1e-7) });
    yield x;
    yield x;
  };

  test.each([
    ["x = y", {}, /^unrelated/],
    ["x = y", { tolerance: 1e-6 }, /^ok: 1/],
    ["x \\approx 1.05 x", {}, /^unrelated/],
    ["x \\approx 1.05 x", { approx: 0.1 }, /^ok: 1/],
    ["x \\le \\lvert x \\rvert", {}, /^always-equal: in the reason of row 1: both sides of `\\le` are equal in all of 100 draws @ \\le \\lvert x \\rvert \| cure: write `=`, or draw values for which they differ$/],
    ["x \\le 1", {}, /^ok: 1/],
  ])("%s with %o", (reason, more, expected) => {
    expect(told(`x &= x && ${reason}`, cell, more)).toEqual([expect.stringMatching(expected)]);
  });

  test("the difference of an equality in a reason is recorded", () => {
    const off: VerifyCell = function* () {
      const x = uniform(1, 2) as number;
      given({ x, y: x * (1 + 3e-11) });
      yield x;
      yield x;
    };
    expect(check("x &= x && x = y", off)).toMatchObject({ ok: true, result: { difference: -10, rows: 2, reasons: 1 } });
  });

  test("beside rows that are transcribed or unchecked as well", () => {
    const latex = (reason: string) => String.raw`2 x &= \int x && ${reason} \\ &= \lim x && ${reason}`;
    const open: VerifyCell = function* () {
      const x = uniform(1, 2) as number;
      given({ x });
      yield 2 * x;
      yield transcribed(2 * x, "an integral");
      yield unchecked("a limit");
    };
    expect(check(latex("x > 0"), open)).toMatchObject({ ok: true, result: { rows: 2, reasons: 2 } });
    expect(told(latex("x < 0"), open).map((each) => each.slice(0, 36))).toEqual(["unrelated: in the reason of row 1: `", "unrelated: in the reason of row 2: `"]);
  });

  test("derivatives in a reason are taken through the cell", () => {
    const cellOf: VerifyCell = function* () {
      draws(20);
      const [z, i] = [vector(4), index(4)];
      given({ z, p: softmax(z), i, Z: sum(z.map(Math.exp)) });
      yield* [1, 1];
    };
    expect(told(String.raw`\sum_j p_j &= 1 && \frac{\partial Z}{\partial z_i} = e^{z_i}, \; \textstyle\sum_j \frac{\partial p_j}{\partial z_i} = 0`, cellOf)).toEqual(["ok: 1 reasons"]);
    expect(told(String.raw`\sum_j p_j &= 1 && \frac{\partial Z}{\partial z_i} = -e^{z_i}`, cellOf)).toEqual([expect.stringMatching(/^unrelated: in the reason of row 1/)]);
  });
});

// of two sides a row and a reason say the same
const sides = fc.constantFrom(
  "(a + b)^2", "a^2 + 2 a b + b^2", "\\log(a b)", "\\log a + \\log b", "\\sum_{k=1}^{3} k a", "6 a", "\\frac{a}{b}", "a b^{-1}", "e^{a + b}", "e^a e^b", "\\max(a, b)", "a", "-b", "1",
);
const relations = fc.constantFrom("=", "\\le", "\\ge", "<", ">", "\\ne", "\\approx");
const ranges = ["a", "b"].map((name) => ({ name, from: 0.5, to: 2 }));

test("what is found of two sides in a row is found of them in a reason, with or without words around them", () => {
  fc.assert(
    fc.property(sides, relations, sides, fc.constantFrom("R", "\\text{since } R", "(R) \\text{, so it is}", "\\text{by } \\eqref{x}, R", "a > 0, \\; R", "R \\text{ and } b > 0"), (left, sign, right, shape) => {
      const stated = `${left} ${sign} ${right}`;
      const found = (latex: string) => {
        const outcome = check(latex, null, { ranges });
        return outcome.ok ? "ok" : outcome.failures.map(({ code, message }) => `${code}: ${message.replace("in the reason of row 1: ", "")}`);
      };
      const row = found(stated);
      expect(found(`a &= a && ${shape.replace("R", () => stated)}`)).toEqual(row);
    }),
    { numRuns: 150 },
  );
});
