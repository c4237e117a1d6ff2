import { expect, test } from "vitest";
import { bookFromFiles, render } from "../../tangle/index.ts";
import { manuscriptOf } from "./manuscript.ts";
import { reportOf } from "./report.ts";
import { wordsIn } from "./report/beats.ts";
import { median } from "./report/pace.ts";

function report(chapters: readonly string[]): string {
  const names = chapters.map((_, index) => `0${index + 1}-c/index.md`);
  const contents = `# A\n\n${names.map((name, index) => `- [Chapter ${index + 1}](${name})\n`).join("")}`;
  const { book, diagnostics } = bookFromFiles("/nowhere", new Map([["book/contents.md", contents], ["book/book.yml", "title: A\n"], ...names.map((name, index) => [`book/${name}`, chapters[index] ?? ""] as const)]));
  if (book === null) throw new Error(diagnostics.map(render).join("\n"));
  return reportOf(manuscriptOf(book));
}

const words = (count: number): string => Array.from({ length: count }, () => "word").join(" ");
const lines = (count: number): string => Array.from({ length: count }, (_, index) => `line(${index});`).join("\n");
const chunk = (name: string, count: number): string => `\`\`\`ts chunk="${name}"\n${lines(count)}\n\`\`\``;

const first = [
  "# One",
  words(100),
  chunk("A", 2),
  words(40),
  chunk("B", 31),
  chunk("C", 8),
  `- ${words(60)}`,
  "```ts chunk=\"D\" hide\nx();\n```",
  ":::exercise{#e}\nNot counted.\n\n```ts run\n1\n```\n:::",
  "The `name` is $x$, as Shannon says [@shannon1948].",
].join("\n\n");

test("a line a chapter, all together, and Crafting Interpreters beside them", () => {
  expect(report([first, "# Two\n\n## Only words\n\nNone.", `# Three\n\n${words(1200)}\n\n${chunk("E", 3)}`])).toBe(
    [
      "                              words a     words            lines,  words a    words  snippets of 1–3, 4–7,",
      "                       words  heading  in lists  snippets  median  snippet  between  8–15, 16–30, more lines",
      "────────────────────────────────────────────────────────────────────────────────────────────────────────────",
      "1  Chapter 1             208      208      29 %         3       8       69       20  █ · █ · █",
      "3  Chapter 3           1,200    1,200       0 %         1       3    1,200           █ · · · ·",
      "together               1,408      704       4 %         4     5.5      352       20  █ · ▄ · ▄",
      "────────────────────────────────────────────────────────────────────────────────────────────────────────────",
      "Crafting Interpreters             440                           3      168",
      "",
      "worth a second look",
      "  book/01-c/index.md:1:1: 29 of 100 words in lists: reasoning is in sentences",
      "  book/01-c/index.md:12:1: a snippet of 31 lines: one idea is rarely so long",
      "  book/01-c/index.md:46:1: no word between this snippet and the one above: what is the reason for it?",
      "",
    ].join("\n"),
  );
});

test.each([
  ["# One\n\n## Two\n\nWhy?\n\n### Three\n\nHow? “What?” *Who?*\n\n> When?\n\n```ts run\n1\n```", ["1:1: a heading every 2 words", "9:4: 2 questions in this section, of which one may be rhetorical: here is the second"]],
  ["# One\n\nWhy?\n\n```ts run\n1\n```\n\n```output\n1\n```\n\n```ts run\n2\n```", ["13:1: no word between this snippet and the one above: what is the reason for it?"]],
  ["# One\n\n```ts file=src/a.ts\n<<A>>\n<<B>>\n```\n\n```ts chunk=\"A\"\na();\n```\n\nNow B.\n\n```ts chunk=\"B\"\nb();\n```", []],
  ["# One\n\n```ts run\n1\n```\n\n```ts run hide\n2\n```\n\nAnd.\n\n```ts run\n3\n```", []],
])("%j", (text, expected) => {
  const [, list = ""] = report([text]).split("worth a second look\n");
  expect(list.split("\n").filter(Boolean)).toEqual(expected.map((line) => `  book/01-c/index.md:${line}`));
});

test("a book without shown code has no figures", () => {
  expect(report(["# One\n\nWords."])).toBe("no chapter shows code\n");
});

test.each([
  ["", 0],
  ["It’s a half-open, 1,793-letter range.", 5],
  ["The \uFFFC\uFFFC\uFFFC is \uFFFC.", 4],
  ["– … ·", 0],
])("%j has its words", (text, count) => {
  expect(wordsIn(text)).toBe(count);
});

test("the median of an even number is the mean of the middle two, of none nothing", () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, null]);
});
