import { expect, test } from "vitest";
import { numberIn } from "../blocks/answerLines.ts";
import { headsOf, mistakesIn, smallBook } from "../testing/smallBook.ts";
import { smallEvidence } from "../testing/smallEvidence.ts";
import { numbersIn } from "./answers.ts";

const exercise = (answer: string, solution = "It is $0.01$ of 1,024, so `yes`.", question = "How many?"): string =>
  `:::::exercise{#ex level=1}\n${question}\n\n::::solution\n${solution}\n\n${answer}\n::::\n:::::\n`;
const cell = "```ts run\nconst twice = (n: number) => 2 * n;\nconsole.log(twice(1));\n```\n\n```output\n2\n```";

test.each([
  ["- The share: $0.01$"],
  ["- The count of x, as `x`: $1{,}024$\n- Is it so: `Yes`"],
])("what stands in the solution may be asked for: %j", (lines) => {
  expect(mistakesIn(exercise(`:::answer{within="5%"}\n${lines}\n:::`))).toBe("");
});

test("a function of a cell, or a file with its test, may be the reader's", () => {
  expect(mistakesIn(exercise(":::answer{writes=\"twice\"}\n:::", cell))).toBe("");
  const file = "```ts file=src/a.ts\nexport const a = () => 1;\n```";
  const tested = "```ts file=src/a.test.ts\nimport { a } from \"./a.ts\";\na();\n```";
  expect(mistakesIn(exercise(":::answer{writes=\"src/a.ts\"}\n:::", file, tested))).toBe("");
  expect(headsOf(mistakesIn(exercise(":::answer{writes=\"src/a.ts\"}\n:::", file)))).toEqual(["book/01-a/index.md:11:1: error[answer]: this exercise has no test `src/a.test.ts`"]);
});

test.each([
  ["not in the solution", ":::answer\n- The share: $0.02$\n:::", "10:1: error[answer-not-in-solution]: `0.02` stands nowhere in this solution"],
  ["words that are not", ":::answer\n- Is it: `perhaps`\n:::", "10:1: error[answer-not-in-solution]: `perhaps` stands nowhere in this solution"],
  ["no colon", ":::answer\n- The share $0.01$\n:::", "10:1: error[answer]: a line of an answer ends with a colon and a number as a formula, or words as code: `: $0.5$`, ``: `yes` ``"],
  ["a formula in the words", ":::answer\n- The share of $x$: $0.01$\n:::", "10:1: error[answer]: the words of a line of an answer have no formula: write `x` or x"],
  ["no number", ":::answer\n- The share: $x$\n:::", "10:1: error[answer]: `x` is not a number: write its digits, as in `$1{,}024$` or `$1.2 \\times 10^{-5}$`"],
  ["two paragraphs in a line", ":::answer\n- The share: $0.01$\n\n  More.\n:::", "10:1: error[answer]: a line of an answer is one paragraph"],
  ["prose", ":::answer\nIt is so.\n:::", "10:1: error[answer]: an answer holds a list of what is asked, and nothing else"],
  ["nothing", ":::answer\n:::", "9:1: error[answer]: this answer asks for nothing"],
  ["no share", ":::answer{within=\"much\"}\n- The share: $0.01$\n:::", "9:1: error[answer]: `much` is not a share: write `within=\"5%\"`"],
  ["two answers", ":::answer\n- The share: $0.01$\n:::\n\n:::answer\n- The share: $0.01$\n:::", "13:1: error[answer]: a solution has one answer"],
  ["no such file", ":::answer{writes=\"src/b.ts\"}\n:::", "9:1: error[answer]: this solution has no file `src/b.ts`"],
  ["no such function", ":::answer{writes=\"twice\"}\n:::", "9:1: error[answer]: no cell of this solution that runs in a page and prints something declares `twice`"],
  ["an unknown attribute", ":::answer{write=\"twice\"}\n- The share: $0.01$\n:::", "9:11: error[unknown-attribute]: `:::answer` has no attribute `write`"],
])("refused: %s", (_, answer, message) => {
  expect(headsOf(mistakesIn(exercise(answer)))).toContain(`book/01-a/index.md:${message}`);
});

test("an answer outside a solution is refused", () => {
  expect(headsOf(mistakesIn(":::answer\n- The share: $0.01$\n:::\n"))).toEqual(["book/01-a/index.md:3:1: error[outside-solution]: an `:::answer` stands in the `:::solution` that gives it"]);
});

test("functions of two cells are not one answer", () => {
  const other = cell.replaceAll("twice", "thrice");
  expect(headsOf(mistakesIn(exercise(":::answer{writes=\"twice thrice\"}\n:::", `${cell}\n\n${other}`)))).toEqual(["book/01-a/index.md:25:1: error[answer]: what the reader writes is declared in one cell"]);
});

test("a value that was not computed yet is no mistake; one that was must be it", () => {
  const text = { "01-a/index.md": `# A\n\n${exercise(":::answer\n- The sum: $3$\n:::", "It is `{ts} 1 + 1`.")}` };
  expect(smallBook(text).messages).toBe("");
  const evidence = smallEvidence(text, { "01-a/index.md": [{ at: "`{ts} 1 + 1`", result: { kind: "value", text: "2" } }] });
  expect(headsOf(smallBook(text, { evidence }).messages)).toEqual(["book/01-a/index.md:10:1: error[answer-not-in-solution]: `3` stands nowhere in this solution"]);
});

test.each([
  ["1{,}024", "1024"], ["-0.5", "-0.5"], ["−3", "-3"], ["1.2 \\times 10^{-5}", "1.2e-5"], ["10^{20}", "1e20"], ["2 \\cdot 10^6", "2e6"], ["37\\%", "37"], ["x", null], ["2^{16}", null], ["", null],
])("the formula %j is the number %j", (latex, number) => {
  expect(numberIn(latex)).toBe(number);
});

test("the numbers of a text are found as formulas, tables and people write them", () => {
  const found = numbersIn("order 2.8138, $-9.000$, 1,563 bytes, $3{,}072$, $2.2 \\times 10^{20}$, 6.4e-71, x2, −7");
  expect([...found]).toEqual([2.8138, -9, 9, 1563, 3072, 2.2e20, 6.4e-71, -7, 7]);
});
