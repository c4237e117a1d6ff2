// Tangled from book/interlude-c-the-graphics-processor/07-trusting-a-kernel.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { kahanSum, naiveSum, pairwiseSum, sumInLanes } from "../statistics/summation.ts";
import { randomFrom } from "../random/xoshiro128.ts";
import { toleranceOfProduct } from "./tolerance.ts";

test.each([1, 2, 17, 300])("products of length %d in four orders are within the tolerance of each other", (k) => {
  const random = randomFrom(k);
  for (let trial = 0; trial < 20; trial++) {
    const [x, y] = [0, 1].map(() => Float32Array.from({ length: k }, () => random.uniform() - 0.5)) as [Float32Array, Float32Array];
    const terms = x.map((each, j) => each * y[j]!);
    const results = [naiveSum(terms), pairwiseSum(terms), kahanSum(terms), sumInLanes(terms, 4)];
    expect(Math.max(...results) - Math.min(...results)).toBeLessThanOrEqual(toleranceOfProduct(x, y));
  }
});

test("the tolerance is 2 k u / (1 - k u) of the sum of the magnitudes", () => {
  expect(toleranceOfProduct([3, -4], [2, 1])).toBeCloseTo((10 * 4 * 2 ** -24) / (1 - 2 ** -23), 20);
});
//# sourceMappingURL=../.maps/gpu/tolerance.test.ts.map
