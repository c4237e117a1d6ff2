// Tangled from book/interlude-a-tensors/02-primitives-and-backends.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { erf } from "./erf.ts";

// Abramowitz and Stegun, Handbook of Mathematical Functions, table 7.1, and to more digits by Python’s math.erf
test.each([
  [0, 0],
  [1e-9, 1.1283791670955126e-9],
  [0.5, 0.5204998778130465],
  [1, 0.8427007929497149],
  [2, 0.9953222650189527],
  [2.5, 0.999593047982555],
  [3, 0.9999779095030014],
  [5, 0.9999999999984626],
  [7, 1],
  [Infinity, 1],
])("erf %d is %d", (x, y) => {
  expect(Math.abs(erf(x) - y)).toBeLessThanOrEqual(4e-16 * y);
  expect(erf(-x)).toBe(-erf(x));
});

test("its two halves meet, and NaN stays NaN", () => {
  expect(Math.abs(erf(2.5) - erf(2.5 - 1e-12))).toBeLessThan(1e-14);
  expect(erf(NaN)).toBeNaN();
});
//# sourceMappingURL=../../../.maps/backends/cpu/kernels/erf.test.ts.map
