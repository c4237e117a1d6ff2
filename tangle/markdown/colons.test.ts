import { expect, test } from "vitest";
import { filesOfBook, reportOn } from "../testing/written.ts";

test.each<{ mistake: string; chapter: readonly string[]; report: readonly string[] }>([
  {
    mistake: "a stray line of colons",
    chapter: ["text", "", ":::", "", "more", ":::"],
    report: [
      "book/01-a/index.md:3:1: error[stray-colons]: this `:::` closes no block",
      "  3 │ :::",
      "    ╵ ~~~",
      "book/01-a/index.md:6:1: error[stray-colons]: this `:::` closes no block",
      "  6 │ :::",
      "    ╵ ~~~",
    ],
  },
  {
    mistake: "a block that nothing closes",
    chapter: [":::aside", "text"],
    report: [
      "book/01-a/index.md:1:1: error[stray-colons]: nothing closes this `aside` block",
      "  1 │ :::aside",
      "    ╵ ~~~~~~~~",
    ],
  },
  {
    mistake: "a block within one of as many colons",
    chapter: [":::exercise{#e}", ":::hint", "x", ":::", ":::"],
    report: [
      "book/01-a/index.md:2:1: error[stray-colons]: nothing closes this `hint` block",
      "  2 │ :::hint",
      "    ╵ ~~~~~~~",
      "book/01-a/index.md:5:1: error[stray-colons]: this `:::` closes no block",
      "  5 │ :::",
      "    ╵ ~~~",
    ],
  },
  {
    mistake: "a block whose attributes cannot be read",
    chapter: [':::figure{#a alt="b}', "text", ":::"],
    report: [
      "book/01-a/index.md:1:1: error[stray-colons]: this `:::` opens no block: a name is expected, then `[…]`, `{…}` or nothing",
      '  1 │ :::figure{#a alt="b}',
      "    ╵ ~~~~~~~~~~~~~~~~~~~~",
      "book/01-a/index.md:3:1: error[stray-colons]: this `:::` closes no block",
      "  3 │ :::",
      "    ╵ ~~~",
    ],
  },
])("refused: $mistake", ({ chapter, report }) => {
  expect(reportOn(filesOfBook({ "01-a": `${chapter.join("\n")}\n` })).split("\n").slice(0, -1)).toEqual(report);
});
