// Tangled from book/03-backpropagation/07-the-long-way-down.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { meanStretch, singularValues } from "../linear/singular-values.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { normal } from "../random/normal.ts";
import { vjp, variable } from "../tensor/index.ts";
import { descent, drawnFor, jacobiansOf, layerOf, predictedDescent, type Chain } from "./chain.ts";
import { drawDescent } from "./draw.ts";

const matrices = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 2 ** 40 })).map(([n, d, seed]) => {
  const random = randomFrom(seed);
  return Array.from({ length: n }, () => Array.from({ length: d }, () => normal(random)));
});
const turned = (A: readonly (readonly number[])[]) => A[0]!.map((_, j) => A.map((row) => row[j]!));
const total = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0);

describe("singular values", () => {
  test("their squares sum to the squares of all elements, and those of the transpose are the same", () => {
    fc.assert(fc.property(matrices, (A) => {
      const s = singularValues(A);
      expect(s).toHaveLength(Math.min(A.length, A[0]!.length));
      expect(total(s.map((each) => each * each))).toBeCloseTo(total(A.flat().map((each) => each * each)), 9);
      const other = singularValues(turned(A));
      s.forEach((each, i) => expect(other[i]).toBeCloseTo(each, 7));
      if (A.length === A[0]!.length) expect(meanStretch(A) ** 2 * A.length).toBeCloseTo(total(s.map((each) => each * each)), 9);
    }));
  });

  test("no direction is stretched by more than the first, nor by less than the last", () => {
    fc.assert(fc.property(matrices, fc.integer(), (A, seed) => {
      const random = randomFrom(seed);
      const v = A[0]!.map(() => normal(random));
      const stretched = Math.hypot(...A.map((row) => total(row.map((each, j) => each * v[j]!)))) / Math.hypot(...v);
      const s = singularValues(A);
      expect(stretched).toBeLessThanOrEqual(s[0]! * (1 + 1e-12));
      if (A.length >= v.length) expect(stretched).toBeGreaterThanOrEqual(s.at(-1)! * (1 - 1e-12) - 1e-12);
    }));
  });

  test("those of a few matrices are known", () => {
    expect(singularValues([[3, 0], [0, -4]])).toEqual([4, 3]);
    expect(singularValues([[0, 100], [0, 0]])).toEqual([100, 0]);
    expect(singularValues([[1, 1], [1, 1]]).map((each) => each.toFixed(12))).toEqual(["2.000000000000", "0.000000000000"]);
    expect(() => singularValues([[1, 2], [3]])).toThrow(new RangeError("singularValues: rows of 2 and of 1 numbers"));
  });
});

const chains: readonly Chain[] = [
  { depth: 5, width: 6, gain: 1 },
  { depth: 5, width: 6, gain: 1.5, bend: "tanh" },
  { depth: 5, width: 6, gain: 1.4, bend: "relu", around: "residual" },
  { depth: 5, width: 6, gain: 1, around: "residual", before: "norm" },
];

test.each(chains)("the gradients of %j are products of the Jacobians of its layers", (chain) => {
  const drawn = drawnFor(chain, randomFrom(1851));
  let bar = [...drawn.bar.toData()];
  const lengths = [Math.hypot(...bar)];
  for (const J of [...jacobiansOf(chain, drawn)].reverse()) {
    bar = bar.map((_, j) => bar.reduce((sum, each, i) => sum + each * J[i]![j]!, 0));
    lengths.unshift(Math.hypot(...bar));
  }
  descent(chain, drawn).forEach((each, i) => expect(each).toBeCloseTo(lengths[i]!, 10));
});

test("a layer without a bend is its weights, so what is predicted is their mean stretch", () => {
  const chain: Chain = { depth: 1, width: 4, gain: 2 };
  const drawn = drawnFor(chain, randomFrom(1));
  const x = variable(drawn.row);
  const y = layerOf(chain, drawn.weights[0]!, x);
  expect(descent(chain, drawn)[0]).toBe(Math.hypot(...vjp(y, [x], drawn.bar)[0]!.toData()));
  const rows = [0, 1, 2, 3].map((i) => [...drawn.weights[0]!.toData()].slice(4 * i, 4 * i + 4));
  expect(predictedDescent(chain, drawn)).toEqual([expect.closeTo(meanStretch(rows), 12), 1]);
});

test("a drawing has a dot for each place", () => {
  const svg = drawDescent([1e-20, 1e-10, 1], [1e-19, 1e-9, 1]);
  expect(svg.match(/<circle/g)).toHaveLength(3);
  expect(svg).toContain('10<tspan dy="-5" font-size="10">−20</tspan>');
  expect(drawDescent([0, 1], [0, 1])).not.toContain("NaN");
});
//# sourceMappingURL=../.maps/depth/chain.test.ts.map
