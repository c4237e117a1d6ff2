import { expect, test } from "vitest";
import { createSpeaker } from "./spoken.ts";

const speaker = await createSpeaker();

test.each([
  [String.raw`\frac{1}{2}`, "one half"],
  [String.raw`x_i^2 \le 4`, "x sub i squared is less than or equal to 4"],
  [String.raw`p(x_t \mid x_{t-1})`, "p of open paren x sub t given x sub t minus 1 close paren"],
  [String.raw`QK^\top`, "Q K transpose"],
  [String.raw`\lVert x \rVert_2`, "the norm of x sub 2"],
  [String.raw`D_{\mathrm{KL}}(p \,\|\, q)`, "D sub KL of open paren p parallel to q close paren"],
  [String.raw`a \stackrel{\text{def}}{=} b`, "a equals with def above b"],
  [String.raw`\underset{x}{\min} f`, "min over x of f"],
  [String.raw`x_{<i}`, "x sub less than i"],
  [String.raw`\begin{aligned} a &= b \\ &= c \end{aligned}`, "2 lines Line 1: a equals b Line 2: equals c"],
])("%s is read %s", (latex, spoken) => {
  expect(speaker(latex)).toBe(spoken);
});
