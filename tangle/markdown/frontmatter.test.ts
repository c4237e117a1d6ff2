import { expect, test } from "vitest";
import { filesOfBook, reportOn } from "../testing/written.ts";

test.each<{ mistake: string; chapter: readonly string[]; report: readonly string[] }>([
  {
    mistake: "front matter that is not YAML",
    chapter: ["---", "a: [1", "b: 2", "---", "", "text"],
    report: [
      "book/01-a/index.md:3:1: error[front-matter]: the front matter is not YAML: flow sequence in block collection must be sufficiently indented and end with a ]",
      "  3 │ b: 2",
      "    ╵ ~",
    ],
  },
])("refused: $mistake", ({ chapter, report }) => {
  expect(reportOn(filesOfBook({ "01-a": `${chapter.join("\n")}\n` })).split("\n").slice(0, -1)).toEqual(report);
});
