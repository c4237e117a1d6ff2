/** Derivations taken apart into steps. */
import { expect, test } from "vitest";
import { stepsOf } from "./formulaSteps.ts";

test("each row is a step, with its reason in words and formulas", () => {
  const latex = String.raw`\begin{aligned}
f(x) &= \sum_{i} x_i && \text{each } x_i \text{ once, by $S_1$} \\[4pt]
  &\le \Bigl( \begin{matrix} a & b \\ c & d \end{matrix} \Bigr) && \textstyle u = v \\
  &= 1
\end{aligned}`;
  expect(stepsOf(latex)).toEqual([
    { formula: String.raw`f(x)  = \sum_{i} x_i`, reason: [{ words: "each " }, { formula: "x_i" }, { words: " once, by " }, { formula: "S_1" }] },
    { formula: String.raw`\le \Bigl( \begin{matrix} a & b \\ c & d \end{matrix} \Bigr)`, reason: [{ formula: "u = v" }] },
    { formula: "= 1", reason: [] },
  ]);
});

test("a text within a formula is no reason of its own, and an escaped sign no mark", () => {
  expect(stepsOf(String.raw`\begin{aligned} a &= \text{if \& only} && \frac{\text{rise}}{\text{run}} \text{, 5\,\%} \end{aligned}`)).toEqual([
    { formula: String.raw`a  = \text{if \& only}`, reason: [{ formula: String.raw`\frac{\text{rise}}{\text{run}}` }, { words: ", 5\u202f%" }] },
  ]);
});

test.each([["x = 1"], [String.raw`\begin{aligned} a &= b \\ &= c \end{aligned}`], [String.raw`x + \begin{aligned} a &= b && \text{why} \end{aligned}`]])("%s has no steps", (latex) => {
  expect(stepsOf(latex)).toBeNull();
});
