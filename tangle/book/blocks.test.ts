import { expect, test } from "vitest";
import { filesOfBook, reportOn } from "../testing/written.ts";

test.each<{ mistake: string; chapter: readonly string[]; report: readonly string[] }>([
  {
    mistake: "a fence that nothing closes",
    chapter: ["# A", "", "```ts file=src/a.ts", "x"],
    report: [
      "book/01-a/index.md:3:1: error[unterminated-fence]: nothing closes this fence",
      "  3 │ ```ts file=src/a.ts",
      "    ╵ ~~~~~~~~~~~~~~~~~~~",
    ],
  },
  {
    mistake: "a fence that only the end of its list closes",
    chapter: ["- item", "", "  ```ts file=src/a.ts", "  x", "", "text"],
    report: [
      "book/01-a/index.md:3:3: error[unterminated-fence]: nothing closes this fence",
      "  3 │   ```ts file=src/a.ts",
      "    ╵   ~~~~~~~~~~~~~~~~~~~",
    ],
  },
  {
    mistake: "a fence that only the end of its quotation closes",
    chapter: ["> ~~~ts file=src/a.ts", "> x", "", "text"],
    report: [
      "book/01-a/index.md:1:3: error[unterminated-fence]: nothing closes this fence",
      "  1 │ > ~~~ts file=src/a.ts",
      "    ╵   ~~~~~~~~~~~~~~~~~~~",
    ],
  },
  {
    mistake: "a fence closed by too short a marker",
    chapter: ["````ts file=src/a.ts", "x", "```"],
    report: [
      "book/01-a/index.md:1:1: error[unterminated-fence]: nothing closes this fence",
      "  1 │ ````ts file=src/a.ts",
      "    ╵ ~~~~~~~~~~~~~~~~~~~~",
    ],
  },
  {
    mistake: "a fence that a block of colons ends",
    chapter: [":::derivation{#d}", "```ts verify", "x", ":::"],
    report: [
      "book/01-a/index.md:2:1: error[unterminated-fence]: nothing closes this fence",
      "  2 │ ```ts verify",
      "    ╵ ~~~~~~~~~~~~",
    ],
  },
  {
    mistake: "a name with a backtick between backticks",
    chapter: ['```ts chunk="a`b"', "x", "```"],
    report: [
      "book/01-a/index.md:1:15: error[fence-syntax]: an attribute holds a backtick, so that this line opens no fence",
      '  1 │ ```ts chunk="a`b"',
      "    ╵               ~",
      "book/01-a/index.md:3:1: error[unterminated-fence]: nothing closes this fence",
      "  3 │ ```",
      "    ╵ ~~~",
    ],
  },
  {
    mistake: "inline code that looks like a fence",
    chapter: ['```ts x="a"``` is code'],
    report: [],
  },
])("a fence is refused: $mistake", ({ chapter, report }) => {
  expect(reportOn(filesOfBook({ "01-a": `${chapter.join("\n")}\n` })).split("\n").slice(0, -1)).toEqual(report);
});
