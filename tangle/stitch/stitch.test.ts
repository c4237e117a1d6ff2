import { describe, expect, it } from "vitest";
import { render } from "../text/diagnostic.ts";
import { stitch } from "./stitch.ts";
import { tangler, tangleTexts } from "./tangled.ts";

const path = "book/01-one/index.md";

/** What becomes of a chapter when `src/a.ts` is edited; `now` is the chapter of today where it changed too. */
function stitched(chapter: string, edit: (text: string) => string, now = chapter): string {
  const chapters = new Map([["book/contents.md", "# T\n\n- [One](01-one/index.md)\n"], [path, chapter]]);
  const { tangled, diagnostics } = tangleTexts("/book", chapters);
  if (tangled === null) throw new Error(diagnostics.map(render).join(""));
  const files = new Map([...tangled.layouts].map(([name, layout]) => [name, layout.text]));
  const program = new Map([["src/a.ts", edit(files.get("src/a.ts") ?? "")]]);
  const outcome = stitch({ tangle: tangler("/book"), base: { files, chapters }, program, chapters: new Map([...chapters, [path, now]]) });
  if (outcome.kind === "refused") return outcome.diagnostics.map(render).join("");
  return outcome.chapters.get(path) ?? now;
}

const put = (from: string, to: string) => (text: string): string => {
  expect(text).toContain(from);
  return text.replace(from, to);
};

describe("an inserted line", () => {
  const nested = '# One\n\n```ts file=src/a.ts\n{\n  <<Body>>\n}\nend();\n```\n\n```ts chunk="Body"\na();\nb();\n```\n';
  it.each([
    ["belongs to the chunk of the line above it", put("  a();\n", "  a();\n  x();\n"), put("a();\n", "a();\nx();\n")],
    ["at the end of a chunk still belongs to it", put("  b();\n", "  b();\n  x();\n"), put("b();\n", "b();\nx();\n")],
    ["below a name comment begins the chunk", put("  // Body\n", "  // Body\n  x();\n"), put("a();\n", "x();\na();\n")],
    ["below the header begins the file", put("tangle\n", "tangle\nx();\n"), put("{\n", "x();\n{\n")],
    ["above the map's comment ends the file", put("end();\n", "end();\nx();\n"), put("end();\n", "end();\nx();\n")],
    ["with too little indentation for the chunk that ends above it belongs to the one outside", put("  b();\n", "  b();\n x();\n"), put("<<Body>>\n", "<<Body>>\n x();\n")],
    ["that is blank needs no indentation", put("  a();\n", "  a();\n\n"), put("a();\n", "a();\n\n")],
    ["of white space keeps it", put("  a();\n", "  a();\n   \n"), put("a();\n", "a();\n   \n")],
  ])("%s", (_, edit, expected) => {
    expect(stitched(nested, edit)).toBe(expected(nested));
  });
});

describe("a fence keeps how it stands in its chapter", () => {
  it.each([
    ["in a list", "- item\n\n  ```ts file=src/a.ts\n  a();\n\n  b();\n  ```\n", "- item\n\n  ```ts file=src/a.ts\n  a();\n    x();\n\n  y();\n  b();\n  ```\n"],
    ["in a list with tabs", "1.\titem\n\n\t```ts file=src/a.ts\n\ta();\n\n\tb();\n\t```\n", "1.\titem\n\n\t```ts file=src/a.ts\n\ta();\n\t  x();\n\n\ty();\n\tb();\n\t```\n"],
    ["on the marker's line of a list", "- ```ts file=src/a.ts\n  a();\n\n  b();\n  ```\n", "- ```ts file=src/a.ts\n  a();\n    x();\n\n  y();\n  b();\n  ```\n"],
    ["where a list takes a part of a tab", "- ```ts file=src/a.ts\n  a();\n\n  b();\n\n\tc();\n  ```\n", "- ```ts file=src/a.ts\n  a();\n    x();\n\n  y();\n  b();\n\n\tc();\n  ```\n"],
    ["in a quotation", "> ```ts file=src/a.ts\n> a();\n>\n> b();\n> ```\n", "> ```ts file=src/a.ts\n> a();\n>   x();\n>\n> y();\n> b();\n> ```\n"],
    ["in a list in a quotation", "> 1. ```ts file=src/a.ts\n>    a();\n>\n>    b();\n>    ```\n", "> 1. ```ts file=src/a.ts\n>    a();\n>      x();\n>\n>    y();\n>    b();\n>    ```\n"],
    ["with indentation of its own", "  ```ts file=src/a.ts\n a();\n\n  b();\n  ```\n", "  ```ts file=src/a.ts\n a();\n    x();\n\n  y();\n  b();\n  ```\n"],
    ["between tildes", "~~~ts file=src/a.ts\na();\n\nb();\n~~~\n", "~~~ts file=src/a.ts\na();\n  x();\n\ny();\nb();\n~~~\n"],
  ])("%s", (_, before, after) => {
    const edit = put("a();\n\n", "a();\n  x();\n\ny();\n");
    expect(stitched(`# One\n\n${before}`, edit)).toBe(`# One\n\n${after}`);
    const crlf = (text: string): string => `# One\n\n${text}`.replaceAll("\n", "\r\n");
    expect(stitched(crlf(before), edit)).toBe(crlf(after));
  });
  it("with a byte order mark and lone line ends elsewhere, which stay", () => {
    const before = "\uFEFF# One\r\n\r\n😀 prose\n\n```ts file=src/a.ts\na();\n```\r\n\r\nno end";
    expect(stitched(before, put("a();", 'a("😀");'))).toBe(before.replace("a();", 'a("😀");'));
  });
});

describe("an appended and a replaced chunk", () => {
  const parts = '# One\n\n```ts file=src/a.ts\n<<Body>>\n```\n\n```ts chunk="Body"\na();\n```\n\n```ts chunk="Body" +=\nb();\n```\n';
  it("take an edit in the part that the line stands in", () => {
    expect(stitched(parts, put("b();", "c();\nb(1);"))).toBe(parts.replace("a();\n", "a();\nc();\n").replace("b();", "b(1);"));
  });
  it("may lose all their lines", () => {
    expect(stitched(parts, put("a();\n", ""))).toBe(parts.replace("a();\n", ""));
  });
});

it("swapping the lines around a name comment is no change of it", () => {
  const chapter = '# One\n\n```ts file=src/a.ts\na();\nb();\n<<Body>>\n```\n\n```ts chunk="Body"\nc();\nd();\n```\n';
  expect(stitched(chapter, put("a();\nb();\n// Body\nc();\nd();", "c();\nd();\n// Body\na();\nb();"))).toBe(
    '# One\n\n```ts file=src/a.ts\nc();\nd();\n<<Body>>\n```\n\n```ts chunk="Body"\na();\nb();\n```\n',
  );
});

it("a line that reads like a use is escaped, and one more `@` where it had one", () => {
  const chapter = "# One\n\n```ts file=src/a.ts\na();\n```\n";
  expect(stitched(chapter, put("a();", "<<b>>\n @<<c d>>\nx << y >> z"))).toBe("# One\n\n```ts file=src/a.ts\n@<<b>>\n @@<<c d>>\nx << y >> z\n```\n");
});

it("a lone carriage return cannot be written into a chapter", () => {
  expect(stitched("# One\n\n```ts file=src/a.ts\na();\n```\n", put("a();", "a();\rb();"))).toContain("error[not-reproduced]: a chapter cannot say this");
});

it("the chapter's line ends win where they were changed since", () => {
  const chapter = "# One\n\n```ts file=src/a.ts\na();\n```\n";
  expect(stitched(chapter, put("a();", "b();"), chapter.replaceAll("\n", "\r\n"))).toBe("# One\r\n\r\n```ts file=src/a.ts\r\nb();\r\n```\r\n");
});

it("a merge that gives a book with errors is not written", () => {
  const chapter = '# One\n\n```ts file=src/a.ts\na();\n\nb();\n<<Body>>\n```\n\n```ts chunk="Body"\nc();\n```\n';
  expect(stitched(chapter, put("a();", "x();"), chapter.replace("<<Body>>\n", ""))).toContain("error[unused-chunk]");
});

it("an edit of a chunk that the book has replaced since does not go into its earlier version", () => {
  const chapter = '# One\n\n```ts file=src/a.ts\n<<Body>>\n```\n\n```ts chunk="Body"\na();\n```\n';
  const replaced = `${chapter}\n\`\`\`ts chunk="Body" :=\nb();\n\`\`\`\n`;
  expect(stitched(chapter, put("a();", "x();"), replaced)).toBe(
    "src/a.ts:3:1: error[superseded]: the book has replaced the chunk that this line belongs to\n" +
      "  3 │ x();\n    ╵ ~~~~\n  cure: put the edit into the replacement, take it back here\n",
  );
});
