import { expect, test } from "vitest";
import { source } from "../text/span.ts";
import { readFrontMatter } from "./frontmatter.ts";
import { parseBlocks } from "./markdown.ts";
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
  ...([
    ["a list", "[a, b]", "~~~~~~"],
    ["a map", "{ a: b }", "~~~~~~~~"],
    ["the number `42`", "42", "~~"],
    ["the boolean `true`", "true", "~~~~"],
  ] as const).map(([found, written, marked]) => ({
    mistake: `a tagline that is ${found}`,
    chapter: ["---", "a: b", `tagline: ${written}`, "---", "", "text"],
    report: [
      `book/01-a/index.md:3:10: error[front-matter]: \`tagline\` must be a text of one line, found ${found}`,
      `  3 │ tagline: ${written}`,
      `    ╵          ${marked}`,
    ],
  })),
  {
    mistake: "a tagline of two lines",
    chapter: ["---", "tagline: |", "  one", "  two", "---", "", "text"],
    report: [
      "book/01-a/index.md:2:10: error[front-matter]: `tagline` must be a text of one line, found 2 lines",
      "  2 │ tagline: |",
      "    ╵          ~",
    ],
  },
  {
    mistake: "a tagline of nothing",
    chapter: ["---", "tagline:", "---", "", "text"],
    report: [
      "book/01-a/index.md:2:1: error[front-matter]: `tagline` must be a text of one line, found nothing",
      "  2 │ tagline:",
      "    ╵ ~~~~~~~",
    ],
  },
  {
    mistake: "an empty tagline",
    chapter: ["---", 'tagline: " "', "---", "", "text"],
    report: [
      "book/01-a/index.md:2:10: error[front-matter]: `tagline` must be a text of one line, found an empty text",
      '  2 │ tagline: " "',
      "    ╵          ~~~",
    ],
  },
])("refused: $mistake", ({ chapter, report }) => {
  expect(reportOn(filesOfBook({ "01-a": `${chapter.join("\n")}\n` })).split("\n").slice(0, -1)).toEqual(report);
});

test.each<[string, string, string | null]>([
  ["plain", "tagline: How many friends has a word?", "How many friends has a word?"],
  ["quoted, as a colon asks for", 'tagline: "Loss: what came"', "Loss: what came"],
  ["over two lines of the file, which YAML makes one", "tagline: one\n  two", "one two"],
  ["folded", "tagline: >\n  one\n  two", "one two"],
  ["absent", "other: 1", null],
])("a tagline, %s", (_, yaml, tagline) => {
  for (const text of [`---\n${yaml}\n---\n\n# A\n`, `\uFEFF---\r\n${yaml.replaceAll("\n", "\r\n")}\r\n---\r\n`]) {
    expect(readFrontMatter(source("a.md", text), parseBlocks(text))).toEqual({ tagline, diagnostics: [] });
  }
});

test("a file without front matter has no tagline", () => {
  expect(readFrontMatter(source("a.md", "# A\n"), parseBlocks("# A\n"))).toEqual({ tagline: null, diagnostics: [] });
});
