import { expect, test } from "vitest";
import { headsOf, mistakesIn, smallBook } from "../testing/smallBook.ts";

const page = (text: string): string => smallBook({ "a.md": text }).page("a.md").split("\n").slice(1).join("\n");

test("ordinary text is never special by accident", () => {
  const text = "It is 9:30, 1:3 and fp8:e4m3; $5 or $7, a << b, #7, x_1, 2 * 3 * 4, {#id}, f(x) -> y, ~5, a|b.";
  const { page: printed, messages } = smallBook({ "a.md": `${text}\n` });
  expect(messages).toBe("");
  expect(printed("a.md")).toBe(`a.md #a\n${text}\n`);
});

test("comments are dropped, other HTML is printed as written and reported", () => {
  expect(page("<!-- note -->\n\nOne <!-- two --> three.\n")).toBe("One  three.\n");
  expect(page("A `List<T>` and Array<T>.\n\n<div>\nx\n</div>\n")).toBe("A `List<T>` and Array<T>.\n<div>\nx\n</div>\n");
  expect(mistakesIn("Array<T> of<!-- T -->.\n")).toBe(`book/01-a/index.md:3:6: warning[raw-html]: raw HTML is printed as it is written
  3 │ Array<T> of<!-- T -->.
    ╵      ~~~
`);
});

test("front matter is dropped", () => {
  expect(page("---\nstatus: draft\n---\n\nText.\n")).toBe("Text.\n");
});

test("inline cells are values not known yet, in captions too", () => {
  const { page: printed, document } = smallBook({
    "a.md": ':::figure{#f alt="It ends at `{ts} last()`"}\n![](p.svg)\nBelow `{ts} limit`.\n:::\n\n![at `{ts} x[0]` here](p.svg) is `{ts}  f(1)` and `{js} x`.\n',
    "p.svg": "<svg/>",
  });
  expect(printed("a.md")).toBe(`a.md #a
Figure A.1 #f caption “Below {value limit}.” alt “It ends at (not run yet)”
  {image p.svg “It ends at (not run yet)”}
{image p.svg “at (not run yet) here”} is {value f(1)} and \`{js} x\`.
`);
  expect(document.notRun.numbers).toBe(5);
});

test("a bold phrase is a term where it stands first; again it is reported", () => {
  const { page: printed, messages, document } = smallBook({ "a.md": "A **token** is **one *part***.\n\n## A **bold** heading\n", "b.md": "A **Token** again.\n" });
  expect(printed("a.md")).toBe("a.md #a\nA {term token #term-token} is {term one {emphasis part} #term-one-part}.\n## A {strong bold} heading #a-bold-heading\n");
  expect(printed("b.md")).toBe("b.md #b\nA {strong Token} again.\n");
  expect(messages).toBe(`book/b.md:1:3: warning[term-defined-twice]: bold marks a term where it is defined, and \`Token\` is defined already
  1 │ A **Token** again.
    ╵   ~~~~~~~~~
book/a.md:1:3: note: \`token\` is defined here
`.replace("`token`", "`Token`"));
  expect(document.termIndex.map(({ text, places }) => [text, places.map((place) => place.id)])).toEqual([
    ["one part", ["term-one-part"]],
    ["token", ["term-token"]],
  ]);
});

test("images must exist in the book and say what they show", () => {
  expect(mistakesIn("![](plot.svg) ![a](plt.svg) ![b](https://example.org/b.png) ![c](../../c.png)\n", { "01-a/plot.svg": "<svg/>" })).toBe(
    `book/01-a/index.md:3:1: error[image-without-alt]: this image has no text that says what it shows to someone who cannot see it
  3 │ ![](plot.svg) ![a](plt.svg) ![b](https://example.org/b.png) ![c](../../c.png)
    ╵ ~~~~~~~~~~~~~
  cure: write \`![what it shows](path)\`
book/01-a/index.md:3:20: error[missing-image]: there is no file \`book/01-a/plt.svg\`
  3 │ ![](plot.svg) ![a](plt.svg) ![b](https://example.org/b.png) ![c](../../c.png)
    ╵                    ~~~~~~~
book/01-a/index.md:3:34: error[remote-image]: an image is a file of the book, its path relative to the chapter's file
  3 │ ![](plot.svg) ![a](plt.svg) ![b](https://example.org/b.png) ![c](../../c.png)
    ╵                                  ~~~~~~~~~~~~~~~~~~~~~~~~~
book/01-a/index.md:3:66: error[image-outside-book]: \`c.png\` is outside \`book/\`
  3 │ ![](plot.svg) ![a](plt.svg) ![b](https://example.org/b.png) ![c](../../c.png)
    ╵                                                                  ~~~~~~~~~~~
`,
  );
});

test("display mathematics on one line is a display", () => {
  expect(page("$$x^2$$\n\nText $$y$$ here.\n")).toBe("$$ x^2 $$\nText $y$ here.\n");
});

const notated = (...rows: readonly string[]): string =>
  smallBook({
    "01-a/index.md": "# A\n\n## Here {#here}\n\n## There {#there}\n",
    "02-b/index.md": "# B\n\n## Later {#later}\n",
    "notation.md": `# Notation\n\n| symbol | meaning | first used |\n|---|---|---|\n${rows.map((row) => `${row}\n`).join("")}`,
  }).messages;

test("a symbol with two meanings in one chapter is reported", () => {
  expect(notated("| $n$ | rows | [](#here) |", "| $d$ | columns | [](#here) |", "| $m$, $n$ | tokens | [](#there) |", "| $d$ | columns | [](#there) |")).toBe(
    `book/notation.md:7:8: warning[symbol-with-two-meanings]: the symbol \`$n$\` has a second meaning in one chapter
  7 │ | $m$, $n$ | tokens | [](#there) |
    ╵        ~~~
book/notation.md:5:3: note: \`$n$\` has its first meaning here
  cure: use another letter; one that means something else in a later chapter is first used there, and its row links to that place
`,
  );
});

test("a row that leads nowhere speaks for every chapter", () => {
  expect(headsOf(notated("| $n$ | rows | [](#here) |", "| $n$ | tokens | |", "| $n$ | words | [](#later) |"))).toEqual([
    "book/notation.md:6:3: warning[symbol-with-two-meanings]: the symbol `$n$` has a second meaning in one chapter",
    "book/notation.md:7:3: warning[symbol-with-two-meanings]: the symbol `$n$` has a second meaning in one chapter",
  ]);
});

test("another chapter may mean something else by a symbol", () => {
  expect(notated("| $n$ | rows | [](#here) |", "| $n$ | tokens | [](#later) |")).toBe("");
});
