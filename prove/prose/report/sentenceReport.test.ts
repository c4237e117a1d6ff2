import fc from "fast-check";
import { expect, test } from "vitest";
import { bookFromFiles, render } from "../../../tangle/index.ts";
import { manuscriptOf } from "../manuscript.ts";
import { figuresOf, isPassive } from "./sentenceFigures.ts";
import { sentenceReport } from "./sentenceReport.ts";

const words = (count: number): string => Array.from({ length: count }, () => "word").join(" ");

test("a text has a median, a length that nine of ten do not exceed, and shares", () => {
  const texts = [`${words(3)}. ${words(4)}. X ${words(35)}.`, `${words(35)}`].map((text) => text.replaceAll(". w", ". W"));
  expect(figuresOf(texts)).toEqual({ sentences: 4, median: 4, ninetieth: 36, long: 0.25, passive: 0 });
  expect(figuresOf(Array.from({ length: 10 }, (_, index) => words(index + 1)))).toMatchObject({ median: 5, ninetieth: 9 });
  expect(figuresOf(["It was seen. We saw it."])).toMatchObject({ sentences: 2, passive: 0.5 });
});

test("a text without letters has no sentence", () => {
  expect(figuresOf(["", " … ", "12."])).toBeNull();
});

test("half of the sentences are no longer than the median", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (lengths) => {
    const { median = 0, ninetieth = 0 } = figuresOf(lengths.map(words)) ?? {};
    const within = (most: number): number => lengths.filter((length) => length <= most).length / lengths.length;
    return within(median) >= 0.5 && within(ninetieth) >= 0.9 && within(median - 1) < 0.5 && within(ninetieth - 1) < 0.9;
  }));
});

test.each([
  "The loss is computed.", "It was not found.", "They were then sorted by size.", "It has been shown.", "It may be\nwritten.", "It is always carefully kept.", "A table is called dense if it is fixed.",
])("%j is passive", (sentence) => {
  expect(isPassive(sentence)).toBe(true);
});

test.each([
  "It has computed the loss.", "We found it.", "The seed is fixed.", "It is limited.", "There are a hundred.", "This is indeed so.", "It is red.", "Is a need met?", "The basis shown here.", "It is that what we computed counts.",
])("%j is not", (sentence) => {
  expect(isPassive(sentence)).toBe(false);
});

test("a line a section, without what is not its main line", () => {
  const files = {
    "book/contents.md": "# A\n\n- [Preface](preface.md)\n- [One](01-one/index.md)\n  - [First](01-one/01-first.md)\n  - [Code](01-one/02-code.md)\n",
    "book/preface.md": "# Preface\n\nA short one.\n",
    "book/01-one/index.md": `# One\n\n${words(36)}. A list is given:\n\n- one thing\n- another thing here\n\n:::exercise{#e}\nThis is not counted.\n:::\n\n| nor | this |\n|---|---|\n\n[^a]: Nor this.\n`,
    "book/01-one/01-first.md": "# First\n\nWhat is `x`? It is $y + z$.\n",
    "book/01-one/02-code.md": "# Code\n\n```ts run\n1\n```\n",
  };
  const { book, diagnostics } = bookFromFiles("/nowhere", new Map(Object.entries(files)));
  if (book === null) throw new Error(diagnostics.map(render).join("\n"));
  expect(sentenceReport(manuscriptOf(book))).toBe(
    [
      "the sentences of each section’s main line: words, and the share of long and of passive ones",
      "          sentences  median  90 %  over 35  passive",
      "───────────────────────────────────────────────────",
      "Preface           1       3     3      0 %      0 %",
      "1  One            4       3    36     25 %     25 %",
      "1  First          2       3     3      0 %      0 %",
      "",
    ].join("\n"),
  );
});

test("a book without a sentence has no figures", () => {
  const { book } = bookFromFiles("/nowhere", new Map([["book/contents.md", "# A\n\n- [One](one.md)\n"], ["book/one.md", "# One\n"]]));
  if (book === null) throw new Error("no book");
  expect(sentenceReport(manuscriptOf(book))).toBe("");
});
