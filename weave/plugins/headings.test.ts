import { expect, test } from "vitest";
import { mistakesIn, smallBook } from "../testing/smallBook.ts";

test("the first heading of level 1 is the page's title, and its id the page's", () => {
  const { document, page } = smallBook({ "01-a/index.md": "Before.\n\n# A $\\pi$ {#top}\n\n## One\n\n## One\n\n### One {#one-1}\n\n## Two: *b* & `c`?\n" });
  expect(page("01-a/index.md")).toBe(`1 A \\pi #top
Before.
## One #one
## One #one-2
### One #one-1
## Two: {emphasis b} & \`c\`? #two-b--c
`);
  expect(document.pages[0]?.title.map((node) => node.type)).toEqual(["text", "inlineMath"]);
  expect(document.pages[0]?.headings).toEqual([
    { id: "one", depth: 2, text: "One" },
    { id: "one-2", depth: 2, text: "One" },
    { id: "one-1", depth: 3, text: "One" },
    { id: "two-b--c", depth: 2, text: "Two: b & c?" },
  ]);
});

test("a file without a title has that of the contents", () => {
  const { document } = smallBook({ "contents.md": "# T\n\n- [From the contents](a.md)\n", "a.md": "Text.\n" });
  expect(document.pages[0]?.titleText).toBe("From the contents");
});

test("a second title is set at level 2 and reported", () => {
  expect(mistakesIn("# Again\n")).toBe(`book/01-a/index.md:3:1: warning[second-title]: a file has one heading of level 1, its title; this one is set at level 2
  3 │ # Again
    ╵ ~~~~~~~
`);
});

test("generated ids are unique on their page only, explicit ones in the book", () => {
  const { document } = smallBook({ "a.md": "## Exercises\n", "b.md": "## Exercises\n" });
  expect([...document.targets.keys()]).toEqual(["a", "a/exercises", "b", "b/exercises"]);
  expect(mistakesIn('## One {#x}\n\n```ts fragment id="x"\nf();\n```\n\n:::theorem{#x}\nSo.\n:::\n')).toBe(
    `book/01-a/index.md:5:20: error[duplicate-id]: the id \`x\` is used twice
  5 │ \`\`\`ts fragment id="x"
    ╵                    ~
book/01-a/index.md:3:10: note: \`x\` is used here first
book/01-a/index.md:9:13: error[duplicate-id]: the id \`x\` is used twice
  9 │ :::theorem{#x}
    ╵             ~
book/01-a/index.md:3:10: note: \`x\` is used here first
`,
  );
});

test("an id with a space in it is an error", () => {
  expect(mistakesIn("## One {#x y}\n")).toBe(
    `book/01-a/index.md:3:8: error[invalid-id]: \`x y\` cannot be an id: write letters, digits, \`-\`, \`_\`, \`.\` and \`:\`
  3 │ ## One {#x y}
    ╵        ~~~~~~
`,
  );
});
