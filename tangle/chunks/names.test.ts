import { expect, test } from "vitest";
import { filesOfBook, reportOn } from "../testing/written.ts";

test.each<{ mistake: string; chapters: Record<string, readonly string[]>; report: readonly string[] }>([
  {
    mistake: "a use of a chunk that does not exist",
    chapters: {
      "01-a": [
        "```ts file=src/a.ts",
        "<<Scale the score>>",
        "  <<Fly>>",
        "```",
        "",
        '```ts chunk="Scale the scores"',
        "x",
        "```",
      ],
    },
    report: [
      "book/01-a/index.md:2:1: error[unknown-chunk]: no chunk is named `Scale the score`",
      "  2 │ <<Scale the score>>",
      "    ╵ ~~~~~~~~~~~~~~~~~~~",
      "book/01-a/index.md:6:1: note: `Scale the scores` is defined here",
      "book/01-a/index.md:3:3: error[unknown-chunk]: no chunk is named `Fly`",
      "  3 │   <<Fly>>",
      "    ╵   ~~~~~~~",
      "book/01-a/index.md:6:14: error[unused-chunk]: `Scale the scores` is never used",
      '  6 │ ```ts chunk="Scale the scores"',
      "    ╵              ~~~~~~~~~~~~~~~~",
    ],
  },
  {
    mistake: "a use of a chunk of an earlier chapter without its name",
    chapters: {
      "01-a": ["```ts file=src/a.ts", "<<Do it>>", "```", "", '```ts chunk="Do it"', "x", "```"],
      "02-b": ["```ts file=src/b.ts", "<<Do it>>", "```"],
    },
    report: [
      "book/02-b/index.md:2:1: error[unknown-chunk]: no chunk is named `Do it`",
      "  2 │ <<Do it>>",
      "    ╵ ~~~~~~~~~",
      "book/01-a/index.md:5:1: note: `Do it` is defined here",
      "  cure: write `01-a/Do it`",
    ],
  },
  {
    mistake: "a use whose chapter is misspelt",
    chapters: {
      "01-grinding": ["```ts file=src/a.ts", "<<Do it>>", "```", "", '```ts chunk="Do it"', "x", "```"],
      "02-b": ["```ts file=src/b.ts", "<<01-ginding/Do it>>", "```"],
    },
    report: [
      "book/02-b/index.md:2:1: error[unknown-chunk]: no chunk is named `01-ginding/Do it`",
      "  2 │ <<01-ginding/Do it>>",
      "    ╵ ~~~~~~~~~~~~~~~~~~~~",
      "book/01-grinding/index.md:5:1: note: `Do it` is defined here",
      "  cure: write `01-grinding/Do it`",
    ],
  },
  {
    mistake: "a use of a later chapter's chunk",
    chapters: {
      "01-a": ["```ts file=src/a.ts", "<<02-b/Do it>>", "```"],
      "02-b": ["```ts file=src/b.ts", "<<Do it>>", "```", "", '```ts chunk="Do it"', "x", "```"],
    },
    report: [
      "book/01-a/index.md:2:1: error[later-chapter]: `02-b` is a later chapter, its chunks do not exist here",
      "  2 │ <<02-b/Do it>>",
      "    ╵ ~~~~~~~~~~~~~~",
      "book/02-b/index.md:5:1: note: `Do it` is defined here",
    ],
  },
  {
    mistake: "a mutant of a chunk that does not exist",
    chapters: {
      "01-a": ["```ts file=src/a.ts", "```", "", '```ts wrong="fails" chunk="Do it" test="it works"', "x", "```"],
    },
    report: [
      "book/01-a/index.md:4:4: error[unknown-chunk]: no chunk is named `Do it`",
      '  4 │ ```ts wrong="fails" chunk="Do it" test="it works"',
      "    ╵    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~",
    ],
  },
  {
    mistake: "a use of a later chapter's chunk by its bare name",
    chapters: {
      "01-a": ["```ts file=src/a.ts", "<<Do it>>", "```"],
      "02-b": ["```ts file=src/b.ts", "<<Do it>>", "```", "", '```ts chunk="Do it"', "x", "```"],
    },
    report: [
      "book/01-a/index.md:2:1: error[unknown-chunk]: no chunk is named `Do it`",
      "  2 │ <<Do it>>",
      "    ╵ ~~~~~~~~~",
      "book/02-b/index.md:5:1: note: `Do it` is defined here, in a later chapter",
    ],
  },
])("refused: $mistake", ({ chapters, report }) => {
  const texts = Object.entries(chapters).map(([folder, lines]) => [folder, `${lines.join("\n")}\n`] as const);
  expect(reportOn(filesOfBook(Object.fromEntries(texts))).split("\n").slice(0, -1)).toEqual(report);
});
