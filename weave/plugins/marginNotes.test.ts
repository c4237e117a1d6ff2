import { expect, test } from "vitest";
import { mistakesIn, smallBook } from "../testing/smallBook.ts";

test("footnotes become margin notes, numbered in the order of the page's text", () => {
  const { page, messages } = smallBook({
    "a.md": "One[^late] and two[^early], one again[^late].\n\n[^early]: Early *note* with $x$.\n\n[^late]: Late.\n\n    A second paragraph.\n",
    "b.md": "Three[^n].\n\n[^n]: Outer[^m].\n\n[^m]: Inner, and out again[^n].\n",
  });
  expect(messages).toBe("");
  expect(page("a.md")).toBe(`a.md #a
One{note 1 #a-note-1: Late.
A second paragraph.} and two{note 2 #a-note-2: Early {emphasis note} with $x$.}, one again{note 3 #a-note-3: Late.
A second paragraph.}.
`);
  expect(page("b.md")).toBe("b.md #b\nThree{note 1 #b-note-1: Outer{note 2 #b-note-2: Inner, and out again.}.}.\n");
});

test("a note that is not there is an error, one that is not used a warning", () => {
  expect(mistakesIn("One[^nite], text\\[^x], `[^y]`.\n\n[^note]: Words.\n")).toBe(
    `book/01-a/index.md:3:4: error[unknown-footnote]: no footnote is named \`nite\`
  3 │ One[^nite], text\\[^x], \`[^y]\`.
    ╵    ~~~~~~~
  cure: did you mean \`note\`?
book/01-a/index.md:5:1: warning[unused-footnote]: nothing refers to the footnote \`note\`, so it is not printed
  5 │ [^note]: Words.
    ╵ ~~~~~~~~~~~~~~~
`,
  );
});
