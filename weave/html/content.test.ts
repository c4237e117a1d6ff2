/** What each construct of the book becomes on its page. */
import { expect, test } from "vitest";
import type { Evidence } from "../../prove/index.ts";
import { smallBook } from "../testing/smallBook.ts";
import { smallEvidence } from "../testing/smallEvidence.ts";
import { siteOf } from "./site.ts";
import { memoryStore } from "./store.ts";

const caches = () => ({ pages: memoryStore(), formulas: memoryStore(), listings: memoryStore(), scripts: memoryStore(), search: memoryStore() });

/** The text of a page, from its title on, without the shell. */
async function articleOf(path: string, texts: Readonly<Record<string, string>>, evidence: Evidence | null = null): Promise<string> {
  const { document } = smallBook(texts, { evidence });
  const { files } = await siteOf("/book", document, caches());
  const file = files.get(path);
  if (!file || !("text" in file)) throw new Error(`no page ${path}`);
  return /<header class="title">[^]*?<\/header>\n([^]*)\n<\/article>/.exec(file.text)?.[1] ?? file.text;
}

const body = (text: string): Promise<string> => articleOf("01-a/index.html", { "01-a/index.md": `# A\n\n${text}` });

test("a tagline stands below the title, and in the lists of contents", async () => {
  const { document } = smallBook({ "01-a/index.md": "---\ntagline: How many < friends?\n---\n\n# A\n\nText.\n", "02-b/index.md": "# B\n" });
  const { files } = await siteOf("/book", document, caches());
  const found = [...files].flatMap(([name, file]) => ("text" in file && file.text.includes("friends?") ? [name] : []));
  expect(found).toEqual(["index.html", "01-a/index.html"]);
  const page = files.get("01-a/index.html");
  const text = page && "text" in page ? page.text : "";
  expect(text.split("friends?").length).toBe(2);
  expect(text).toContain('<h1 id="01-a">A</h1>\n<p class="tagline">How many &lt; friends?</p>\n</header>');
});

test("a card is headed by its function, and its lines stand under their labels", async () => {
  const html = await body(`\`\`\`ts file=src/a.ts
export const a = 1;
\`\`\`

:::derivation{#d}
$$
a = b
$$
:::

:::card{of="a"}
formula: [](#d)
use: always
fails: never
elsewhere: \`b\`
:::
`);
  expect(html).toContain('<div id="card-1-1" class="card"><p class="card-head"><a class="ref" href="#file-src-a-ts"><span class="chunk-name"><code>a</code></span></a> <span class="card-path"><code>src/a.ts</code></span></p><dl>');
  expect(html).toContain('<div class="card-formula"><dt>Formula <br>\n<a class="ref" href="#d">Derivation 1.1</a><em> not checked yet</em></dt><dd><div class="formula"');
  expect(html).toContain('<div class="card-use"><dt>When to use</dt><dd><p>always</p></dd></div>');
});

test("ordinary text comes out as written", async () => {
  expect(await body("a << b, $5 or $7, 9:30, 1:3, #7 & fp8:e4m3")).toBe("<p>a &#x3C;&#x3C; b, $5 or $7, 9:30, 1:3, #7 &#x26; fp8:e4m3</p>");
});

test("a named chunk has its name as prose, its sign, and where it is used; the use is a link to it", async () => {
  const html = await body('```ts file=src/a.ts\n<<Say it>>\n```\n\n```ts chunk="Say it"\nsay();\n```\n');
  expect(html).toContain('<p class="margin file-name"><a class="whole" href="../code/a.ts.html" title="The whole file"><span class="path">src/<wbr>a.ts</span></a> <span class="sign">≡</span></p>');
  expect(html).toContain('<a class="use" href="#chunk-say-it"><span class="bracket">⟨</span>Say it<span class="bracket">⟩</span></a>');
  expect(html).toContain('<p class="chunk-head"><span class="chunk-name"><span class="bracket">⟨</span>Say it<span class="bracket">⟩</span></span> <span class="sign">≡</span></p>');
  expect(html).toContain('<p class="chunk-foot">Used in <a href="#file-src-a-ts"><code>src/a.ts</code></a>.</p>');
});

test("a use keeps its indentation", async () => {
  expect(await body('```ts file=src/a.ts\n{\n  <<Say it>>\n}\n```\n\n```ts chunk="Say it"\nsay();\n```\n')).toContain('{\n  <a class="use"');
});

test("parts of a chunk lead to each other, with the section where they stand", async () => {
  const html = await articleOf("01-a/two.html", {
    "01-a/index.md": "# A\n",
    "01-a/one.md": "# One\n\n```ts file=src/a.ts\na();\n```\n",
    "01-a/two.md": "# Two\n\n```ts file=src/a.ts +=\nb();\n```\n\n```ts file=src/a.ts +=\nc();\n```\n",
  });
  expect(html).toMatch(/<span class="sign">\+≡<\/span><span class="parts"><a href="one.html#[\w-]+" title="The part before">↑ 1.1<\/a> {2}<a href="#[\w-]+" title="The next part">↓ below<\/a><\/span>/);
});

test("a replacement shows the difference, folded, by signs as well as by colour", async () => {
  const html = await articleOf("02-b/index.html", {
    "01-a/index.md": '# A\n\n```ts file=src/a.ts\n<<Say it>>\n```\n\n```ts chunk="Say it"\nsay();\nstop();\n```\n',
    "02-b/index.md": '# B\n\n```ts chunk="01-a/Say it" :=\nshout();\nstop();\n```\n',
  });
  expect(html).toContain("<summary>What changes from 1</summary>");
  expect(html).toContain('<code><del>− say();\n</del><ins>+ shout();\n</ins><span class="same">  stop();\n</span></code>');
});

test("hidden code is folded under its name", async () => {
  const html = await body("```ts file=src/a.ts hide\na();\nb();\n```\n");
  expect(html).toContain('<details class="fold"><summary><span class="path">src/<wbr>a.ts</span> <span class="sign">≡</span><span class="count">2 lines</span></summary>');
});

test("a page begins with its words: folded code before them goes behind what is folded at its end, under a heading", async () => {
  const html = await body("```ts run hide\nimport { a } from \"#src/a.ts\";\n```\n\nWords.\n\n```ts file=src/a.ts hide\nexport const a = 1;\n```\n");
  expect(html).toMatch(/^<p>Words\.<\/p>\n<h2 id="01-a--set-aside">Code set aside<\/h2>\n<div id="[\w-]+" class="listing run-role"[^>]*>[^]*<div id="file-src-a-ts" class="listing file-role">/);
});

test("folded code between words stays where it is", async () => {
  expect(await body("Words.\n\n```ts file=src/a.ts hide\nexport const a = 1;\n```\n\nMore.\n")).not.toContain("Code set aside");
});

test("a short aside stands in the margin, one with code in the column, each under its title", async () => {
  expect(await body(':::aside{title="By the way"}\nLittle.\n:::\n')).toMatch(/<aside id="[\w-]+" class="aside"><p class="aside-title">By the way<\/p><p>Little\.<\/p><\/aside>/);
  expect(await body(':::aside{title="In depth"}\nMuch.\n\n```ts fragment\ng();\n```\n:::\n')).toMatch(/<aside id="[\w-]+" class="block long-aside"><p class="margin block-head"><span class="label">Aside<\/span> <span class="block-title">In depth<\/span><\/p><p>Much\.<\/p>/);
});

test("a long line of output, and a table of wide figures, run into the margin", async () => {
  expect(await body(`\`\`\`ts run\nf();\n\`\`\`\n\n\`\`\`output\n${"x".repeat(70)}\n\`\`\`\n`)).toContain('<div class="output wide">');
  const table = (words: string): Promise<string> => body(`| a | b |\n|---|---|\n| ${words} | 1 |\n`);
  expect(await table("x".repeat(80))).toContain('<div class="table wide" tabindex="0">');
  // words wrap
  expect(await table("word ".repeat(30))).toContain('<div class="table" tabindex="0">');
});

test("a narrow space stands before %, but not in code", async () => {
  expect(await body("It is 5 %, or 5\u00a0%; `7 % 2` is 1.\n")).toBe("<p>It is 5\u202f%, or 5\u202f%; <code>7 % 2</code> is 1.</p>");
});

test("a derivation with reasons has its steps for a narrow page, each reason in words", async () => {
  const html = await body(":::derivation{#d}\n$$\n\\begin{aligned} a &= b && \\text{by } c \\\\ &= d \\end{aligned}\n$$\n:::\n");
  expect(html.match(/<div class="formula" tabindex="0">/g)).toHaveLength(3);
  expect(html).toMatch(/<p class="reason">by <span class="katex short">/);
});

test("of a measurement its date stands on one line, and how it was made on demand", async () => {
  const texts = { "01-a/index.md": "# A\n\n```ts run measure\nf();\n```\n\n```output\n3 ms\n```\n" };
  const measured = { command: "npm run prove", machine: "8 cores", load: 0.4, date: "2026-11-24", commit: "0123456", baseline: null };
  const evidence = smallEvidence(texts, { "01-a/index.md": [{ at: "```ts run", result: { kind: "run", output: ["3 ms"], shown: [], measured } }] });
  expect(await articleOf("01-a/index.html", texts, evidence)).toContain('<details class="margin run-state"><summary>Measured on 24 November 2026.</summary><span class="line">Measured on 24 November 2026.</span><span class="line">8 cores</span>');
});

test("the mark of a cell stands beside the first line that leaves room for it", async () => {
  const texts = { "01-a/index.md": `# A\n\n\`\`\`ts run\n// ${"long ".repeat(14)}\nf();\n\`\`\`\n` };
  const evidence = smallEvidence(texts, { "01-a/index.md": [{ at: "```ts run", result: { kind: "run", output: [], shown: [] } }] });
  expect(await articleOf("01-a/index.html", texts, evidence)).toContain('<p class="run-mark" style="--line:1">');
});

test("code of which no line leaves room for its mark keeps to the column", async () => {
  expect(await body(`\`\`\`ts fragment\n${"x".repeat(67)}\n\`\`\`\n`)).toContain('class="listing fragment-role close">');
  expect(await body(`\`\`\`ts fragment\n${"x".repeat(66)}\n\`\`\`\n`)).toContain('class="listing fragment-role">');
});

test("cells, figures and numbers that have not been run are shown as such", async () => {
  const html = await body('It is `{ts} 1 + 1`.\n\n```ts run\nconsole.log(1);\n```\n\n:::figure{#f alt="A line"}\n```ts figure="f"\nshow(1);\n```\n\nA caption.\n:::\n');
  expect(html).toContain('It is <span class="value not-run" title="1 + 1">not run yet</span>.');
  expect(html).toContain('<p class="margin run-state"><span class="not-run">not run yet</span></p>');
  expect(html).toContain('<div class="pending"><p><em>Not drawn yet.</em> A line</p></div>');
  expect(html).toContain('<figcaption><span class="label">Figure 1.1</span> A caption.</figcaption>');
});

test("what was shown has a check that says how, for a pointer, for the keyboard and for a screen reader", async () => {
  const texts = { "01-a/index.md": '# A\n\nIt is `{ts} x`.\n\n:::derivation{#d title="Two"}\n$$\nx = y\n$$\n:::\n\n:::derivation{#e unchecked="a limit"}\n$$\nx = y\n$$\n:::\n' };
  const evidence = smallEvidence(texts, {
    "01-a/index.md": [
      { at: "`{ts} x", result: { kind: "value", text: "3" } },
      { at: ":::derivation{#d", result: { kind: "derivation", draws: 100, rows: 2, reasons: 0, difference: -13, transcribed: [{ row: 2, why: "an integral" }], unchecked: [] } },
    ],
  });
  const html = await articleOf("01-a/index.html", texts, evidence);
  expect(html).toContain('It is <span class="value" title="x">3</span>.<span class="checked"><button type="button" class="check" aria-label="Shown: The number is computed. 3 = x">');
  expect(html).toContain('<span class="checked-note" aria-hidden="true">The number is computed.<br>3 = x</span></span></p>');
  expect(html).toContain('<span class="label">Derivation 1.1</span> <span class="checked"><button type="button" class="check" aria-label="Shown: 100 draws, largest difference 10⁻¹³. 2 expressions compared.">');
  expect(html).toContain('<span class="block-title">Two</span> <span class="state">expression 2 transcribed: an integral</span></p>');
  expect(html).toContain('<span class="label">Derivation 1.2</span> <span class="state">not checked: a limit</span></p>');
});

test("what is out of date is shown, and said to be", async () => {
  const texts = { "01-a/index.md": "# A\n\nIt is `{ts} x`.\n\n```ts run\nf();\n```\n" };
  const evidence = smallEvidence(texts, {
    "01-a/index.md": [
      { at: "`{ts} x", result: { kind: "value", text: "3" }, state: "stale" },
      { at: "```ts run", result: { kind: "run", output: [], shown: [] }, state: "stale" },
    ],
  });
  const html = await articleOf("01-a/index.html", texts, evidence);
  expect(html).toContain('It is <span class="value stale" title="out of date: x">3</span>.</p>');
  expect(html).toContain('<p class="margin run-state"><span class="not-run">out of date</span></p>');
});

test("a derivation shows its mathematics first and its check folded", async () => {
  const html = await body(':::derivation{#d title="Two"}\n$$\nx = y\n$$\n\n```ts verify\nyield 1;\n```\n:::\n');
  expect(html).toContain('<div id="d" class="block derivation"><p class="margin block-head"><span class="label">Derivation 1.1</span> <span class="block-title">Two</span> <span class="state">not checked yet</span></p>');
  expect(html.indexOf('class="formula"')).toBeLessThan(html.indexOf("<summary>The check, as code"));
});

test("a numbered equation has one anchor and its number", async () => {
  const html = await body(":::equation{#e}\n$$\nx\n$$\n:::\n\nBy [](#e).\n");
  expect(html.match(/id="e"/g)).toHaveLength(1);
  expect(html).toContain('<span class="equation-number">(1.1)</span>');
  expect(html).toContain('<a class="ref" href="#e">Equation 1.1</a>');
});

test("a margin note stands in its paragraph, made of phrasing content, opened by a checkbox", async () => {
  const html = await body("Text.[^n]\n\n[^n]: First.\n\n    - item\n");
  expect(html).toMatch(/^<p>Text\.<label class="note-mark" for="([\w-]+)-open" id="\1-mark">1<\/label><input type="checkbox" class="note-box" id="\1-open" aria-label="Show note 1"><span class="note" id="\1" role="note">/);
  expect(html).toContain('<span class="part"><span class="note-number" aria-hidden="true">1</span>First.</span>');
  expect(html).toContain('<span role="list" class="list">');
  expect(html).not.toMatch(/<(?:ul|li)/);
});

test("an exercise has its level in words too, its hint folded", async () => {
  const html = await body("::::exercise{#x level=2}\nWhy?\n\n:::hint\nBecause.\n:::\n\n:::solution\nSo.\n:::\n::::\n");
  expect(html).toContain('<span class="level"><span aria-hidden="true">••</span><span class="hidden">level 2</span></span>');
  expect(html).toMatch(/<details id="[\w-]+" class="fold hint"><summary>Hint<\/summary>/);
});

test("a column of numbers stands right-aligned, its points under each other", async () => {
  const html = await body("| n | t |\n|---|---|\n| a | 1.5 |\n| b | 10.25 |\n| c | 3 |\n");
  expect(html).toContain('<th class="right" scope="col">t</th>');
  expect(html).toContain('<td class="right">1.5\u2007</td>');
  expect(html).toContain('<td class="right">10.25</td>');
  expect(html).toContain('<td class="right">3\u2008\u2007\u2007</td>');
});

test("a column with words in it is aligned as its author says", async () => {
  expect(await body("| n | t |\n|---|:-:|\n| a | 1.5 |\n| b | none |\n")).toContain('<td class="center">1.5</td>');
});

test("what a cell printed is set apart", async () => {
  expect(await body("```ts run\nconsole.log(1);\n```\n\n```output\n1 < 2\n```\n")).toContain('<div class="output"><pre><samp>1 &#x3C; 2</samp></pre></div>');
});

test("an index leads to every place by its section, definitions marked", async () => {
  const html = await articleOf("list.html", {
    "01-a/index.md": "# A\n\n```ts file=src/a.ts\nexport const one = 1;\n```\n",
    "list.md": "# List\n\n::index\n",
  });
  expect(html).toMatch(/<ul class="index chunks"><li><code>src\/a\.ts<\/code> {2}<b><a href="01-a\/index\.html#[\w-]+">1<\/a><\/b><\/li><\/ul>/);
  expect(html).toMatch(/<li><code>one<\/code> {2}<b><a href="01-a\/index\.html#[\w-]+">1<\/a><\/b><\/li>/);
});
