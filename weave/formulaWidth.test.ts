import { expect, test } from "vitest";
import { formulaWidth } from "./formulaWidth.ts";

test("letters count one each, relations three", () => {
  expect(formulaWidth("a = b")).toBe(5);
});

test("a fraction is as wide as its wider half", () => {
  expect(formulaWidth(String.raw`\frac{abc}{d}`)).toBe(3);
  expect(formulaWidth(String.raw`\frac{a}{\frac{bcde}{f}}`)).toBe(4);
});

test("scripts are one letter, words in text are all theirs", () => {
  expect(formulaWidth(String.raw`x_{ij}^2`)).toBe(3);
  expect(formulaWidth(String.raw`\text{given}`)).toBe(5);
});

test("rows stand under each other, columns beside each other", () => {
  expect(formulaWidth(String.raw`\begin{aligned} a &= b \\ &= cd && \text{why} \end{aligned}`)).toBe(1 + 5 + 2 + 3);
});
