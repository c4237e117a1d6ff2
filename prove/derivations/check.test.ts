import { describe, expect, test } from "vitest";
import { checkDerivation, drawsFor, checkRows, type DerivationClaim, type VerifyCell } from "./check.ts";
import { bernoulli, finite, gaussian } from "../helpers/distributions.ts";
import { draws, index, normal, simplex, uniform } from "../helpers/drawing.ts";
import { fromOne, given, transcribed, unchecked } from "../helpers/marks.ts";
import { partial } from "../helpers/slopes.ts";
import { delta, sum } from "../helpers/sums.ts";
import type { Outcome } from "../records/outcome.ts";

const claimOf = (latex: string | readonly string[], more: Partial<DerivationClaim> = {}): DerivationClaim => ({
  id: "claim",
  displays: [latex].flat().map((each) => ({ latex: each, lineStarts: [] })),
  ranges: [],
  tolerance: null,
  approx: null,
  ...more,
});
const vector = (n: number) => normal(n) as readonly number[];
const check = (latex: string, cell: VerifyCell | null, more: Partial<DerivationClaim> = {}) => checkDerivation(claimOf(latex, more), cell);

/** The failures on a line each: code, message, what they point at, notes, cure. */
function told(outcome: Outcome, latex: string | readonly string[]): readonly string[] {
  if (outcome.ok) return ["ok"];
  return outcome.failures.map(({ code, message, where, notes, cure }) => {
    const place = where.kind === "formula" ? ` @ ${[latex].flat()[where.formula]?.slice(where.at.start, where.at.end)}` : "";
    return `${code}: ${message}${place}${notes.map((note) => ` | ${note}`).join("")}${cure === undefined ? "" : ` | cure: ${cure}`}`;
  });
}

const softmax = (z: readonly number[]) => {
  const e = z.map(Math.exp);
  return e.map((each) => each / sum(e));
};

describe("a derivation that holds", () => {
  const softmaxJacobian = String.raw`
\begin{aligned}
\frac{\partial s_i}{\partial z_j}
  &= \frac{\delta_{ij} e^{z_i} \sum_k e^{z_k} - e^{z_i} e^{z_j}}{\bigl(\sum_k e^{z_k}\bigr)^2} && \text{quotient rule} \\
  &= s_i(\delta_{ij} - s_j)
\end{aligned}
`;

  function* jacobianCell() {
    const [z, i, j] = [vector(6), index(6), index(6)];
    const [e, s] = [z.map(Math.exp), softmax(z)];
    const S = sum(e);
    given({ z, s, i, j });
    yield partial((at: readonly number[]) => softmax(at)[i], z, j);
    yield (delta(i, j) * (e[i] ?? NaN) * S - (e[i] ?? NaN) * (e[j] ?? NaN)) / S ** 2;
    yield (s[i] ?? NaN) * (delta(i, j) - (s[j] ?? NaN));
  }

  test("counts its draws and rows", () => {
    expect(check(softmaxJacobian, jacobianCell)).toEqual({
      ok: true,
      result: { kind: "derivation", draws: 100, rows: 3, reasons: 0, difference: expect.any(Number), transcribed: [], unchecked: [] },
    });
  });

  test("a changed sign in the printed formula is found although the cell is untouched", () => {
    const wrong = softmaxJacobian.replace("s_i(\\delta_{ij} - s_j)", "s_i(\\delta_{ij} + s_j)");
    const [failure, ...others] = told(check(wrong, jacobianCell), wrong);
    expect(failure).toMatch(/^unequal: `s_i\(\\delta_\{ij\} \+ s_j\)` is [\d.]+, but the cell yields [−\d.]+ @ s_i\(\\delta_\{ij\} \+ s_j\) \| in draw 1 of 100: i = \d, j = \d, s = \[[\d., ]+\]$/);
    expect(others).toEqual([]);
  });

  test("the record of the same derivation is the same on every run", () => {
    expect(check(softmaxJacobian, jacobianCell)).toEqual(check(softmaxJacobian, jacobianCell));
  });

  test.each<[string, string, VerifyCell]>([
    ["a scalar", "(a + b)^2 = a^2 + 2ab + b^2", function* () {
      const [a, b] = [uniform(-2, 2) as number, uniform(-2, 2) as number];
      given({ a, b });
      yield (a + b) ** 2;
      yield a * a + 2 * a * b + b * b;
    }],
    ["a difference in which everything cancels", "\\sum_x p_x - \\sum_x q_x = 0", function* () {
      const [p, q] = [simplex(6), simplex(6)];
      given({ p, q });
      yield sum(p) - sum(q);
      yield 0;
    }],
    ["vectors", "x + y = y + x", function* () {
      const [x, y] = [vector(3), vector(3)];
      given({ x, y });
      const both = x.map((each, k) => each + (y[k] ?? NaN));
      yield both;
      yield Float64Array.from(both);
    }],
    ["indices from 1", "\\sum_{i=1}^{n} x_i = x_1 + x_2 + x_3", function* () {
      const x = vector(3);
      given({ x: fromOne(x), n: 3 });
      yield sum(x);
      yield sum(x);
    }],
    ["a strict bound", "e^x > x", function* () {
      const x = uniform(-1, 3) as number;
      given({ x });
      yield Math.exp(x);
      yield x;
    }],
    ["infinity on both sides", "-\\log 0 = \\infty", function* () {
      given({});
      yield Infinity;
      yield Infinity;
    }],
    ["an expectation over finitely many outcomes", "\\mathbb{E}[X^2] = p", function* () {
      const p = uniform(0, 1) as number;
      given({ p, X: bernoulli(p) });
      yield p;
      yield p;
    }],
  ])("%s", (_, latex, cell) => expect(told(check(latex, cell), latex)).toEqual(["ok"]));

  test("several displays take their yields one after the other", () => {
    const claim = claimOf(["x + x = 2x", "x - x = 0"]);
    const outcome = checkDerivation(claim, function* () {
      const x = normal() as number;
      given({ x });
      yield 2 * x;
      yield 2 * x;
      yield 0;
      yield 0;
    });
    expect(outcome).toMatchObject({ ok: true, result: { rows: 4 } });
  });

  test("differences are given as powers of ten, rounded up", () => {
    const outcome = check("x = y", function* () {
      const x = uniform(1, 2) as number;
      given({ x, y: x * (1 + 3e-11) });
      yield x;
      yield x * (1 + 3e-11);
    });
    expect(outcome).toMatchObject({ ok: true, result: { difference: -10 } });
  });
});

describe("a derivation that does not hold", () => {
  const twice: VerifyCell = function* () {
    const x = uniform(1, 2) as number;
    given({ x });
    yield 2 * x;
    yield 3 * x;
  };

  test("neighbours are compared by the relation between them", () => {
    const latex = "2x = 3x";
    expect(told(check(latex, twice), latex)).toEqual([expect.stringMatching(/^unrelated: `2x`, which is [\d.]+, is not equal to `3x`, which is [\d.]+ @ = 3x \| in draw 1 of 100: x = [\d.]+$/)]);
  });

  test.each([
    ["2x > 3x", /`2x`, which is [\d.]+, is not greater than `3x`/],
    ["2x \\ge 3x", /`2x`, which is [\d.]+, is not at least `3x`/],
    ["2x \\approx 3x", /`2x`, which is [\d.]+, is not approximately `3x`/],
    ["2x \\le 3x", /^ok$/],
    ["2x < 3x", /^ok$/],
  ])("%s", (latex, message) => expect(told(check(latex, twice), latex)).toEqual([expect.stringMatching(message)]));

  test("wrong in its last draws only, it is found in the first of these", () => {
    const latex = "|x| = x";
    const outcome = check(latex, function* () {
      const x = uniform(-0.1, 4) as number;
      given({ x });
      yield Math.abs(x);
      yield Math.abs(x);
    });
    expect(told(outcome, latex)).toEqual([expect.stringMatching(/^unequal: `x` is −0\.\d+, but the cell yields 0\.\d+ @ x \| in draw \d+ of 100: x = −0\.\d+$/)]);
  });

  test("of arrays the element is named", () => {
    const latex = "x = y";
    const outcome = check(latex, function* () {
      given({ x: [1, 2], y: [1, 3] });
      yield [1, 2];
      yield [1, 3];
    });
    expect(told(outcome, latex)).toEqual(["unrelated: `x`, which is 2, is not equal to `y`, which is 3 at element [1] @ = y | in draw 1 of 1: x = [1, 2], y = [1, 3]"]);
  });

  test("values that look the same are shown to the last digit", () => {
    const latex = "x = 1";
    const outcome = check(latex, function* () {
      given({ x: 1.00000001 });
      yield 1.00000001;
      yield 1;
    });
    expect(told(outcome, latex)).toEqual(["unrelated: `x`, which is 1.00000001, is not equal to `1`, which is 1 @ = 1 | in draw 1 of 1: x = 1"]);
  });

  test("a bound that is always an equality says less than it could", () => {
    const latex = "x \\le |x|";
    const cell: VerifyCell = function* () {
      const x = uniform(0, 1) as number;
      given({ x });
      yield x;
      yield x;
    };
    expect(told(check(latex, cell), latex)).toEqual(["always-equal: both sides of `\\le` are equal in all of 100 draws @ \\le |x| | cure: write `=`, or draw values for which they differ"]);
  });

  test.each([
    ["1e-6 tolerance", { tolerance: 1e-6 }, "x = y", 1e-7, "ok"],
    ["the usual tolerance", {}, "x = y", 1e-7, "unrelated"],
    ["approx 0.2", { approx: 0.2 }, "x \\approx y", 0.1, "ok"],
    ["the usual approximation", {}, "x \\approx y", 0.1, "unrelated"],
  ])("%s", (_, more, latex, off, code) => {
    const cell: VerifyCell = function* () {
      const x = uniform(1, 2) as number;
      given({ x, y: x * (1 + off) });
      yield x;
      yield x * (1 + off);
    };
    expect(told(check(latex, cell, more), latex)[0]).toMatch(new RegExp(`^${code}`));
  });
});

describe("cells that are wrong", () => {
  test.each<[string, string, VerifyCell, string | RegExp]>([
    ["too few yields", "x = x + 0 = x", function* () {
      given({ x: 1 });
      yield 1;
    }, "too-few-yields: the cell yields 1 value, but the display has 3 expressions @ x + 0 | `x + 0` is the first without a value"],
    ["too many yields", "x = x", function* () {
      given({ x: 1 });
      yield 1;
      yield 1;
      yield 1;
    }, "too-many-yields: the cell yields 3 values, but the display has 2 expressions"],
    ["yields without end", "x = x", function* () {
      given({ x: 1 });
      for (;;) yield 1;
    }, "too-many-yields: the cell yields more than 1000 values | in draw 1"],
    ["fewer yields in a later draw", "x = x", function* () {
      const x = uniform(0, 1) as number;
      given({ x });
      yield x;
      if (x < 0.9) yield x;
    }, /^too-few-yields: the cell yields 1 value, but the display has 2 expressions/],
    ["a yield before given", "x = x", function* () {
      yield 1;
      given({ x: 1 });
    }, "given-missing: the cell yields before it binds the symbols with `given` | in draw 1"],
    ["no given", "x = x", function* () {}, "given-missing: the cell does not bind the symbols with `given` | in draw 1"],
    ["an exception", "x = x", function* () {
      given({ x: 1 });
      throw new RangeError("too far");
    }, "cell-throws: the cell throws RangeError: too far | in draw 1"],
    ["a yield that is no value", "x = x", function* () {
      given({ x: 1 });
      yield "1";
    }, "not-a-value: yield 1 of the cell is a value of type string, neither a number nor an array of numbers | in draw 1"],
    ["a yield forgotten", "x = x", function* () {
      given({ x: 1 });
      yield undefined;
    }, "not-a-value: yield 1 of the cell is undefined, neither a number nor an array of numbers | in draw 1"],
    ["a yielded function", "x = x", function* () {
      given({ x: 1 });
      yield Math.exp;
    }, "not-a-value: yield 1 of the cell is a function, neither a number nor an array of numbers | in draw 1"],
    ["NaN on both sides", "\\frac{x}{x} = 1", function* () {
      given({ x: 0 });
      yield NaN;
      yield 1;
    }, "not-a-number: `\\frac{x}{x}` is not a number and neither is what the cell yields, which is not equality @ \\frac{x}{x} | numerator and denominator are both 0 | in draw 1 of 1: x = 0"],
    ["NaN in the cell only", "x + 1 = 1", function* () {
      given({ x: 0 });
      yield NaN;
      yield 1;
    }, "unequal: `x + 1` is 1, but the cell yields NaN @ x + 1 | in draw 1 of 1: x = 0"],
    ["NaN in the formula only", "\\log x = 1", function* () {
      given({ x: -1 });
      yield 1;
      yield 1;
    }, "not-a-number: `\\log` of -1 is not a number @ \\log x | in draw 1 of 1: x = −1"],
    ["shapes that differ", "x = x", function* () {
      given({ x: [1, 2] });
      yield [1, 2];
      yield [1, 2, 3];
    }, "unequal: `x` is a vector of 2, but the cell yields a vector of 3 @ x | in draw 1 of 1: x = [1, 2]"],
    ["an index beyond the end", "x_2 = x_1", function* () {
      given({ x: [1, 1] });
      yield 1;
      yield 1;
    }, "index-out-of-range: the index is 2, but the elements go from 0 to 1 @ 2 | in draw 1 of 1: x = [1, 1] | cure: where the mathematics counts from 1, bind the array with `fromOne`"],
    ["an unbound symbol", "x = q", function* () {
      given({ x: 1 });
      yield 1;
      yield 1;
    }, /^unbound: `q` is not bound @ q \| cure: .*given\(\{.*q.*\}\)/],
    ["numbers of its own", "x = x", function* () {
      const x = Math.random() + (index(2) > 2 ? 1 : 0);
      given({ x });
      yield x;
      yield x;
    }, "not-deterministic: the cell gives other values when it is run again on the same draw | cure: draw with the helpers of the cell (`normal`, `simplex`, `index`, …) only"],
  ])("%s", (_, latex, cell, expected) => {
    const [first, ...others] = told(check(latex, cell), latex);
    expect(first).toEqual(typeof expected === "string" ? expected : expect.stringMatching(expected));
    expect(others).toEqual([]);
  });

  test("the place of an exception is asked for", () => {
    const where = { kind: "line", line: 7, column: 3 } as const;
    const outcome = checkDerivation(claimOf("x = x"), function* () { throw new Error("no"); }, () => where);
    expect(outcome).toMatchObject({ ok: false, failures: [{ code: "cell-throws", where }] });
  });

  test("a formula that cannot be read", () => {
    const latex = "x = \\int x";
    const cell: VerifyCell = function* () {
      given({ x: 1 });
      yield 1;
      yield 1;
    };
    expect(told(check(latex, cell), latex)[0]).toMatch(/^unreadable-formula: .*\\int/);
  });
});

describe("what is not evaluated", () => {
  const latex = "2 x = \\int x = x + x";

  test("a transcribed expression is compared with its neighbours", () => {
    const cell = (value: number): VerifyCell => function* () {
      const x = uniform(1, 2) as number;
      given({ x });
      yield 2 * x;
      yield transcribed(value * x, "an integral");
      yield 2 * x;
    };
    expect(check(latex, cell(2))).toMatchObject({ ok: true, result: { rows: 3, transcribed: [{ row: 2, why: "an integral" }], unchecked: [] } });
    expect(told(check(latex, cell(3)), latex).map((each) => each.slice(0, 9))).toEqual(["unrelated", "unrelated"]);
  });

  test("an unchecked expression is compared with nothing and not counted", () => {
    const outcome = check(latex, function* () {
      const x = uniform(1, 2) as number;
      given({ x });
      yield 2 * x;
      yield unchecked("an integral");
      yield 2 * x;
    });
    expect(outcome).toMatchObject({ ok: true, result: { rows: 2, transcribed: [], unchecked: [{ row: 2, why: "an integral" }] } });
  });

  test("what can be evaluated need not be transcribed", () => {
    const outcome = check("2x = x + x", function* () {
      const x = uniform(1, 2) as number;
      given({ x });
      yield 2 * x;
      yield transcribed(2 * x, "no reason");
    });
    expect(told(outcome, "2x = x + x")).toEqual(["needless-transcription: `x + x` is transcribed, but it can be evaluated and is what the cell says @ x + x | cure: yield the value without `transcribed`"]);
  });

  test("a reason is required", () => {
    const outcome = check(latex, function* () {
      given({ x: 1 });
      yield transcribed(1, "");
    });
    expect(told(outcome, latex)).toEqual(["cell-throws: the cell throws TypeError: transcribed: a reason is missing | in draw 1"]);
  });
});

describe("without a cell", () => {
  const rho = { ranges: [{ name: "rho", from: 0.05, to: 6 }] };

  test.each([
    ["it holds at random points", "\\log \\rho \\le \\rho - 1", rho, "ok"],
    ["it does not", "\\log \\rho \\ge \\rho - 1", rho, /^unrelated: `\\log \\rho`, which is [−\d.]+, is not at least `\\rho - 1`, which is [−\d.]+ @ \\ge \\rho - 1 \| in draw 1 of 100: rho = [\d.]+$/],
    ["a symbol without a range", "\\log \\rho \\le q", rho, "unbound: `q` is not bound @ q | cure: state its range on the container, q=\"0.1..5\", or bind it in a verify cell"],
    ["a single expression", "\\log \\rho", rho, "nothing-to-compare: `\\log \\rho` stands in no relation, and no cell says what it is @ \\log \\rho"],
    ["NaN on both sides", "\\log(-\\rho) = \\sqrt{-\\rho}", rho, /^not-a-number: not a number on both sides, which is not equality @ = \\sqrt\{-\\rho\} \| in draw 1 of 100: rho = [\d.]+$/],
    ["numbers only", "1 + 1 = 2", {}, "ok"],
  ])("%s", (_, latex, more, expected) => {
    expect(told(check(latex, null, more), latex)).toEqual([typeof expected === "string" ? expected : expect.stringMatching(expected)]);
  });

  test("numbers alone are compared once", () => expect(check("1 + 1 = 2", null)).toMatchObject({ ok: true, result: { draws: 1 } }));
});

describe("derivatives by what a cell drew", () => {
  const latex = String.raw`\frac{\partial s_i}{\partial z_j} = s_i (\delta_{ij} - s_j)`;
  const cell = (bindings: (z: readonly number[], s: readonly number[]) => Record<string, unknown>): VerifyCell => function* () {
    const z = vector(4);
    const [s, i, j] = [softmax(z), index(4), index(4)];
    given({ ...bindings(z, s), i, j });
    const value = (s[i] ?? NaN) * (delta(i, j) - (s[j] ?? NaN));
    yield value;
    yield value;
  };

  test("follow through what was computed from it", () => {
    expect(told(check(latex, cell((z, s) => ({ z, s }))), latex)).toEqual(["ok"]);
  });

  test("do not follow from what was itself computed", () => {
    const copies = cell((z, s) => ({ z: z.map((each) => each), s }));
    expect(told(check(latex, copies), latex)).toEqual([
      expect.stringMatching(/^does-not-depend: nothing here depends on `z` by which it is differentiated @ \\frac\{\\partial s_i\}\{\\partial z_j\} \| in draw 1 of 100: .* \| cure: draw `z` itself and compute the others from it in the cell$/),
    ]);
  });

  test("follow where a small move changes nothing", () => {
    const rectified = String.raw`\frac{\partial y_i}{\partial x_j} = \delta_{ij} \mathbb{1}[x_j > 0]`;
    const outcome = check(rectified, function* () {
      const [x, i, j] = [vector(2), index(2), index(2)];
      given({ x, y: x.map((each) => Math.max(0, each)), i, j });
      const value = delta(i, j) * ((x[j] ?? NaN) > 0 ? 1 : 0);
      yield value;
      yield value;
    });
    expect(told(outcome, rectified)).toEqual(["ok"]);
  });

  const product: VerifyCell = function* () {
    const x = normal() as number;
    given({ x, y: x ** 2, f: (a: number, b: number) => a * b });
    yield 3 * x ** 2;
    yield 3 * x ** 2;
  };
  test.each([
    [String.raw`\frac{d}{dx} f(x, y) = 3 x^2`, ["ok"]],
    [String.raw`\frac{d f(x, y)}{dx} = 3 x^2`, ["ok"]],
    [String.raw`\frac{\partial}{\partial x} f(x, x^2) = 3 x^2`, ["ok"]],
    [String.raw`\frac{\partial}{\partial x} (x y) = 3 x^2`, ["ok"]],
    [
      String.raw`\frac{\partial f(x, y)}{\partial x} = 3 x^2`,
      [expect.stringMatching(/^ambiguous: whether `y`, which is computed from `x`, is held fixed here cannot be seen @ \\frac\{\\partial f\(x, y\)\}\{\\partial x\} \| .* \| cure: write `\\frac\{d\}\{dx\}` if it is not; to hold it, let the cell compute `x` from what it draws$/)],
    ],
  ])("%s", (latex, expected) => expect(told(check(latex, product), latex)).toEqual(expected));

  test("are refused between elements of what was computed", () => {
    const chain = String.raw`\frac{\partial x_2}{\partial x_0} = 0`;
    const outcome = check(chain, function* () {
      const u = normal() as number;
      given({ x: [u, Math.sin(u), Math.sin(Math.sin(u))] });
      yield 0;
      yield 0;
    });
    expect(told(outcome, chain)).toEqual([
      expect.stringMatching(/^ambiguous: the elements of `x` were computed, so whether one depends on another cannot be seen @ \\frac\{\\partial x_2\}\{\\partial x_0\} .* cure: bind what is drawn by a name of its own, and differentiate by that$/),
    ]);
  });

  test("by a number that was drawn", () => {
    const own = String.raw`\frac{dy}{dx} = 2x`;
    const outcome = check(own, function* () {
      const x = normal() as number;
      given({ x, y: x ** 2 });
      yield 2 * x;
      yield 2 * x;
    });
    expect(told(outcome, own)).toEqual(["ok"]);
  });
});

describe("derivatives of derivatives by what a cell drew", () => {
  // f has the second derivative 2 x_0 by its two arguments, 2 x_1 twice by the first
  const f = (x: readonly number[]) => (x[0] ?? NaN) ** 2 * (x[1] ?? NaN) + (x[1] ?? NaN) ** 3;
  const cell = (value: (x: readonly number[]) => number): VerifyCell => function* () {
    draws(20);
    const x = vector(2);
    given({ x, y: f(x), f });
    yield value(x);
    yield value(x);
  };
  test.each<[string, (x: readonly number[]) => number, boolean]>([
    [String.raw`\frac{\partial^2 f(x)}{\partial x_0 \, \partial x_1} = 2 x_0`, ([first = NaN]) => 2 * first, true],
    [String.raw`\frac{\partial^2 f(x)}{\partial x_0 \, \partial x_1} = 0`, () => 0, false],
    [String.raw`\frac{\partial^2 f(x)}{\partial x_0^2} = 2 x_1`, ([, second = NaN]) => 2 * second, true],
    [String.raw`\frac{\partial^2 y}{\partial x_0 \, \partial x_1} = 2 x_0`, ([first = NaN]) => 2 * first, true],
    [String.raw`\frac{\partial}{\partial x_1} \Bigl( 2 \frac{\partial y}{\partial x_0} \Bigr) = 4 x_0`, ([first = NaN]) => 4 * first, true],
  ])("%s", (latex, value, ok) => expect(check(latex, cell(value)).ok).toBe(ok));
});

describe("how many draws", () => {
  const count = (cell: VerifyCell, latex = "x = x") => {
    const made = drawsFor(claimOf(latex), cell);
    return "draws" in made ? made.draws.length : 0;
  };

  test.each<[string, VerifyCell, number]>([
    ["usually 100", function* () {
      given({ x: normal() });
      yield 1;
      yield 1;
    }, 100],
    ["one, if nothing is drawn", function* () {
      given({ x: 1 });
      yield 1;
      yield 1;
    }, 1],
    ["as many as the cell states", function* () {
      draws(25);
      given({ x: normal() });
      yield 1;
      yield 1;
    }, 25],
  ])("%s", (_, cell, expected) => expect(count(cell)).toBe(expected));

  test("fewer, not below 20, if the formulas are long to evaluate", () => {
    const latex = "\\mathbb{E}[X^2] = \\mu^2 + 1";
    const cell: VerifyCell = function* () {
      const mu = uniform(1, 2) as number;
      given({ X: gaussian(mu, 1), mu });
      yield mu ** 2 + 1;
      yield mu ** 2 + 1;
    };
    expect(count(cell, latex)).toBe(33);
    expect(check(latex, cell)).toMatchObject({ ok: true, result: { draws: 33 } });
  });

  test("other displays are judged on the same draws", () => {
    const made = drawsFor(claimOf("x + x = 2x"), function* () {
      const x = normal() as number;
      given({ x });
      yield 2 * x;
      yield 2 * x;
    });
    if (!("draws" in made)) throw new Error("draws");
    expect(["x + x = 2x", "x + x = 3x", "x - x = 2x", "x + x \\approx 2x"].map((latex) => checkRows(claimOf(latex), made.draws).ok)).toEqual([true, false, false, false]);
  });

  test("a finite variable and its samples are told apart by their exactness", () => {
    const cell: VerifyCell = function* () {
      const p = uniform(0.2, 0.8) as number;
      given({ X: finite([0, 1], [1 - p, p]), p });
      yield p * (1 - p);
      yield p * (1 - p);
    };
    expect(check("\\operatorname{Var}(X) = p(1 - p)", cell)).toMatchObject({ ok: true, result: { draws: 100, difference: expect.any(Number) } });
  });
});
