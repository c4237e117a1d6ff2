import { expect, test } from "vitest";
import { mistakesIn, smallBook } from "../testing/smallBook.ts";

test("a reference without words is given what its target is called", () => {
  const { page, messages } = smallBook({
    "01-a/index.md": "# A\n\n## By hand {#hand}\n\n:::theorem{#th}\nSo.\n:::\n\n```ts file=src/a.ts id=\"all\"\n<<Say it>>\n```\n\n```ts chunk=\"Say it\"\nsay();\n```\n",
    "01-a/01-b.md":
      "# B\n\n## Twice\n\nSee [](#hand), [](#th), [](#all), [](#chunk-say-it), [](#twice), [the theorem](#th), [](index.md), [](./index.md#hand), [there](index.md#th).\n",
  });
  expect(messages).toBe("");
  expect(page("01-a/01-b.md")).toBe(`1.1 B #01-b
## Twice #twice
See {By hand → hand}, {Theorem 1.1 → th}, {src/a.ts → all}, {Say it → chunk-say-it}, {Twice → 01-b/twice}, {the theorem → th}, {Chapter 1 → 01-a}, {By hand → hand}, {there → th}.
`);
});

test("an id that the author wrote comes before one made of a heading of the page", () => {
  const { page } = smallBook({ "a.md": "## Counting {#counting}\n", "b.md": "## Counting\n\n[](#counting), [](b.md#counting)\n" });
  expect(page("b.md")).toContain("{Counting → counting}, {Counting → counting}");
});

test("links to the web stay", () => {
  const { page, messages } = smallBook({ "a.md": "[x](https://example.org/a.md#b) and a@example.org\n" });
  expect(messages).toBe("");
  expect(page("a.md")).toBe("a.md #a\n{link https://example.org/a.md#b x} and {link mailto:a@example.org a@example.org}\n");
});

test("reference-style links are links", () => {
  const { page } = smallBook({ "a.md": "[one *two*][x] and [x]\n\n[x]: #top\n[x]: #second\n\n## Top {#top}\n" });
  expect(page("a.md")).toContain("{one {emphasis two} → top} and {x → top}");
});

test("an unknown id is an error with the one that was meant", () => {
  expect(mistakesIn(":::theorem{#th-slow}\nSo.\n:::\n\nBy [](#th-slwo) and [it](#nowhere).\n")).toBe(
    `book/01-a/index.md:7:4: error[unknown-reference]: nothing has the id \`th-slwo\`
  7 │ By [](#th-slwo) and [it](#nowhere).
    ╵    ~~~~~~~~~~~~
  cure: did you mean \`th-slow\`?
book/01-a/index.md:7:21: error[unknown-reference]: nothing has the id \`nowhere\`
  7 │ By [](#th-slwo) and [it](#nowhere).
    ╵                     ~~~~~~~~~~~~~~
`,
  );
});

test("a link to a file that is not there is an error, and so is one to a chapter that the contents leave out", () => {
  const others = { "contents.md": "# T\n\n- [A](01-a/index.md)\n", "02-b.md": "# B\n" };
  expect(mistakesIn("[x](indx.md), [y](../02-b.md), [z](../data/z.csv)\n", others)).toBe(
    `book/01-a/index.md:3:1: error[missing-file]: there is no file \`book/01-a/indx.md\`
  3 │ [x](indx.md), [y](../02-b.md), [z](../data/z.csv)
    ╵ ~~~~~~~~~~~~
  cure: did you mean \`book/01-a/index.md\`?
book/01-a/index.md:3:15: error[unlisted-file]: \`book/contents.md\` does not list \`book/02-b.md\`, so it has no page
  3 │ [x](indx.md), [y](../02-b.md), [z](../data/z.csv)
    ╵               ~~~~~~~~~~~~~~~
book/01-a/index.md:3:32: error[missing-file]: there is no file \`book/data/z.csv\`
  3 │ [x](indx.md), [y](../02-b.md), [z](../data/z.csv)
    ╵                                ~~~~~~~~~~~~~~~~~~
`,
  );
});

test("a link to a file beside the chapters keeps its words and is reported", () => {
  const { page, messages } = smallBook({ "a.md": "[the novel](data/novel.txt)\n", "data/novel.txt": "Call me Ishmael." });
  expect(page("a.md")).toBe("a.md #a\nthe novel\n");
  expect(messages).toBe(`book/a.md:1:1: warning[link-to-file]: only chapters have pages, so the link to \`book/data/novel.txt\` is dropped
  1 │ [the novel](data/novel.txt)
    ╵ ~~~~~~~~~~~~~~~~~~~~~~~~~~~
`);
});
