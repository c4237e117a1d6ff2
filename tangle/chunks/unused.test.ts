import { expect, test } from "vitest";
import { filesOfBook, reportOn } from "../testing/written.ts";

test.each<{ mistake: string; chapters: Record<string, readonly string[]>; report: readonly string[] }>([
  {
    mistake: "an unused chunk, and what only it uses",
    chapters: {
      "01-a": [
        "```ts file=src/a.ts",
        "```",
        "",
        '```ts chunk="Do it"',
        "<<Nested>>",
        "```",
        "",
        '```ts chunk="Nested"',
        "y",
        "```",
      ],
    },
    report: [
      "book/01-a/index.md:4:14: error[unused-chunk]: `Do it` is never used",
      '  4 │ ```ts chunk="Do it"',
      "    ╵              ~~~~~",
      "book/01-a/index.md:8:14: error[unused-chunk]: `Nested` is never used",
      '  8 │ ```ts chunk="Nested"',
      "    ╵              ~~~~~~",
      "book/01-a/index.md:5:1: note: it is used only here, which is in no chapter's program",
    ],
  },
])("refused: $mistake", ({ chapters, report }) => {
  const texts = Object.entries(chapters).map(([folder, lines]) => [folder, `${lines.join("\n")}\n`] as const);
  expect(reportOn(filesOfBook(Object.fromEntries(texts))).split("\n").slice(0, -1)).toEqual(report);
});
