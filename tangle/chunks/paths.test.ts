import { expect, test } from "vitest";
import { filesOfBook, reportOn } from "../testing/written.ts";

test.each<{ mistake: string; chapters: Record<string, readonly string[]>; report: readonly string[] }>([
  {
    mistake: "two paths that differ only in case",
    chapters: {
      "01-a": ["```ts file=src/model.ts", "```", "", "```ts file=src/Model.ts", "```"],
    },
    report: [
      "book/01-a/index.md:4:12: error[path-conflict]: `src/Model.ts` and `src/model.ts` differ only in case",
      "  4 │ ```ts file=src/Model.ts",
      "    ╵            ~~~~~~~~~~~~",
      "book/01-a/index.md:1:1: note: `src/model.ts` is defined here",
    ],
  },
  {
    mistake: "a file that is a folder of another",
    chapters: {
      "01-a": ["```ts file=src/model", "```", "", "```ts file=src/model/x.ts", "```"],
    },
    report: [
      "book/01-a/index.md:4:12: error[path-conflict]: `src/model/x.ts` and `src/model` cannot both be files",
      "  4 │ ```ts file=src/model/x.ts",
      "    ╵            ~~~~~~~~~~~~~~",
      "book/01-a/index.md:1:1: note: `src/model` is defined here",
    ],
  },
])("refused: $mistake", ({ chapters, report }) => {
  const texts = Object.entries(chapters).map(([folder, lines]) => [folder, `${lines.join("\n")}\n`] as const);
  expect(reportOn(filesOfBook(Object.fromEntries(texts))).split("\n").slice(0, -1)).toEqual(report);
});
