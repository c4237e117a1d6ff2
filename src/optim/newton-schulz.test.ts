// Tangled from book/05-optimisation/06-muon.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { singularValues } from "../linear-algebra/singular-values.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { asTensor, matmul, matrixTranspose, multiply, normal, subtract, zeros, type Tensor } from "../tensor-core.ts";
import { inner } from "../testing/laws.ts";
import { MUON, orthogonalised, quinticOf, quinticStep } from "./newton-schulz.ts";

const CONVERGENT = [15 / 8, -10 / 8, 3 / 8] as const;
const rowsOf = (X: Tensor) => X.toArray() as number[][];
const double = (seed: number, shape: readonly number[]) => normal(randomFrom(seed), shape, { dtype: "float64" });
const largest = (X: Tensor) => Math.max(...[...X.dataSync()].map(Math.abs));
/** U Vᵀ, by a polynomial that converges for every positive singular value. */
const polar = (G: Tensor) => orthogonalised(G, { steps: 60, coefficients: CONVERGENT });
const seeds = fc.integer({ min: 1, max: 1e6 });
const sides = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }));

test("the singular values of U Vᵀ are all one", () => {
  fc.assert(fc.property(seeds, sides, (seed, shape) => {
    for (const s of singularValues(rowsOf(polar(double(seed, shape))))) expect(s).toBeCloseTo(1, 6);
  }), { numRuns: 40 });
});

test("no matrix of operator norm one has a larger inner product with G than U Vᵀ, which has the sum of the singular values", () => {
  fc.assert(fc.property(seeds, sides, (seed, shape) => {
    const G = double(seed, shape);
    const most = inner(G, polar(G));
    expect(most).toBeCloseTo(singularValues(rowsOf(G)).reduce((sum, s) => sum + s, 0), 6);
    const other = double(seed + 1, shape);
    expect(inner(G, multiply(other, 1 / singularValues(rowsOf(other))[0]!))).toBeLessThanOrEqual(most + 1e-9);
  }), { numRuns: 40 });
});

test("a step applies the polynomial to each singular value", () => {
  fc.assert(fc.property(seeds, sides, (seed, shape) => {
    const G = double(seed, shape);
    const X = multiply(G, 1 / singularValues(rowsOf(G))[0]!);
    const expected = singularValues(rowsOf(X)).map((s) => Math.abs(quinticOf(s, 1))).sort((a, b) => b - a);
    singularValues(rowsOf(quinticStep(X, MUON))).forEach((s, i) => expect(s).toBeCloseTo(expected[i]!, 8));
  }), { numRuns: 40 });
});

test("a tall matrix is orthogonalised as its transpose is", () => {
  const G = double(3, [7, 3]);
  expect(largest(subtract(orthogonalised(G), matrixTranspose(orthogonalised(matrixTranspose(G)))))).toBeLessThan(1e-12);
});

test("a positive factor of the matrix changes nothing, and zeros stay zeros", () => {
  const G = double(4, [3, 5]);
  expect(largest(subtract(orthogonalised(G), orthogonalised(multiply(G, 1000))))).toBeLessThan(1e-10);
  expect(largest(orthogonalised(zeros([2, 3])))).toBe(0);
});

test("the fixed points of the published polynomial are 0, 0.868 and 1.264, and none of them attracts", () => {
  const [a, b, c] = MUON;
  const roots = [-1, 1].map((sign) => Math.sqrt((-b + sign * Math.sqrt(b * b - 4 * c * (a - 1))) / (2 * c)));
  expect(roots.map((s) => s.toFixed(3))).toEqual(["0.868", "1.264"]);
  for (const s of [0, ...roots]) {
    expect(quinticOf(s, 1)).toBeCloseTo(s, 12);
    expect(Math.abs(a + 3 * b * s ** 2 + 5 * c * s ** 4)).toBeGreaterThan(1.5);
  }
});

test("five steps bring every singular value from 0.0015 to 1 into the interval from 0.67 to 1.21", () => {
  for (let s = 0.0015; s <= 1; s += 0.0001) {
    expect(quinticOf(s)).toBeGreaterThan(0.67);
    expect(quinticOf(s)).toBeLessThan(1.21);
  }
});

test("in single precision the result is that of double precision to five digits", () => {
  const G = double(5, [8, 12]);
  const single = orthogonalised(asTensor(Float32Array.from(G.dataSync()), { shape: [8, 12] })).dataSync();
  orthogonalised(G).dataSync().forEach((each, i) => expect(single[i]!).toBeCloseTo(each, 4));
});

test("what is no matrix is refused", () => {
  expect(() => orthogonalised(zeros([3]))).toThrow(new RangeError("orthogonalised: a matrix has two axes, not [3]"));
});

test("the rows of the polar factor of a wide matrix are orthonormal", () => {
  const O = polar(double(6, [3, 5]));
  const gram = rowsOf(matmul(O, matrixTranspose(O)));
  gram.forEach((row, i) => row.forEach((each, j) => expect(each).toBeCloseTo(i === j ? 1 : 0, 8)));
});
//# sourceMappingURL=../.maps/optim/newton-schulz.test.ts.map
