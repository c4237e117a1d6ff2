/** A book's tree as pandoc's, with hooks that only name what they are given. */
import { describe, expect, test } from "vitest";
import { bookFromFiles, chunkGraph } from "../../tangle/index.ts";
import { documentOf } from "../document.ts";
import { filesOf } from "../files.ts";
import type { BookDocument } from "../tree.ts";
import { chapterOf, metaOf } from "./ast.ts";
import { anchorOf, type PandocHooks } from "./hooks.ts";
import { attributes, header, para, PANDOC_API_VERSION, words, type PandocBlock, type PandocDocument, type PandocInline } from "./syntax.ts";

/** The whole book as one pandoc document. */
function pandocOf(document: BookDocument, hooks: PandocHooks): PandocDocument {
  const blocks = document.parts.flatMap((part) => [
    ...(part.title === null ? [] : hooks.part(part, document)),
    ...part.chapters.flatMap((chapter) => chapterOf(chapter, part.title === null ? 1 : 2, document, hooks)),
  ]);
  return { "pandoc-api-version": PANDOC_API_VERSION, meta: metaOf(document.meta), blocks };
}

function documentFrom(contents: string, pages: Readonly<Record<string, string>>): BookDocument {
  const files = new Map([["book/contents.md", contents], ["book/book.yml", "title: T\nauthors: [A, B]\ndate: 2026-01-02\n"], ...Object.entries(pages)]);
  const { book } = bookFromFiles("/nowhere", files);
  if (book === null) throw new Error("the test's book cannot be read");
  return documentOf(book, chunkGraph(book).graph, { files: filesOf(files) }).document;
}

const named = (name: string): readonly PandocBlock[] => [para(words(`[${name}]`))];
const mark = (name: string): readonly PandocInline[] => words(`[${name}]`);
const hooks: PandocHooks = {
  part: (part) => [header(1, attributes(), words(part.title ?? ""))],
  page: (page, context) => [header(context.level, attributes({ id: page.id }), context.inlines(page.title))],
  pageEnd: (page) => named(`end of ${page.id}`),
  chapterEnd: (chapter) => named(`end of chapter ${chapter.folder}`),
  math: (node) => named(`math ${node.value}`),
  inlineMath: (node) => mark(`math ${node.value}`),
  code: (node) => named(`code ${node.role}`),
  block: (node, context) => [...named(node.label), ...context.blocks(node.children)],
  bibliographyEntry: (node) => named(node.id),
  index: (node) => named(node.of),
  marginNote: (node) => mark(`note ${node.number}`),
  reference: (node) => mark(`to ${node.target}`),
  citation: (node) => mark(node.keys.join()),
  term: (node) => mark(`term ${node.term}`),
  value: (node) => mark(node.value ?? "not run"),
  mark: () => mark("shown"),
  shown: (node) => named(`drawing ${node.alt}`),
  image: (node) => mark(`image ${node.url}`),
};

/** Blocks of a page as pandoc's, without its title and its end. */
function blocksOf(section: string): readonly PandocBlock[] {
  const document = documentFrom("# T\n\n- [P](p.md)\n", { "book/p.md": `# P\n\n${section}\n` });
  return pandocOf(document, hooks).blocks.slice(1, -2);
}

describe("a page", () => {
  const str = (c: string): PandocInline => ({ t: "Str", c });

  test.each<readonly [string, string, readonly PandocBlock[]]>([
    ["a paragraph has a Str for each line", "one *two*\nthree", [para([str("one "), { t: "Emph", c: [str("two")] }, { t: "SoftBreak" }, str("three")])]],
    ["code, a break, a link", "`a`\\\n[b](https://c.d)", [para([
      { t: "Code", c: [["", [], []], "a"] }, { t: "LineBreak" }, { t: "Link", c: [["", [], []], [str("b")], ["https://c.d", ""]] },
    ])]],
    ["a tight list is plain", "- a\n- b", [{ t: "BulletList", c: [[{ t: "Plain", c: [str("a")] }], [{ t: "Plain", c: [str("b")] }]] }]],
    ["a loose one is not, and begins where it says", "3. a\n\n4. b", [
      { t: "OrderedList", c: [[3, { t: "Decimal" }, { t: "Period" }], [[para([str("a")])], [para([str("b")])]]] },
    ]],
    ["a task has its box", "- [x] a", [{ t: "BulletList", c: [[{ t: "Plain", c: [str("☒ "), str("a")] }]] }]],
    ["a quotation and a rule", "> a\n\n---", [{ t: "BlockQuote", c: [para([str("a")])] }, { t: "HorizontalRule" }]],
    ["what is the book's own goes through the hooks", "$x$[^n]\n\n$$\ny\n$$\n\n[^n]: Note.", [para([...mark("math x"), ...mark("note 1")]), ...named("math y")]],
    ["headings stand below all pages' titles, their anchors unique in the book", "## A\n\n### B {#b}", [
      { t: "Header", c: [3, ["p--a", [], []], [str("A")]] }, { t: "Header", c: [4, ["b", [], []], [str("B")]] },
    ]],
  ])("%s", (_name, section, expected) => {
    expect(blocksOf(section)).toEqual(expected);
  });

  test("a short row of a table is filled up", () => {
    const [frame] = blocksOf("| a | b |\n|--:|:-:|\n| c |");
    const table = frame?.t === "Div" ? frame.c[1][0] : undefined;
    if (table?.t !== "Table") throw new Error("not a table in a frame");
    const [, , columns, [, head], [[, , , body]]] = table.c as unknown as [unknown, unknown, unknown, [unknown, unknown[][]], [[unknown, number, unknown, [unknown, [unknown, unknown, number, number, PandocBlock[]][]][]]]];
    expect(columns).toEqual([[{ t: "AlignRight" }, { t: "ColWidthDefault" }], [{ t: "AlignCenter" }, { t: "ColWidthDefault" }]]);
    expect(head.length).toBe(1);
    expect(body[0]?.[1].map((cell) => cell[4])).toEqual([[{ t: "Plain", c: [str("c")] }], []]);
  });
});

describe("a book", () => {
  const pages = { "book/p.md": "# P\n\n## In P", "book/1-c/index.md": "# C", "book/1-c/1.md": "# S\n\n## In S" };
  const headings = (document: BookDocument): readonly unknown[] =>
    pandocOf(document, hooks).blocks.flatMap((block) => (block.t === "Header" ? [[block.c[0], block.c[2].map((each) => (each.t === "Str" ? each.c : "")).join("")]] : []));

  test("without parts has chapters at the top", () => {
    expect(headings(documentFrom("# T\n\n- [P](p.md)\n- [C](1-c/index.md)\n  - [S](1-c/1.md)\n", pages))).toEqual([[1, "P"], [3, "In P"], [1, "C"], [2, "S"], [3, "In S"]]);
  });

  test("with parts has chapters below them, what stands before them beside them, and all other headings at one level", () => {
    const document = documentFrom("# T\n\n- [P](p.md)\n\n## Part\n\n- [C](1-c/index.md)\n  - [S](1-c/1.md)\n", pages);
    expect(headings(document)).toEqual([[1, "P"], [4, "In P"], [1, "Part"], [2, "C"], [3, "S"], [4, "In S"]]);
  });

  test("gives pandoc its title, authors, date and language", () => {
    const { meta, ...rest } = pandocOf(documentFrom("# T\n\n- [P](p.md)\n", pages), hooks);
    expect(rest["pandoc-api-version"]).toBe(PANDOC_API_VERSION);
    expect(meta).toEqual({
      title: { t: "MetaInlines", c: words("T") },
      author: { t: "MetaList", c: [{ t: "MetaInlines", c: words("A") }, { t: "MetaInlines", c: words("B") }] },
      date: { t: "MetaInlines", c: words("2026-01-02") },
      lang: { t: "MetaInlines", c: words("en") },
    });
  });
});

test.each([["a", "a"], ["page/heading", "page--heading"], ["01-x/y", "id_01-x--y"], ["été", "été"]])("the anchor of %s is %s", (target, anchor) => {
  expect(anchorOf(target)).toBe(anchor);
});
