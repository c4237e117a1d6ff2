import fc from "fast-check";
import { expect, test } from "vitest";
import { tokensOf } from "./tokens.ts";

const shown = (latex: string): string =>
  tokensOf(latex)
    .map(({ kind, text, side }) => (side === "any" ? `${kind} ${text}`.trim() : `${kind} ${text} ${side}`))
    .join(", ");

test.each<[string, string]>([
  ["x_{ij}^2", "letter x, sub _, open {, letter i, letter j, close }, sup ^, number 2, finish"],
  ["\\bigl( x \\Bigr)", "delimiter ( open, letter x, delimiter ) close, finish"],
  ["\\left\\lvert x \\right|", "delimiter | open, letter x, delimiter | close, finish"],
  ["\\|x\\|", "delimiter \\|, letter x, delimiter \\|, finish"],
  ["a \\bigm| b", "letter a, delimiter | middle, letter b, finish"],
  ["\\left<a\\right>", "delimiter \\langle open, letter a, delimiter \\langle close, finish".replace("\\langle close", "\\rangle close")],
  ["a < b", "letter a, sign <, letter b, finish"],
  ["1{,}234.5 .5 3.", "number 1{,}234.5, number .5, number 3, sign ., finish"],
  ["\\frac12 \\frac123", "command \\frac, number 1, number 2, command \\frac, number 123, finish"],
  ["\\text{a {b} \\} c}d", "text a {b} \\} c, letter d, finish"],
  ["\\, \\; \\! \\quad~\\ x\\displaystyle", "letter x, finish"],
  ["\\phantom{={}} x % a % b\ny", "letter x, letter y, finish"],
  ["a {}+ b", "letter a, open {, close }, sign +, letter b, finish"],
  ["a +{} b", "letter a, sign +, letter b, finish"],
  ["\\begin{align*}x\\\\[2pt]y\\end{align*}", "begin align*, letter x, row \\\\[2pt], letter y, end align*, finish"],
  ["a\\\\[x]", "letter a, row \\\\, delimiter [ open, letter x, delimiter ] close, finish"],
  ["\\alphax \\%", "command \\alphax, command \\%, finish"],
  ["f''", "letter f, prime ', prime ', finish"],
  ["x := 1", "letter x, sign :=, number 1, finish"],
  ["\\", "command \\, finish".replace("command", "sign")],
])("the tokens of %j", (latex, tokens) => {
  expect(shown(latex)).toBe(tokens);
});

test("tokens stand in order, apart, within the text, and hold all of it that is not spacing", () => {
  const part = fc.constantFrom("\\", "{", "}", "\\left", "|", "x", "12", ".", "^", "_", "'", "%", "\n", "&", "\\\\", "\\text{", "\\frac", "\\begin{", "é", "😀", " ");
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }).map((parts) => parts.join("")), (latex) => {
      let end = 0;
      for (const token of tokensOf(latex)) {
        expect(token.start).toBeGreaterThanOrEqual(end);
        expect(token.end).toBeGreaterThanOrEqual(token.start);
        end = token.end;
      }
      expect(end).toBe(latex.length);
    }),
    { numRuns: 2000 },
  );
});
