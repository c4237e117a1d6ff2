import { expect, test } from "vitest";
import { formulasOf } from "./formulas.ts";
import { mistakesIn, smallBook } from "./testing/smallBook.ts";

test("a formula that KaTeX rejects is an error where KaTeX stops", () => {
  expect(mistakesIn("Take $x + \\foo y$ and\n\n$$\n\\begin{aligned}\na &= b \\\\\n  &= \\frac{a}{b\n\\end{aligned}\n$$\n\n> $$\n> a & b\n> $$\n")).toBe(
    `book/01-a/index.md:3:11: error[invalid-formula]: KaTeX does not accept this formula: undefined control sequence: \\foo
  3 │ Take $x + \\foo y$ and
    ╵           ~
book/01-a/index.md:9:13: error[invalid-formula]: KaTeX does not accept this formula: unexpected end of input in a macro argument, expected '}'
  9 │ \\end{aligned}
    ╵             ~
book/01-a/index.md:13:5: error[invalid-formula]: KaTeX does not accept this formula: expected 'EOF', got '&'
  13 │ > a & b
     ╵     ~
`,
  );
});

test("the same mistake is reported wherever it stands, in titles too", () => {
  const heads = mistakesIn('$\\x$ and $\\x$\n\n:::theorem{title="On $\\x$"}\nSo.\n:::\n').split("\n").filter((line) => line.includes("error["));
  expect(heads).toEqual([
    "book/01-a/index.md:3:2: error[invalid-formula]: KaTeX does not accept this formula: undefined control sequence: \\x",
    "book/01-a/index.md:3:11: error[invalid-formula]: KaTeX does not accept this formula: undefined control sequence: \\x",
    "book/01-a/index.md:5:23: error[invalid-formula]: KaTeX does not accept this formula: undefined control sequence: \\x",
  ]);
});

test("formulas are counted in text, displays, titles, captions and notes", () => {
  const { document } = smallBook({
    "a.md": '# On $1$\n\n## And $2$\n\n:::table{#t}\nCaption $3$.\n\n| $4$ |\n|---|\n:::\n\nNote[^n].\n\n[^n]: So $5$.\n\n$$\n6\n$$\n\n:::theorem{title="Of $7$"}\n$$\n8\n$$\n:::\n',
  });
  expect(formulasOf(document)).toEqual({ inline: 6, display: 2 });
});
