// Tangled from book/interlude-a-the-tensor-core/01-many-numbers-one-operation.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { data } from "../text/data.ts";
import { numbersOf, type DType } from "./device.ts";
import { printed } from "./print.ts";
import { sizeOf, type Shape } from "./shape.ts";

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
//# sourceMappingURL=../.maps/tensor/print.test.ts.map
