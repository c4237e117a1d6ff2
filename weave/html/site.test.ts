/** The edition as a whole: its files, what is rendered again after a change, what is said about a published book. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { smallBook } from "../testing/smallBook.ts";
import type { Highlighter } from "../highlight.ts";
import type { SiteFile } from "./assets.ts";
import type { SiteCaches } from "./caches.ts";
import { siteOf } from "./site.ts";
import { memoryStore } from "./store.ts";

/** Caches that remember, and how many texts of pages were stored. */
function cachesOf(): { readonly caches: SiteCaches; readonly rendered: () => number } {
  let rendered = 0;
  const pages = memoryStore();
  const counting = { ...pages, keep: () => {}, set: (key: string, value: string) => (rendered += key.endsWith(".html") ? 1 : 0, pages.set(key, value)) };
  const load = async (): Promise<Highlighter> => ({ lines: (code) => code.split("\n").map((text) => [{ text, kind: "plain" }]) });
  return { caches: { pages: counting, formulas: memoryStore(), listings: memoryStore(), scripts: memoryStore(), search: memoryStore(), load }, rendered: () => rendered };
}

const book = {
  "01-a/index.md": "# A\n\nSee [](#b-sum).\n",
  "02-b/index.md": "# B\n\n:::equation{#b-sum}\n$$\nx\n$$\n:::\n",
  "03-c/index.md": "# C\n\nAlone.\n",
};

async function filesOf(texts: Readonly<Record<string, string>>, caches = cachesOf().caches): Promise<ReadonlyMap<string, string>> {
  const { files } = await siteOf("/book", smallBook(texts).document, caches);
  return new Map([...files].flatMap(([path, file]) => ("text" in file ? [[path, file.text] as const] : [])));
}

test("there is a page for each file of the book, a front page, style sheets, fonts with their licences", async () => {
  const { files } = await siteOf("/book", smallBook(book).document, cachesOf().caches);
  const paths = [...files.keys()];
  expect(paths.filter((path) => path.endsWith(".html"))).toEqual(["index.html", "01-a/index.html", "02-b/index.html", "03-c/index.html", "404.html"]);
  expect(paths).toEqual(expect.arrayContaining(["assets/book.css", "assets/katex.css", "assets/text-roman.woff2", "assets/source-serif-OFL.txt", "assets/katex/LICENSE.txt"]));
  expect(paths).not.toContain("sitemap.xml");
});

test("of the two files of a face of KaTeX, browsers ask the one with its usual signs first, and the whole one for others", async () => {
  const { files } = await siteOf("/book", smallBook(book).document, cachesOf().caches);
  const css = files.get("assets/katex.css");
  const rulesOf = (family: string): readonly string[] => (css && "text" in css ? [...css.text.matchAll(/@font-face\{[^}]*font-family:"?(\w+)"?;[^}]*\}/g)].flatMap(([rule, name]) => (name === family && /font-style:normal;font-weight:400/.test(rule) ? [rule] : [])) : []);
  const rules = rulesOf("KaTeX_AMS");
  expect(rules.map((rule) => [/url\(([^)]*)\)/.exec(rule)?.[1], /unicode-range:([^}]*)/.exec(rule)?.[1]])).toEqual([["katex/KaTeX_AMS-Regular.woff2", undefined], ["katex-blackboard.woff2", "U+41-5A"]]);
  expect(rulesOf("KaTeX_Main").map((rule) => /url\(([^)]*)\)/.exec(rule)?.[1])).toEqual(["katex/KaTeX_Main-Regular.woff2", "katex-upright.woff2"]);
  expect(["AMS", "Main"].every((name) => files.has(`assets/katex/KaTeX_${name}-Regular.woff2`)) && files.has("assets/katex-upright.woff2") && files.has("assets/katex-blackboard.woff2")).toBe(true);
});

test("a link to a listed term previews its meaning, and the index leads from a synonym to it", async () => {
  const terms = "- term: sum\n  means: What is added, *all* of $x_i$.\n  also: [total]\n- term: mean\n  means: A sum by its number.\n";
  const files = await filesOf({ "01-a/index.md": "# A\n\nSee a [sum](#term-sum) and a [mean](#term-mean).\n", "02-b/index.md": "# B\n\nA **sum** is old.\n", "back.md": "# Back\n\n::glossary\n\n::index\n", "terms.yml": terms });
  const shown = files.get("assets/previews/02-b.index~term-sum.js") ?? "";
  expect(shown).toContain("— What is added, <em>all</em> of ");
  expect(shown).toContain("Also called <em>total</em>.");
  expect(files.get("assets/previews/back~term-mean.js")).toContain("<dfn id=\\\"term-mean\\\">mean</dfn> — A sum by its number.");
  expect(files.get("back.html")).toContain('<li>total, see <em><a href="02-b/index.html#term-sum">sum</a></em></li>');
});

test("a changed list of terms renders the glossary again, and no other page", async () => {
  const { caches, rendered } = cachesOf();
  const listed = (means: string): Record<string, string> => ({ ...book, "back.md": "# Back\n\n::glossary\n", "terms.yml": `- { term: sum, means: ${means} }\n` });
  await filesOf(listed("One."), caches);
  expect(rendered()).toBe(4);
  expect((await filesOf(listed("Two."), caches)).get("back.html")).toContain("Two.");
  expect(rendered()).toBe(5);
});

test("where the code of a page has changed, no other page is searched through again", async () => {
  const { caches } = cachesOf();
  const gone: string[] = [];
  const search = { ...caches.search, set: (key: string, value: string) => (key.endsWith(".places") && gone.push(value), caches.search.set(key, value)) };
  const coded = (count: number): Record<string, string> => ({ ...book, "02-b/index.md": `${book["02-b/index.md"]}\nHere:\n\n\`\`\`ts file=src/b.ts\n/** Litres. */\nexport const litres = ${count};\n\`\`\`\n` });
  await filesOf(coded(1), { ...caches, search });
  expect(gone).toHaveLength(3);
  gone.length = 0;
  const files = await filesOf(coded(2), { ...caches, search });
  expect(gone).toHaveLength(1);
  expect(files.get("assets/search-index.js")).toBe((await filesOf(coded(2))).get("assets/search-index.js"));
});

test("nothing is rendered again where nothing changed", async () => {
  const { caches, rendered } = cachesOf();
  const first = await filesOf(book, caches);
  expect(rendered()).toBe(3);
  expect(await filesOf(book, caches)).toEqual(first);
  expect(rendered()).toBe(3);
});

test("a changed page is rendered again, and no other", async () => {
  const { caches, rendered } = cachesOf();
  await filesOf(book, caches);
  const files = await filesOf({ ...book, "03-c/index.md": "# C\n\nNot alone.\n" }, caches);
  expect(rendered()).toBe(4);
  expect(files.get("03-c/index.html")).toContain("<p>Not alone.</p>");
});

test("a page whose link leads elsewhere is rendered again, though its own text is as it was", async () => {
  const { caches } = cachesOf();
  await filesOf(book, caches);
  const moved = { "01-a/index.md": book["01-a/index.md"], "02-b/index.md": "# B\n", "03-c/index.md": `# C\n${book["02-b/index.md"].slice(3)}` };
  expect((await filesOf(moved, caches)).get("01-a/index.html")).toContain('href="../03-c/index.html#b-sum"');
});

test("what is rendered from the store is what is rendered without it", async () => {
  const { caches } = cachesOf();
  await filesOf({ ...book, "03-c/index.md": "# See\n" }, caches);
  expect(await filesOf(book, caches)).toEqual(await filesOf(book));
});

test("a book whose contents list no index gets one of its own", async () => {
  const files = await filesOf({ "01-a/index.md": "# A\n\n```ts file=src/a.ts\nexport const one = 1;\n```\n" });
  expect(files.get("index-of-names.html")).toContain('<h2 id="chunks">Chunks and files</h2>');
  expect(files.get("index.html")).toContain('<a class="chapter-link" href="index-of-names.html"><span>Index</span></a>');
});

test("previous and next lead through the book in order", async () => {
  const files = await filesOf(book);
  const page = files.get("02-b/index.html");
  expect(page).toContain('<a rel="prev" href="../01-a/index.html"><span class="way">Previous</span> <span class="where">1 A</span></a>');
  expect(page).toContain('<a rel="next" href="../03-c/index.html"><span class="way">Next</span> <span class="where">3 C</span></a>');
});

test("a book with its own index.html keeps it, and its contents stand beside", async () => {
  const files = await filesOf({ "index.md": "# Start\n", "two.md": "# Two\n" });
  expect(files.get("index.html")).toContain('<h1 id="index">Start</h1>');
  expect(files.get("contents.html")).toContain('href="two.html"');
});

test("the front page has the other editions to take along, copied into its folder", async () => {
  const folder = mkdtempSync(join(tmpdir(), "editions-"));
  const [path, program] = [join(folder, "book.pdf"), join(folder, "program.pdf")];
  writeFileSync(path, "x".repeat(2_340_000));
  writeFileSync(program, "x".repeat(98_000));
  const { files } = await siteOf("/book", smallBook(book).document, cachesOf().caches, { made: [{ edition: "pdf", path }, { edition: "program", path: program }] });
  rmSync(folder, { recursive: true });
  expect(files.get("a-book.pdf")).toEqual({ copy: path });
  expect(files.get("a-book-program.pdf")).toEqual({ copy: program });
  const front = files.get("index.html");
  expect(front && "text" in front ? front.text : "").toContain('<a href="a-book.pdf" download>PDF</a> <span class="size">(2.3 MB)</span>, <a href="a-book-program.pdf" download>its program as PDF</a> <span class="size">(98 kB)</span></p>');
  expect((await filesOf(book)).get("index.html")).not.toContain("download");
});

test("the first page of a chapter has its notebook to take along, copied beside", async () => {
  const folder = mkdtempSync(join(tmpdir(), "notebooks-"));
  writeFileSync(join(folder, "02-b.ipynb"), "x".repeat(31_000));
  const { files } = await siteOf("/book", smallBook(book).document, cachesOf().caches, { made: [{ edition: "notebooks", path: folder }] });
  rmSync(folder, { recursive: true });
  expect(files.get("notebooks/02-b.ipynb")).toEqual({ copy: join(folder, "02-b.ipynb") });
  const text = (path: string): string => { const file = files.get(path); return file && "text" in file ? file.text : ""; };
  expect(text("02-b/index.html")).toContain('<p class="downloads">This chapter as a <a href="../notebooks/02-b.ipynb" download>Jupyter notebook</a> <span class="size">(31 kB)</span>, which needs nothing but the Deno kernel</p>');
  expect(text("01-a/index.html") + text("index.html")).not.toContain("ipynb");
});

test("a page leads to where its file is edited and its mistakes are told, where the book says so", async () => {
  const files = await filesOf({ ...book, "book.yml": "title: A Book\ndate: 2026-01-02\nrepository: https://github.com/o/r\n" });
  expect(files.get("01-a/index.html")).toContain('<a href="https://github.com/o/r/edit/main/book/01-a/index.md">Edit this page</a> · <a href="https://github.com/o/r/issues/new?title=1%20A">Report a mistake</a>');
  expect((await filesOf(book)).get("01-a/index.html")).not.toContain("Report a mistake");
});

test("only a book that says where it is published has addresses of its own", async () => {
  const published = { ...book, "book.yml": "title: A Book\ndate: 2026-01-02\nsite: https://example.org/b/\n" };
  const [hidden, shown] = [await filesOf(book), await filesOf(published)];
  expect(hidden.get("01-a/index.html")).not.toMatch(/og:|canonical/);
  expect(shown.get("01-a/index.html")).toContain('<link rel="canonical" href="https://example.org/b/01-a/index.html">');
  expect(shown.get("01-a/index.html")).toContain('<meta property="og:url" content="https://example.org/b/01-a/index.html">');
  expect(shown.get("01-a/index.html")).toContain('<meta property="og:title" content="1 A · A Book">');
  expect(shown.get("01-a/index.html")).toContain('<meta property="og:image" content="https://example.org/b/assets/link.png">\n<meta property="og:image:width" content="1200">\n<meta property="og:image:height" content="630">');
  expect(shown.get("sitemap.xml")).toContain("<url><loc>https://example.org/b/</loc></url>\n  <url><loc>https://example.org/b/01-a/index.html</loc></url>");
});

test("where it is published, the picture of its links is a PNG of the size that its pages tell", async () => {
  const filesFor = async (head: string): Promise<ReadonlyMap<string, SiteFile>> => (await siteOf("/book", smallBook({ ...book, "book.yml": head }).document, cachesOf().caches)).files;
  const picture = (await filesFor("title: A Book about & with Letters\nsite: https://example.org/b/\n")).get("assets/link.png");
  const bytes = picture !== undefined && "bytes" in picture ? Buffer.from(picture.bytes) : Buffer.alloc(24);
  expect([bytes.toString("latin1", 1, 4), bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual(["PNG", 1200, 630]);
  expect([...(await filesFor("title: A Book\n")).keys()]).not.toContain("assets/link.png");
});

test("a title's signs are safe in the head", async () => {
  const files = await filesOf({ "01-a/index.md": '# A < "B" & C\n' });
  expect(files.get("01-a/index.html")).toContain("<title>1 A &lt; &quot;B&quot; &amp; C · A Book</title>");
});
