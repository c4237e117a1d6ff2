import { expect, test } from "vitest";
import { filesOfBook, reportOn } from "../testing/written.ts";

test.each<{ mistake: string; chapters: Record<string, readonly string[]>; report: readonly string[] }>([
  {
    mistake: "an append to a later chapter's chunk",
    chapters: {
      "01-a": ['```ts chunk="02-b/Do it" +=', "x", "```"],
      "02-b": ["```ts file=src/b.ts", "<<Do it>>", "```", "", '```ts chunk="Do it"', "x", "```"],
    },
    report: [
      "book/01-a/index.md:1:14: error[later-chapter]: `02-b` is a later chapter",
      '  1 │ ```ts chunk="02-b/Do it" +=',
      "    ╵              ~~~~~~~~~~",
    ],
  },
  {
    mistake: "a chunk of another chapter, defined",
    chapters: {
      "01-a": ["```ts file=src/a.ts", "<<Do it>>", "```", "", '```ts chunk="Do it"', "x", "```"],
      "02-b": ['```ts chunk="01-a/Do it"', "y", "```"],
    },
    report: [
      "book/02-b/index.md:1:14: error[qualified-definition]: a chunk of `01-a` is appended to (`+=`) or replaced (`:=`) here, not defined",
      '  1 │ ```ts chunk="01-a/Do it"',
      "    ╵              ~~~~~~~~~~",
      "book/01-a/index.md:5:1: note: `Do it` is defined here",
    ],
  },
  {
    mistake: "a chunk defined twice",
    chapters: {
      "01-a": [
        "```ts file=src/a.ts",
        "<<Do it>>",
        "```",
        "",
        '```ts chunk="Do it"',
        "x",
        "```",
        "",
        '```ts chunk="Do it"',
        "y",
        "```",
      ],
    },
    report: [
      "book/01-a/index.md:9:14: error[duplicate-definition]: `Do it` is defined twice",
      '  9 │ ```ts chunk="Do it"',
      "    ╵              ~~~~~",
      "book/01-a/index.md:5:1: note: `Do it` is defined here",
      "  cure: add `+=` to append to it, `:=` to replace it",
    ],
  },
  {
    mistake: "a chunk defined in two languages",
    chapters: {
      "01-a": [
        "```ts file=src/a.ts",
        "<<Do it>>",
        "```",
        "",
        '```ts chunk="Do it"',
        "x",
        "```",
        "",
        '```c chunk="Do it"',
        "y",
        "```",
      ],
    },
    report: [
      "book/01-a/index.md:9:13: error[duplicate-definition]: `Do it` is defined twice, first in `ts` and now in `c`",
      '  9 │ ```c chunk="Do it"',
      "    ╵             ~~~~~",
      "book/01-a/index.md:5:1: note: `Do it` is defined here",
    ],
  },
  {
    mistake: "an append in another language",
    chapters: {
      "01-a": ["```ts file=src/a.ts", "x", "```"],
      "02-b": ["```c file=src/a.ts +=", "y", "```"],
    },
    report: [
      "book/02-b/index.md:1:11: error[language-mismatch]: `src/a.ts` is `ts`, this fence is `c`",
      "  1 │ ```c file=src/a.ts +=",
      "    ╵           ~~~~~~~~",
      "book/01-a/index.md:1:1: note: `src/a.ts` is defined here",
    ],
  },
  {
    mistake: "a file defined twice",
    chapters: {
      "01-a": ["```ts file=src/a.ts", "x", "```"],
      "02-b": ["```ts file=src/a.ts", "y", "```"],
    },
    report: [
      "book/02-b/index.md:1:12: error[duplicate-definition]: `src/a.ts` is defined twice",
      "  1 │ ```ts file=src/a.ts",
      "    ╵            ~~~~~~~~",
      "book/01-a/index.md:1:1: note: `src/a.ts` is defined here",
      "  cure: add `+=` to append to it, `:=` to replace it",
    ],
  },
  {
    mistake: "an append to what does not exist",
    chapters: {
      "01-a": [
        "```ts file=src/a.ts",
        "<<Do it>>",
        "```",
        "",
        '```ts chunk="Do it"',
        "x",
        "```",
        "",
        '```ts chunk="Do its" +=',
        "y",
        "```",
        "",
        "```ts file=src/b.ts +=",
        "z",
        "```",
      ],
    },
    report: [
      "book/01-a/index.md:9:14: error[unknown-chunk]: no chunk is named `Do its`, `+=` needs one",
      '  9 │ ```ts chunk="Do its" +=',
      "    ╵              ~~~~~~",
      "book/01-a/index.md:5:1: note: `Do it` is defined here",
      "book/01-a/index.md:13:12: error[unknown-file]: no file is named `src/b.ts`, `+=` needs one",
      "  13 │ ```ts file=src/b.ts +=",
      "     ╵            ~~~~~~~~",
      "book/01-a/index.md:1:1: note: `src/a.ts` is defined here",
    ],
  },
  {
    mistake: "a replacement of what is defined later",
    chapters: {
      "01-a": [
        "```ts file=src/a.ts",
        "<<Do it>>",
        "```",
        "",
        '```ts chunk="Do it" :=',
        "x",
        "```",
        "",
        '```ts chunk="Do it"',
        "y",
        "```",
      ],
    },
    report: [
      "book/01-a/index.md:5:14: error[unknown-chunk]: no chunk is named `Do it`, `:=` needs one",
      '  5 │ ```ts chunk="Do it" :=',
      "    ╵              ~~~~~",
      "book/01-a/index.md:9:1: note: `Do it` is defined here, later",
    ],
  },
  {
    mistake: "an append without the chapter",
    chapters: {
      "01-a": ["```ts file=src/a.ts", "<<Do it>>", "```", "", '```ts chunk="Do it"', "x", "```"],
      "02-b": ['```ts chunk="Do it" +=', "y", "```"],
    },
    report: [
      "book/02-b/index.md:1:14: error[unknown-chunk]: no chunk is named `Do it`, `+=` needs one",
      '  1 │ ```ts chunk="Do it" +=',
      "    ╵              ~~~~~",
      "book/01-a/index.md:5:1: note: `Do it` is defined here",
      "  cure: write `01-a/Do it`",
    ],
  },
])("refused: $mistake", ({ chapters, report }) => {
  const texts = Object.entries(chapters).map(([folder, lines]) => [folder, `${lines.join("\n")}\n`] as const);
  expect(reportOn(filesOfBook(Object.fromEntries(texts))).split("\n").slice(0, -1)).toEqual(report);
});
