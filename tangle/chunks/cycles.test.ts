import { expect, test } from "vitest";
import { filesOfBook, reportOn } from "../testing/written.ts";

test.each<{ mistake: string; chapters: Record<string, readonly string[]>; report: readonly string[] }>([
  {
    mistake: "a chunk that uses itself",
    chapters: {
      "01-a": ["```ts file=src/a.ts", "<<Do it>>", "```", "", '```ts chunk="Do it"', "<<Do it>>", "```"],
    },
    report: [
      "book/01-a/index.md:6:1: error[cyclic-chunk]: `Do it` uses itself: `Do it` → `Do it`",
      "  6 │ <<Do it>>",
      "    ╵ ~~~~~~~~~",
    ],
  },
  {
    mistake: "a cycle of three chunks",
    chapters: {
      "01-a": [
        "```ts file=src/a.ts",
        "<<One>>",
        "```",
        "",
        '```ts chunk="One"',
        "<<Two>>",
        "```",
        "",
        '```ts chunk="Two"',
        "<<Three>>",
        "```",
        "",
        '```ts chunk="Three"',
        "  <<One>>",
        "```",
      ],
    },
    report: [
      "book/01-a/index.md:6:1: error[cyclic-chunk]: `One` uses itself: `One` → `Two` → `Three` → `One`",
      "  6 │ <<Two>>",
      "    ╵ ~~~~~~~",
      "book/01-a/index.md:10:1: note: `Two` uses `Three` here",
      "book/01-a/index.md:14:3: note: `Three` uses `One` here",
    ],
  },
  {
    mistake: "a cycle that a later chapter's replacement makes",
    chapters: {
      "01-a": [
        "```ts file=src/a.ts",
        "<<One>>",
        "```",
        "",
        '```ts chunk="One"',
        "<<Two>>",
        "```",
        "",
        '```ts chunk="Two"',
        "```",
      ],
      "02-b": ['```ts chunk="01-a/Two" :=', "<<01-a/One>>", "```"],
    },
    report: [
      "book/01-a/index.md:6:1: error[cyclic-chunk]: `One` uses itself: `One` → `Two` → `One`",
      "  6 │ <<Two>>",
      "    ╵ ~~~~~~~",
      "book/02-b/index.md:2:1: note: `Two` uses `One` here",
    ],
  },
  {
    mistake: "a cycle that a later chapter's replacement ends",
    chapters: {
      "01-a": [
        "```ts file=src/a.ts",
        "<<One>>",
        "```",
        "",
        '```ts chunk="One"',
        "<<Two>>",
        "```",
        "",
        '```ts chunk="Two"',
        "<<One>>",
        "```",
      ],
      "02-b": ['```ts chunk="01-a/Two" :=', "y", "```"],
    },
    report: [
      "book/01-a/index.md:6:1: error[cyclic-chunk]: `One` uses itself: `One` → `Two` → `One`",
      "  6 │ <<Two>>",
      "    ╵ ~~~~~~~",
      "book/01-a/index.md:10:1: note: `Two` uses `One` here",
    ],
  },
])("refused: $mistake", ({ chapters, report }) => {
  const texts = Object.entries(chapters).map(([folder, lines]) => [folder, `${lines.join("\n")}\n`] as const);
  expect(reportOn(filesOfBook(Object.fromEntries(texts))).split("\n").slice(0, -1)).toEqual(report);
});
