import { describe, expect, test } from "vitest";
import { chaptersOf, readContents } from "./contents.ts";
import { source } from "../text/span.ts";
import { reportOn } from "../testing/written.ts";

test.each<{ mistake: string; contents: readonly string[]; files: readonly string[]; report: readonly string[] }>([
  {
    mistake: "no item",
    contents: ["# Book", "", "text"],
    files: [],
    report: [
      "book/contents.md: error[empty-contents]: the contents name no chapter",
    ],
  },
  {
    mistake: "an item without a link",
    contents: ["- [A](a.md)", "- B"],
    files: ["a.md"],
    report: [
      "book/contents.md:2:3: error[contents-without-link]: an item of the contents is a link to its file: `- [Title](file.md)`",
      "  2 │ - B",
      "    ╵   ~",
    ],
  },
  {
    mistake: "a link to a file that does not exist",
    contents: ["- [A](a.md)", "- [B](b.md)", "  - [C](b/c.md)"],
    files: ["a.md"],
    report: [
      "book/contents.md:2:3: error[missing-file]: `book/b.md` does not exist",
      "  2 │ - [B](b.md)",
      "    ╵   ~~~~~~~~~",
      "book/contents.md:3:5: error[missing-file]: `book/b/c.md` does not exist",
      "  3 │   - [C](b/c.md)",
      "    ╵     ~~~~~~~~~~~",
    ],
  },
  {
    mistake: "one file twice",
    contents: ["- [A](a.md)", "- [B](b.md)", "  - [C](./a.md)"],
    files: ["a.md","b.md"],
    report: [
      "book/contents.md:3:5: error[contents-file-twice]: `book/a.md` stands in the contents twice",
      "  3 │   - [C](./a.md)",
      "    ╵     ~~~~~~~~~~~",
      "book/contents.md:1:3: note: the first one is here",
    ],
  },
  {
    mistake: "a path outside the book",
    contents: [
        "- [A](../a.md)",
        "- [B](/b.md)",
        "- [C](https://example.org/c.md)",
        "- [D](x%2F..%2Fd.md)",
        "- [E](contents.md)",
        "- [F](f.md)",
        "- [G](x\\y.md)",
      ],
    files: ["f.md"],
    report: [
      "book/contents.md:1:3: error[path-outside-book]: `../a.md` leaves `book/` through `..`",
      "  1 │ - [A](../a.md)",
      "    ╵   ~~~~~~~~~~~~",
      "book/contents.md:2:3: error[path-outside-book]: `/b.md` is not a path relative to `book/`",
      "  2 │ - [B](/b.md)",
      "    ╵   ~~~~~~~~~~",
      "book/contents.md:3:3: error[path-outside-book]: `https://example.org/c.md` is not a path relative to `book/`",
      "  3 │ - [C](https://example.org/c.md)",
      "    ╵   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~",
      "book/contents.md:4:3: error[path-outside-book]: `x%2F..%2Fd.md` leaves `book/` through `..`",
      "  4 │ - [D](x%2F..%2Fd.md)",
      "    ╵   ~~~~~~~~~~~~~~~~~~",
      "book/contents.md:5:3: error[path-outside-book]: `contents.md` is the contents themselves",
      "  5 │ - [E](contents.md)",
      "    ╵   ~~~~~~~~~~~~~~~~",
      "book/contents.md:7:3: error[path-outside-book]: `x\\y.md` has a backslash, `/` separates folders",
      "  7 │ - [G](x\\y.md)",
      "    ╵   ~~~~~~~~~~~",
    ],
  },
  {
    mistake: "a section of a section",
    contents: ["- [A](a.md)", "  - [B](b.md)", "    - [C](c.md)", "", "### Deep"],
    files: ["a.md","b.md"],
    report: [
      "book/contents.md:3:5: error[contents-too-deep]: the contents have chapters and their sections, nothing below",
      "  3 │     - [C](c.md)",
      "    ╵     ~~~~~~~~~~~",
      "book/contents.md:5:1: error[contents-too-deep]: the contents have headings of level 1 (the book) and 2 (its parts)",
      "  5 │ ### Deep",
      "    ╵ ~~~~~~~~",
    ],
  },
  {
    mistake: "two chapters of one name",
    contents: ["- [A](one/x/index.md)", "- [B](two/x/index.md)", "- [C](x.md)"],
    files: ["one/x/index.md","two/x/index.md","x.md"],
    report: [
      "book/contents.md:2:3: error[duplicate-chapter]: two chapters are named `x`",
      "  2 │ - [B](two/x/index.md)",
      "    ╵   ~~~~~~~~~~~~~~~~~~~",
      "book/contents.md:1:3: note: the first one is here",
      "book/contents.md:3:3: error[duplicate-chapter]: two chapters are named `x`",
      "  3 │ - [C](x.md)",
      "    ╵   ~~~~~~~~~",
      "book/contents.md:1:3: note: the first one is here",
    ],
  },
  {
    mistake: "chapters out of order",
    contents: ["- [A](02-a/index.md)", "- [B](01-b/index.md)", "- [C](pre.md)", "- [D](02-d/index.md)"],
    files: ["02-a/index.md","01-b/index.md","pre.md","02-d/index.md"],
    report: [
      "book/contents.md:2:3: error[chapter-order]: chapter 1 follows chapter 2, numbers ascend",
      "  2 │ - [B](01-b/index.md)",
      "    ╵   ~~~~~~~~~~~~~~~~~~",
      "book/contents.md:4:3: error[chapter-order]: chapter 2 follows chapter 2, numbers ascend",
      "  4 │ - [D](02-d/index.md)",
      "    ╵   ~~~~~~~~~~~~~~~~~~",
    ],
  },
  {
    mistake: "a link that is not Markdown",
    contents: ["- [A](a.md)", "- [B](b.html)", "- [C](c)", "- [D](d.md#x)"],
    files: ["a.md"],
    report: [
      "book/contents.md:2:3: error[contents-not-markdown]: `b.html` is not a Markdown file (`.md`)",
      "  2 │ - [B](b.html)",
      "    ╵   ~~~~~~~~~~~",
      "book/contents.md:3:3: error[contents-not-markdown]: `c` is not a Markdown file (`.md`)",
      "  3 │ - [C](c)",
      "    ╵   ~~~~~~",
      "book/contents.md:4:3: error[contents-not-markdown]: `d.md#x` is not a Markdown file (`.md`)",
      "  4 │ - [D](d.md#x)",
      "    ╵   ~~~~~~~~~~~",
    ],
  },
  {
    mistake: "a link without a title",
    contents: ["- [](a.md)"],
    files: ["a.md"],
    report: [
      "book/contents.md:1:3: error[contents-without-title]: a link of the contents needs a title",
      "  1 │ - [](a.md)",
      "    ╵   ~~~~~~~~",
    ],
  },
])("refused: $mistake", ({ contents, files, report }) => {
  const texts = files.map((file) => [`book/${file}`, "text\n"] as const);
  const book = new Map([["book/contents.md", `${contents.join("\n")}\n`], ...texts]);
  expect(reportOn(book).split("\n").slice(0, -1)).toEqual(report);
});

describe("contents in full generality", () => {
  const text = [
    "# The *Book's* Title",
    "",
    "- [Preface](preface.md)",
    "",
    "## Part One: Foundations",
    "",
    "- [Markov chains](01-markov-chains/index.md)",
    "  - [The chain rule](01-markov-chains/01-chain-rule.md)",
    "  - [Counting](<01-markov-chains/02 counting.md>)",
    "- [Interlude: the `tensor` core](interlude-tensor-core/index.md)",
    "",
    "## Appendices",
    "",
    "1. [Notation](./notation.md)",
    "",
  ].join("\n");
  const { contents, diagnostics } = readContents(source("book/contents.md", text));

  test("nothing is wrong with them", () => {
    expect(diagnostics).toEqual([]);
  });

  test("headings open parts, what stands before the first one has none", () => {
    expect(contents.title).toBe("The Book's Title");
    expect(contents.parts.map(({ title, chapters }) => [title, chapters.map(({ folder }) => folder)])).toEqual([
      [null, ["preface"]],
      ["Part One: Foundations", ["01-markov-chains", "interlude-tensor-core"]],
      ["Appendices", ["notation"]],
    ]);
  });

  test("a chapter has its folder's name and digits, its file and its sections", () => {
    expect(chaptersOf(contents).map(({ number, title, path, sections }) => ({ number, title, path, sections: sections.map((each) => each.path) }))).toEqual([
      { number: null, title: "Preface", path: "book/preface.md", sections: [] },
      {
        number: 1,
        title: "Markov chains",
        path: "book/01-markov-chains/index.md",
        sections: ["book/01-markov-chains/01-chain-rule.md", "book/01-markov-chains/02 counting.md"],
      },
      { number: null, title: "Interlude: the tensor core", path: "book/interlude-tensor-core/index.md", sections: [] },
      { number: null, title: "Notation", path: "book/notation.md", sections: [] },
    ]);
  });
});
