// Tangled from book/06-stability/01-weight-initialisation-and-gains.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { ledgerOf } from "../../ledger/ledger.ts";
import { singularValues } from "../../linear-algebra/singular-values.ts";
import { relu } from "../../ops/relu.ts";
import { randomFrom } from "../../random/xoshiro128.ts";
import { matmul, normal } from "../../tensor-core.ts";
import { he, initialStd, initialWeights, orthogonalWeights, xavier, type Fans } from "./weights.ts";

const meanOf = (values: Iterable<number>, of = (x: number) => x) => {
  const all = [...values];
  return all.reduce((sum, x) => sum + of(x), 0) / all.length;
};
const square = (x: number) => x * x;

test.each([
  ["the default", {}, 1 / 2],
  ["He", he, Math.SQRT2 / 2],
  ["Xavier", xavier, Math.sqrt(2 / (4 + 16))],
  ["fan-out", { fan: "out", gain: 3 }, 3 / 4],
] as const)("%s has the standard deviation of its formula", (_, options, std) => {
  expect(initialStd([4, 16], options)).toBeCloseTo(std, 15);
});

test.each(["normal", "uniform", "truncated"] as const)("%s weights have mean 0 and the variance of the formula", (distribution) => {
  const shape: Fans = [400, 500];
  const W = initialWeights(shape, randomFrom(7), { gain: 2, distribution }).dataSync();
  const std = initialStd(shape, { gain: 2 });
  // five standard errors of a mean and of a variance of 200,000 numbers
  expect(Math.abs(meanOf(W))).toBeLessThan((5 * std) / Math.sqrt(W.length));
  expect(Math.abs(meanOf(W, square) / std ** 2 - 1)).toBeLessThan(5 * Math.sqrt(2 / W.length));
});

test("uniform weights of gain 1/√3 are those of PyTorch’s nn.Linear, within ±1/√fan-in, and truncated ones end at two standard deviations", () => {
  const largest = (values: ArrayLike<number>) => Array.from(values).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const uniform = largest(initialWeights([100, 300], randomFrom(1), { gain: 1 / Math.sqrt(3), distribution: "uniform" }).dataSync());
  expect(uniform).toBeLessThanOrEqual(0.1 * (1 + 1e-7));
  expect(uniform).toBeGreaterThan(0.0999);
  const end = 2 / 10 / 0.8796256610342398;
  const truncated = largest(initialWeights([100, 300], randomFrom(1), { distribution: "truncated" }).dataSync());
  expect(truncated).toBeLessThanOrEqual(end * (1 + 1e-7));
  expect(truncated).toBeGreaterThan(0.99 * end);
});

test("the variance of a truncated normal number is the square of the factor that it is divided by", () => {
  const h = 1e-4;
  let [mass, squares] = [0, 0];
  for (let z = -2 + h / 2; z < 2; z += h) {
    mass += Math.exp(-z * z / 2);
    squares += z * z * Math.exp(-z * z / 2);
  }
  expect(Math.sqrt(squares / mass)).toBeCloseTo(0.8796256610342398, 7);
});

test("He initialisation keeps the mean square through ReLU where fans differ", () => {
  for (const [inputs, outputs] of [[200, 800], [800, 200]] as const) {
    const random = randomFrom(3);
    const x = normal(random, [200, inputs]);
    const y = matmul(relu(x), initialWeights([inputs, outputs], random, he));
    expect(meanOf(y.dataSync(), square)).toBeGreaterThan(0.93);
    expect(meanOf(y.dataSync(), square)).toBeLessThan(1.07);
  }
});

test("the shorter side of an orthogonal matrix is orthonormal times the gain, so that all its singular values are the gain", () => {
  const side = fc.integer({ min: 1, max: 12 });
  fc.assert(fc.property(side, side, fc.integer({ min: 0, max: 1e6 }), (inputs, outputs, seed) => {
    const rows = orthogonalWeights([inputs, outputs], randomFrom(seed), 1.5).toArray() as number[][];
    for (const s of singularValues(rows)) expect(s).toBeCloseTo(1.5, 5);
  }), { numRuns: 50 });
});

test("orthogonalisation has its costs in the ledger: twice per pair of vectors, once per vector", () => {
  // 2 vectors of 3 numbers: the second loses its component along the first, twice
  expect(ledgerOf(() => orthogonalWeights([2, 3], randomFrom(1)))).toEqual({ "remove a component": { FLOPs: 2 * 12 }, normalise: { FLOPs: 2 * 10 } });
});

test("one seed has one matrix, and a shape that is none is refused", () => {
  const [one, other] = [1, 1].map((seed) => [...initialWeights([3, 4], randomFrom(seed)).dataSync()]);
  expect(one).toEqual(other);
  expect(() => initialWeights([3, 0], randomFrom(1))).toThrow(new RangeError("initialWeights: a matrix [inputs, outputs], not [3, 0]"));
  expect(() => orthogonalWeights([0, 3], randomFrom(1))).toThrow(new RangeError("orthogonalWeights: a matrix [inputs, outputs], not [0, 3]"));
});
//# sourceMappingURL=../../.maps/nn/init/weights.test.ts.map
