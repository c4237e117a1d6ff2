import { expect, test } from "vitest";
import { headsOf, mistakesIn, smallBook } from "../testing/smallBook.ts";

const program = "```ts file=src/line.ts\nexport const settings = [];\nexport function training() {}\n```\n\n```ts file=src/half.ts\nexport const settings = [];\n```\n\n```ts file=src/none.ts\nexport const other = 1;\n```\n\n";
const figure = (attributes: string) => `:::figure{${attributes} alt="A fall."}\n![](fall.svg)\n\nA fall.\n:::\n\n`;
const files = { "01-a/fall.svg": "<svg/>" };
/** What is said of figures that begin at line 16. */
const saidOf = (...figures: readonly string[]): readonly string[] => headsOf(mistakesIn(program + figures.map(figure).join(""), files)).map((line) => line.replace("book/01-a/index.md:", ""));

test("a figure names the module that trains, and another shows what came of it", () => {
  const { document, messages } = smallBook({ "01-a/index.md": `# A\n\n${program}${figure('#f train="src/line.ts"')}${figure('#g mine="f fall" judged="on a part of it"')}`, ...files });
  expect(messages).toBe("");
  const found = document.pages[0]?.tree.children.flatMap((node) => (node.type === "bookBlock" ? [node.training] : []));
  expect(found).toEqual([{ train: "src/line.ts", mine: null }, { train: null, mine: { figure: "f", what: "fall", judged: "on a part of it" } }]);
});

test.each<[string, readonly string[], readonly string[]]>([
  ["a module that is not there", ['#f train="src/lines.ts"'], ["16:14: error[training]: the program has no module `src/lines.ts` that exports something at this chapter's end"]],
  ["a module without what a page trains by", ['#f train="src/none.ts"'], ["16:14: error[training]: `src/none.ts` exports no `settings` and no `training`, by which a page trains"]],
  ["a module with half of it", ['#f train="src/half.ts"'], ["16:14: error[training]: `src/half.ts` exports no `training`, by which a page trains"]],
  ["what is no module", ['#f train="line"'], ["16:14: error[training]: `train` names a module of the program, such as `src/train/in-page.ts`, and not `line`"]],
  ["no id", ['train="src/line.ts"'], ["16:1: error[training]: this figure has `train`, and no id under which a browser keeps what is trained"]],
  ["a figure that trains nothing", ['#f train="src/line.ts"', '#g mine="g fall"'], ["22:14: error[training]: `g` is no figure that has `train`"]],
  ["nothing to show", ['#f train="src/line.ts"', '#g mine="f"'], ["22:14: error[training]: `mine` names a figure that has `train`, and a drawing of that training or its `score`, such as `fig-loss score`, and not `f`"]],
  ["too much to show", ['#f train="src/line.ts"', '#g mine="f fall score"'], ["22:14: error[training]: `mine` names a figure that has `train`, and a drawing of that training or its `score`, such as `fig-loss score`, and not `f fall score`"]],
  ["what nothing is judged on", ['#f judged="on a part of it"'], ["16:14: error[training]: `judged` says what the reader’s own result is judged on, which `mine` names"]],
])("%s is an error at its place", (_, figures, messages) => {
  expect(saidOf(...figures)).toEqual(messages);
});

test("only a figure trains", () => {
  expect(headsOf(mistakesIn(':::table{#t train="src/line.ts"}\n| a |\n|---|\n| 1 |\n:::\n'))).toEqual(["book/01-a/index.md:3:13: error[unknown-attribute]: `:::table` has no attribute `train`"]);
});
