// Tangled from book/02-automatic-differentiation/07-training-an-mlp.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { ledgerOf } from "../../ledger/ledger.ts";
import { real } from "../../autograd/scalar/arithmetic.ts";
import { countingOver } from "../../autograd/scalar/counting.ts";
import { countParameters, layer, mlp } from "../../autograd/scalar/mlp.ts";
import { normal } from "../../random/normal.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { moonsLoss, microgradSetting } from "./loss.ts";
import { accumulateGradients } from "./gradient-accumulation.ts";
import { regions, regionsAsText } from "./picture.ts";
import { moons } from "../../data/two-moons.ts";
import { descend, lossAndGradients } from "./train.ts";

test("a network of widths 2, 16, 16 and 1 has 337 parameters", () => {
  expect(countParameters([2, 16, 16, 1])).toBe(337);
  expect(microgradSetting(1).parameters).toHaveLength(337);
});

test("a layer is a matrix times a vector, and a bias", () => {
  expect(layer(real, [1, 2, 3, -1, 0, 4], [10, 100])).toEqual([1 + 20 + 300, -1 + 400]);
});

test("a network of one layer is the layer; between two layers, what is negative is zero", () => {
  expect(mlp(real, [2, 1], [1, 2, 3], [10, 100])).toEqual([321]);
  expect(mlp(real, [1, 2, 1], [0, 1, 0, -1, 5, 10, 100], [3])).toEqual([5 + 30]);
});

test("too few parameters or inputs are refused", () => {
  expect(() => mlp(real, [2, 1], [1, 2], [1, 1])).toThrow(new RangeError("mlp: 2 parameters for a network of 3"));
  expect(() => mlp(real, [2, 1], [1, 2, 3], [1])).toThrow(new RangeError("mlp: 1 inputs for a network of 2"));
});

test("without noise the points lie on two half circles, of 50 each", () => {
  const points = moons(100, 0, randomFrom(1));
  const [outer, inner] = [points.filter(({ label }) => label < 0), points.filter(({ label }) => label > 0)];
  expect([outer.length, inner.length]).toEqual([50, 50]);
  for (const { x, y } of outer) expect([Math.hypot(x, y), y >= 0]).toEqual([expect.closeTo(1, 12), true]);
  for (const { x, y } of inner) expect([Math.hypot(x - 1, y - 0.5), y <= 0.5 + 1e-12]).toEqual([expect.closeTo(1, 12), true]);
  expect(() => moons(5, 0, randomFrom(1))).toThrow(new RangeError("moons: an even number of points, 4 or more, not 5"));
});

test("normal numbers have the moments 0, 1, 0 and 3", () => {
  const random = randomFrom(8);
  const drawn = Array.from({ length: 200_000 }, () => normal(random));
  [0, 1, 0, 3].forEach((moment, i) => {
    const mean = drawn.reduce((sum, each) => sum + each ** (i + 1), 0) / drawn.length;
    expect(Math.abs(mean - moment)).toBeLessThan(0.04);
  });
});

test("a hundred steps separate the moons, from every start that was tried", () => {
  for (const seed of [1851, 1, 2]) {
    const { parameters, ...setting } = microgradSetting(seed);
    const end = [...descend(setting, parameters)].at(-1);
    const right = setting.points.filter(({ x, y, label }) => (mlp(real, setting.widths, end?.parameters ?? [], [x, y])[0] ?? NaN) * label > 0).length;
    expect(right, `seed ${seed}`).toBeGreaterThanOrEqual(98);
    expect(end?.loss).toBeLessThan(0.05);
  }
});

test("the gradients are the same with microbatches of any size", () => {
  const { parameters, ...setting } = microgradSetting(3);
  const { gradients } = lossAndGradients(setting, parameters);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 120 }), (size) => {
      accumulateGradients(setting, parameters, size).forEach((derivative, k) => expect(derivative).toBeCloseTo(gradients[k]!, 12));
    }),
    { numRuns: 10 },
  );
});

test("the loss is micrograd’s: the mean hinge loss, and a ten-thousandth of the squares", () => {
  const points = [{ x: 1, y: 0, label: 1 }, { x: 0, y: 1, label: -1 }] as const;
  // scores 0.5 x + 2 y + 0.25: 0.75 and 2.25
  const loss = moonsLoss(real, { widths: [2, 1], points }, [0.25, 0.5, 2]);
  expect(loss).toBeCloseTo((0.25 + 3.25) / 2 + 1e-4 * (0.0625 + 0.25 + 4), 12);
});

test("to compute the loss of the start takes two operations a weight and point, and few more", () => {
  const { parameters, ...setting } = microgradSetting(1851);
  const { here } = ledgerOf(() => moonsLoss(countingOver(real, () => "here"), setting, parameters));
  const weights = 2 * 16 + 16 * 16 + 16;
  // for each point 32 kinks, and 1 − margin, its kink, and the sum; once the mean; two a parameter and their last product and sum
  expect(here?.["FLOPs"]).toBe(100 * (2 * weights + 32 + 3) - 1 + 1 + 2 * 337 - 1 + 2);
});

test("pictures: a shaded half plane, and every point in it", () => {
  const points = moons(20, 0.1, randomFrom(1));
  const svg = regions({ points, score: (x) => x });
  expect(svg.match(/<circle/g)).toHaveLength(20);
  expect(svg).toContain('fill="rule"');
  const text = regionsAsText({ points: [{ x: -1, y: 0, label: -1 }, { x: 1, y: 0, label: 1 }], score: (x) => x }, 40);
  expect(text.split("\n")).toHaveLength(13);
  expect(text).toContain("○");
  expect(text).toContain("●");
  expect(text.split("\n").every((line) => !line.slice(0, 15).includes("▒"))).toBe(true);
});
//# sourceMappingURL=../../.maps/models/two-moons/moons.test.ts.map
