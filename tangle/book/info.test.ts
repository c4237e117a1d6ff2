import { expect, test } from "vitest";
import { filesOfBook, reportOn } from "../testing/written.ts";

test.each<{ mistake: string; chapter: readonly string[]; report: readonly string[] }>([
  {
    mistake: "a quote that is not closed",
    chapter: ['```ts chunk="Do it', "x", "```"],
    report: [
      "book/01-a/index.md:1:7: error[fence-syntax]: the quote that opens the value of `chunk` is not closed",
      '  1 │ ```ts chunk="Do it',
      "    ╵       ~~~~~~~~~~~~",
    ],
  },
  {
    mistake: "a quote within a value",
    chapter: [
      '```ts chunk="Do"it"',
      "x",
      "```",
      "",
      "```ts chunk='Do it'",
      "x",
      "```",
      "",
      '```ts wrong="fails"test="x"',
      "x",
      "```",
    ],
    report: [
      "book/01-a/index.md:1:7: error[fence-syntax]: a space is expected after the value of `chunk`",
      '  1 │ ```ts chunk="Do"it"',
      "    ╵       ~~~~~~~~~~~~~",
      'book/01-a/index.md:5:7: error[fence-syntax]: the value of `chunk` is quoted with `"` from its beginning to its end',
      "  5 │ ```ts chunk='Do it'",
      "    ╵       ~~~~~~~~~~~~~",
      "book/01-a/index.md:9:7: error[fence-syntax]: a space is expected after the value of `wrong`",
      '  9 │ ```ts wrong="fails"test="x"',
      "    ╵       ~~~~~~~~~~~~~~~~~~~~~",
    ],
  },
  {
    mistake: "nothing before `=`",
    chapter: ["```ts run =x", "x", "```"],
    report: [
      "book/01-a/index.md:1:11: error[fence-syntax]: a name is expected before `=`",
      "  1 │ ```ts run =x",
      "    ╵           ~~",
    ],
  },
  {
    mistake: "an attribute before the language",
    chapter: ["```file=src/a.ts", "x", "```", "", "```ts{run}", "x", "```"],
    report: [
      "book/01-a/index.md:1:4: error[fence-syntax]: the language comes first, then a space, then attributes",
      "  1 │ ```file=src/a.ts",
      "    ╵    ~~~~~~~~~~~~~",
      "book/01-a/index.md:5:4: error[fence-syntax]: the language comes first, then a space, then attributes",
      "  5 │ ```ts{run}",
      "    ╵    ~~~~~~~",
    ],
  },
])("an info string is refused: $mistake", ({ chapter, report }) => {
  expect(reportOn(filesOfBook({ "01-a": `${chapter.join("\n")}\n` })).split("\n").slice(0, -1)).toEqual(report);
});
