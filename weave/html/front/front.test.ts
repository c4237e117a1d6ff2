/** The front page: what it shows of the book and says of its plan, and what it leaves out where a book has nothing for it. */
import { expect, test } from "vitest";
import { render } from "../../../tangle/index.ts";
import { smallBook } from "../../testing/smallBook.ts";
import { memoryStore } from "../store.ts";
import { siteOf } from "../site.ts";

const book = {
  "preface.md": "# Preface\n\nFor people who [count](#counting).\n\n```ts run hide\nconst a = 1;\n```\n\n## Credit\n\nNobody.\n",
  "01-a/index.md": "---\ntagline: One, two\n---\n\n# Numbers\n\nFirst.\n",
  "01-a/counting.md": "---\ntagline: Three\n---\n\n# Counting {#counting}\n\nA **sum** of more.\n\n```ts run live id=\"cell-sum\"\nconsole.log(1 + 2);\n```\n\n```output\n3\n```\n\nNot shown.\n\n:::table{#tab-sums}\n| a | b |\n|---|---|\n| 1 | 2 |\n\nSums.\n:::\n",
};
const yml = "title: A Book\ndate: 2026-01-02\n";

async function frontOf(texts: Readonly<Record<string, string>>): Promise<{ readonly html: string; readonly messages: string }> {
  const caches = { pages: memoryStore(), formulas: memoryStore(), listings: memoryStore(), scripts: memoryStore(), search: memoryStore() };
  const { files, diagnostics } = await siteOf("/book", smallBook(texts).document, caches);
  const file = files.get("index.html");
  return { html: file && "text" in file ? file.text : "", messages: diagnostics.map(render).join("") };
}

test("it shows the beginning of a page, a cell with what it printed, a table, each with where it comes from, in the order of `front`", async () => {
  const { html, messages } = await frontOf({ ...book, "book.yml": `${yml}front: [preface, cell-sum, tab-sums]\n` });
  expect(messages).toBe("");
  const shown = html.slice(html.indexOf('<div class="cover-shown">'), html.indexOf('<nav class="contents"'));
  expect(shown).toContain('<p>For people who <a class="ref" href="01-a/counting.html">count</a>.</p>');
  expect(shown).not.toMatch(/Nobody|Credit|const a|Not shown/);
  expect([...shown.matchAll(/For people|id="cell-sum"|<samp>3<\/samp>|id="tab-sums"/g)].map(([found]) => found)).toEqual(["For people", 'id="cell-sum"', "<samp>3</samp>", 'id="tab-sums"']);
  expect(shown.match(/<p class="origin">From <a [^>]*href="01-a\/counting.html"[^>]*>1.1 Counting<\/a><\/p>/g)).toHaveLength(2);
});

test("its cell runs with what its own section needs", async () => {
  const { html } = await frontOf({ ...book, "book.yml": `${yml}front: [cell-sum]\n` });
  expect(html).toMatch(/<div id="cell-sum" class="listing run-role" data-live="\d+" data-cells="cells\/01-a.counting"/);
  expect((await frontOf(book)).html).not.toContain("data-live");
});

test.each(["nothing", "sum", "term-sum"])("an id that is none of these is an error: %s", async (id) => {
  expect((await frontOf({ ...book, "book.yml": `${yml}front: [${id}]\n` })).messages).toBe(
    `book/book.yml: error[unknown-id]: \`front\` names \`${id}\`, and no page, figure, table or cell of the book has this id\n`);
});

test("the plan leads to the chapters that are there, and names the others", async () => {
  const plan = 'plan:\n  - title: All\n    question: How many?\n    chapters: [01-a, 2 Sets & more, "Interlude"]\n';
  const { html } = await frontOf({ ...book, "book.yml": yml + plan });
  expect(html).toContain('<p>1 of 2 chapters are written; the others have no link yet.</p>');
  expect(html).toContain('<li><h3>All</h3>\n<p class="question">How many?</p>');
  expect(html).toContain('<li><a class="stage" href="01-a/index.html"><span class="number">1</span> <span>Numbers</span></a> <span class="tagline">One, two</span></li>');
  expect(html).toContain('<li class="planned"><span class="stage"><span class="number">2</span> <span>Sets &amp; more</span></span></li>');
  expect(html).toContain('<li class="planned"><span class="stage"><span class="number"></span> <span>Interlude</span></span></li>');
});

test("the contents have titles and taglines", async () => {
  const { html } = await frontOf(book);
  expect(html).toContain('<span>Counting <span class="tagline">Three</span></span></a>');
});

test("the topics are the listed terms by the chapter that treats them; what only the glossary has is none of them", async () => {
  const terms = "- { term: sum, means: A total. }\n- { term: addition, means: Adding., where: counting }\n- { term: zero, means: Nothing. }\n";
  const { html } = await frontOf({ ...book, "back.md": "# Back\n\n::glossary\n", "terms.yml": terms });
  expect(html).toContain('<h3><span class="number">1</span> Numbers</h3>\n<p><a href="01-a/counting.html#counting">addition</a> · <a href="01-a/counting.html#term-sum">sum</a></p>');
  expect(html).not.toContain("zero");
});

const ways = (html: string) => [.../<nav class="ways"[^]*?<\/nav>/.exec(html)?.[0].matchAll(/<a href="([^"]*)">([^<]*)/g) ?? []].map(([, href, name]) => `${name}: ${href}`);

test("a row of links leads to the lists of the page and to the pages at the back, as far as the book has them", async () => {
  const card = "# Counting {#counting}\n\nA **sum**.\n\n:::derivation{#d}\n$$\na = b\n$$\n:::\n\n:::card{of=\"one\"}\nformula: [](#d)\nuse: always\nfails: never\nelsewhere: `b`\n:::\n";
  const code = "```ts file=src/a.ts\nexport const one = 1;\n```\n";
  const texts = { "preface.md": "# Preface\n\nText.\n", "01-a/index.md": `# Numbers\n\n${code}`, "01-a/counting.md": card };
  expect(ways((await frontOf({ "preface.md": "# Preface\n\nText.\n" })).html)).toEqual(["Contents: #contents"]);
  expect(ways((await frontOf(texts)).html)).toEqual(["Contents: #contents", "Index: index-of-names.html"]);
  const back = {
    "terms.yml": "- { term: sum, means: A total. }\n",
    "quick/index.md": "# Quick reference\n\n::cards\n",
    "quick/a.md": "# Cards of A\n\n::cards{of=\"01-a\"}\n",
    "words.md": "# Glossary\n\n::glossary\n",
    "names.md": "# Names\n\n::index{of=\"identifiers\"}\n",
    "terms.md": "# Index\n\n::index{of=\"terms\"}\n",
  };
  expect(ways((await frontOf({ ...texts, ...back })).html)).toEqual([
    "Contents: #contents", "Topics: #topics", "Quick reference: quick/index.html", "Glossary: words.html", "Index: terms.html",
  ]);
  const { "terms.md": _, "quick/index.md": __, ...fewer } = back;
  expect(ways((await frontOf({ ...texts, ...fewer, "quick/index.md": "# Quick\n\nBy chapters.\n" })).html).slice(2)).toEqual([
    "Quick reference: quick/a.html", "Glossary: words.html", "Index: names.html",
  ]);
});

test("the contents have a heading, and the parts have theirs below it", async () => {
  const contents = "# A Book\n\n## First\n\n- [P](preface.md)\n- [N](01-a/index.md)\n  - [C](01-a/counting.md)\n";
  const { html, messages } = await frontOf({ ...book, "contents.md": contents });
  expect(messages).toBe("");
  expect(html).toMatch(/<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">Contents<\/h2>\n<h3[^>]*>First<\/h3>\n<ol>/);
});

test("a book that says no more than its title has a title, a picture of its letters, a way in and contents", async () => {
  const { html } = await frontOf(book);
  expect(html).not.toMatch(/class="(?:plan|topics|cover-shown|downloads|about|subtitle|authors)"/);
  expect([...html.matchAll(/<h1>A Book|<p class="begin">|<figure class="cover-picture">|<nav class="contents"/g)].map(([found]) => found)).toEqual(["<h1>A Book", '<p class="begin">', '<figure class="cover-picture">', '<nav class="contents"']);
});

test("a book of hardly any letters has no picture", async () => {
  expect((await frontOf({ "01-a/index.md": "# 7\n\n1 2\n" })).html).not.toContain("<figure");
});

test("the repository stands beside what can be taken along", async () => {
  expect((await frontOf({ ...book, "book.yml": `${yml}repository: https://example.org/r\n` })).html).toContain('<p class="downloads"><a href="https://example.org/r">Source of the book and its program</a></p>');
});
