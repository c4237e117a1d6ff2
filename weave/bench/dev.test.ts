import { expect, test } from "vitest";
import { devReport, functionIn, hasNames, sentenceIn } from "./dev.ts";

test("the report has the median, the 95th percentile and the largest of each, whatever their order", () => {
  const calm = Array.from({ length: 40 }, (_, save) => 40 - save);
  const numbers = devReport({ calm, busy: [7], whole: [30, 10, 20], named: [5] }).split("\n").slice(1).map((line) => line.slice(52).trim().split(/\s+/).map(Number));
  expect(numbers).toEqual([[20, 38, 40], [7, 7, 7], [20, 30, 30], [5, 5, 5]]);
});

test("a sentence is written where the page of its file shows it, and not into a solution", () => {
  const words = "Plain words of one line, and of some length.";
  expect(sentenceIn(`# Title\n\n${words}\n\n:::exercise\nText.\n:::\n`)?.[0].trim()).toBe(words);
  expect(sentenceIn(`# Title\n\nWith $a$ formula, and of some length.\n\n::::solution\n\n${words}\n\n::::\n`)).toBeNull();
  expect(sentenceIn(null)).toBeNull();
});

test("a line of code is written before a function of the program, and not into a cell or a solution", () => {
  const listing = (head: string, lines: string): string => `# Title\n\n\`\`\`ts ${head}\n${lines}\n\`\`\`\n`;
  const text = listing("file=src/a.ts", "const zero = 0;\nexport function one(): void {}");
  expect(text.slice(functionIn(text)?.[0].length ?? 0)).toContain("export function one");
  expect(functionIn(text)?.[0]).toMatch(/const zero = 0;\n$/);
  expect(functionIn(listing("run", "export function one(): void {}"))).toBeNull();
  expect(functionIn(listing("file=src/a.ts", "export const one = 1;"))).toBeNull();
  expect(functionIn(`::::solution\n${text}\n::::\n`)).toBeNull();
});

test("code has its types where the listing around it shows names", () => {
  const html = '<pre><code>// first\n<span data-q="1">one</span></code></pre><pre><code>// second\none</code></pre>';
  expect(["first", "second", "third"].map((words) => hasNames(html, words))).toEqual([true, false, false]);
});
