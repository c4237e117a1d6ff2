// Tangled from book/interlude-a-tensors/01-tensors.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { data } from "../data/files.ts";
import { numbersOf, rounded, type DType, type Numbers } from "../layout/dtype.ts";
import { printed } from "./format.ts";
import { sizeOf, type Shape } from "../layout/shape.ts";

interface Case {
  readonly dtype: DType;
  readonly shape: Shape;
  readonly numbers: readonly (number | string)[];
  /** Where they stand, if not side by side; elsewhere is what is not printed. */
  readonly places?: readonly number[];
  readonly text: string;
}
const { cases } = JSON.parse(data("numpy-print.json")) as { readonly cases: readonly Case[] };

test("tensors are printed to the letter as numpy prints arrays", () => {
  expect(cases.length).toBeGreaterThan(100);
  for (const { dtype, shape, numbers, places, text } of cases) {
    const row = numbersOf(dtype, sizeOf(shape));
    numbers.forEach((x, i) => (row[places?.[i] ?? i] = Number(typeof x === "string" ? x.replace("inf", "Infinity") : x)));
    expect(printed(row, shape, dtype)).toBe(text);
  }
});

// what numpy 2.4.6 prints for arrays of these dtypes
test.each([
  ["float16", [2], [0.1, 1 / 3], "[0.1    0.3333]"],
  ["float16", [2, 2], [1, -2.5, 65504, 6e-8], "[[ 1.00e+00 -2.50e+00]\n [ 6.55e+04  5.96e-08]]"],
  ["float16", [3], [1e-4, 0.1, 0.25], "[1.0e-04 1.0e-01 2.5e-01]"],
  ["float16", [3], [3.14159, NaN, -Infinity], "[3.14  nan -inf]"],
  ["float16", [2], [1234.5, 0.5], "[1.234e+03 5.000e-01]"],
  ["int8", [2, 2], [-128, 5, 127, 0], "[[-128    5]\n [ 127    0]]"],
] as const)("%s %j: of %j the fewest digits are shown that are no other number of the dtype", (dtype, shape, numbers, text) => {
  const held = numbersOf(dtype, numbers.length).map((_, i) => rounded(numbers[i]!, dtype));
  expect(printed(held as Numbers, shape, dtype)).toBe(text);
});

test.each([["float64", "[0. 0. 0. ... 0. 0. 0.]"], ["int32", "[0 0 0 ... 0 0 0]"]] as const)("of many axes so many numbers are shown that they are no list of arguments: %s", (dtype, row) => {
  // the axes of length 7 are shown whole but for one place, so 6⁷ numbers are
  const lines = printed(numbersOf(dtype, 7 ** 7), [7, 7, 7, 7, 7, 7, 7], dtype).split("\n").filter((line) => line.includes("0"));
  expect(lines).toHaveLength(6 ** 6);
  expect(new Set(lines.map((line) => line.replace(/^[[ ]*|]*$/g, "")))).toEqual(new Set([row.slice(1, -1)]));
});
//# sourceMappingURL=../.maps/tensor/format.test.ts.map
