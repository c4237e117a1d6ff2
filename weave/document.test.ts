import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chunkGraph, readBook, render } from "../tangle/index.ts";
import { documentOf } from "./document.ts";
import { headsOf, printed, smallBook } from "./testing/smallBook.ts";
import { noTotals, smallEvidence } from "./testing/smallEvidence.ts";

const theorem = ":::theorem\nSo.\n:::\n";

test("chapters are numbered by their folders, the parts of others by letters", () => {
  const { document, messages } = smallBook({
    "contents.md": `# T

- [Preface](preface.md)

## One

- [First](01-first/index.md)
  - [S](01-first/01-s.md)
  - [T](01-first/02-t.md)
- [Between](interlude/index.md)
  - [U](interlude/01-u.md)
- [Seventh](07-seventh/index.md)
  - [S](07-seventh/01-s.md)

## Appendices

- [Notation](notation.md)
`,
    "preface.md": `# Preface\n\n${theorem}`,
    "01-first/index.md": theorem,
    "01-first/01-s.md": `${theorem}\n:::proof\nBy it.\n:::\n\n${theorem}`,
    "01-first/02-t.md": theorem,
    "interlude/index.md": theorem,
    "interlude/01-u.md": theorem,
    "07-seventh/index.md": theorem,
    "07-seventh/01-s.md": "# Own {#own}\n",
    "notation.md": theorem,
  });
  expect(messages).toBe("");
  expect(document.pages.map(({ id, number, titleText, href, role, chapter }) => [id, number, titleText, href, role, chapter.number])).toEqual([
    ["preface", null, "Preface", "preface.html", "opening", null],
    ["01-first", "1", "First", "01-first/index.html", "opening", "1"],
    ["01-first-01-s", "1.1", "S", "01-first/01-s.html", "section", "1"],
    ["02-t", "1.2", "T", "01-first/02-t.html", "section", "1"],
    ["interlude", null, "Between", "interlude/index.html", "opening", null],
    ["01-u", "B.1", "U", "interlude/01-u.html", "section", null],
    ["07-seventh", "7", "Seventh", "07-seventh/index.html", "opening", "7"],
    ["own", "7.1", "Own", "07-seventh/01-s.html", "section", "7"],
    ["notation", null, "Notation", "notation.html", "opening", null],
  ]);
  const labels = [...document.targets.values()].filter(({ kind }) => kind === "theorem").map(({ label }) => label.slice("Theorem ".length));
  expect(labels).toEqual(["A.1", "1.1", "1.2", "1.3", "1.4", "B.1", "B.2", "7.1", "C.1"]);
  expect(document.parts.map(({ title, id, chapters }) => [title, id, ...chapters.map(({ folder }) => folder)])).toEqual([
    [null, null, "preface"],
    ["One", "part-one", "01-first", "interlude", "07-seventh"],
    ["Appendices", "part-appendices", "notation"],
  ]);
  const first = document.parts[1]?.chapters[0];
  expect(first?.opening).toBe(document.pages[1]);
  expect(first?.sections).toEqual([document.pages[2], document.pages[3]]);
});

test("a folder that says its letter has it, and the others take those that are left", () => {
  const { document, messages } = smallBook({
    "contents.md": "# T\n\n- [Review](review/index.md)\n- [One](interlude-a-one/index.md)\n- [Two](interlude-c-two/index.md)\n- [Proofs](proofs/index.md)\n",
    "review/index.md": `# Review\n\n${theorem}`,
    "interlude-a-one/index.md": theorem,
    "interlude-c-two/index.md": theorem,
    "proofs/index.md": theorem,
  });
  expect(messages).toBe("");
  const labels = [...document.targets.values()].filter(({ kind }) => kind === "theorem").map(({ label }) => label);
  expect(labels).toEqual(["Theorem B.1", "Theorem A.1", "Theorem C.1", "Theorem D.1"]);
});

test("an unnumbered chapter without sections and numbered blocks takes no letter", () => {
  const { document, messages } = smallBook({
    "contents.md": "# T\n\n- [Preface](preface.md)\n- [Proofs](proofs/index.md)\n  - [First](proofs/01-first.md)\n- [Notation](notation.md)\n- [Tables](tables.md)\n",
    "preface.md": "# Preface\n\nProse, and a block of two colons:\n\n::bibliography\n",
    "proofs/index.md": "# Proofs\n",
    "proofs/01-first.md": theorem,
    "notation.md": "# Notation\n",
    "tables.md": `# Tables\n\n${theorem}`,
  });
  expect(messages).toBe("");
  expect(document.pages.map(({ number }) => number)).toEqual([null, null, "A.1", null, null]);
  const labels = [...document.targets.values()].filter(({ kind }) => kind === "theorem").map(({ label }) => label);
  expect(labels).toEqual(["Theorem A.1", "Theorem B.1"]);
});

test("solutions move to their page, with a link on either side, and images and notes go with them", () => {
  const { page, messages, document } = smallBook({
    "01-a/index.md": "# A\n\nOne[^1].\n\n[^1]: First.\n\n::::exercise{#ex}\nGuess.\n\n:::solution{#sol}\nSee ![plot](plot.svg)[^2] and [](#ex), [](#here).\n\n$$\nx\n$$\n:::\n::::\n\n[^2]: Second.\n\n## Here\n\nAs [](#sol) says.\n",
    "02-b/index.md": "# B\n\n::::exercise\nAgain.\n\n:::solution\nNo.\n:::\n::::\n",
    "back/answers.md": "# Answers\n",
    "contents.md": "# T\n\n- [A](01-a/index.md)\n- [B](02-b/index.md)\n- [Answers](back/index.md)\n",
    "back/index.md": "# Answers\n\n::solutions\n",
    "01-a/plot.svg": "<svg/>",
  });
  expect(messages).toBe("");
  expect(page("01-a/index.md")).toBe(`1 A #01-a
One{note 1 #01-a-note-1: First.}.
Exercise 1.1 #ex level 1
  Guess.
  {Solution → sol}
## Here #here
As {Solution → sol} says.
`);
  expect(page("back/index.md")).toBe(`Answers #back
## Chapter 1: A #chapter-1-a
Solution #sol “{Exercise 1.1 → ex}”
  blockquote
    Guess.
  See {image ../01-a/plot.svg “plot”}{note 1 #back-note-1: Second.} and {Exercise 1.1 → ex}, {Here → 01-a/here}.
  $$ x $$
## Chapter 2: B #chapter-2-b
Solution #solution-2-1 “{Exercise 2.1 → exercise-2-1}”
  blockquote
    Again.
  No.
`);
  expect(document.targets.get("sol")?.page.id).toBe("back");
});

test("the question before a solution has no hint, note, mark, number or part of the program, and a fragment in it is plain text", () => {
  const { page, messages } = smallBook({
    "01-a/index.md": "# A\n\n::::exercise{#ex}\nHow **odd**[^1] is\n\n:::equation{#eq}\n$$\ny\n$$\n:::\n\nof\n\n$$\nx\n$$\n\n```ts fragment\nf(x);\n```\n\n```ts file=src/f.ts id=here\nexport const f = 1;\n```\n\n:::hint\nVery.\n:::\n\n:::solution{#sol}\nYes.\n:::\n::::\n\n[^1]: Or even.\n",
    "back.md": "# Answers\n\n::solutions\n",
  });
  expect(messages).toBe("");
  expect(page("back.md")).toBe(`Answers #back
## Chapter 1: A #chapter-1-a
Solution #sol “{Exercise 1.1 → ex}”
  blockquote
    How {emphasis odd} is
    $$ y $$
    of
    $$ x $$
    ts plain
      | f(x);
  Yes.
`);
});

test("generated parts are made of ordinary nodes, their headings one level below the one above", () => {
  const { page, messages } = smallBook({
    "01-a/index.md": `# On *A*

A **token** is a piece[^n]. What the rest is, we see. "Rest" is no **Term of art**; nor is it used.

[^n]: The **note** says more.

:::derivation{#d title="Why $x$"}
$$
x = x
$$
:::

:::cost{#c of="f"}
| | FLOPs |
|---|---|
| all | $n$ |

\`\`\`ts verify
count(() => f());
\`\`\`
:::

\`\`\`ts file=src/f.ts
export function f(): void {}
\`\`\`
`,
    "back.md": "# Back\n\n## All\n\n::glossary\n\n::derivations\n\n::costs\n\n::measurements\n\n::index\n\n::bibliography\n\n::solutions\n\n::colophon\n",
    "measurements/speed.json": JSON.stringify([{ name: "tangle", value: 1.5, unit: "s", baseline: "naive", ratio: 0.12345, command: "npm run tangle", machine: "two cores", beside: ["an abacus 1.0"], load: 0.5, date: "2026-01-02", commit: "abc" }, { value: 3 }]),
  });
  expect(messages).toBe("");
  expect(page("back.md")).toBe(`Back #back
## All #all
list
  listItem
    {{strong note} → term-note} — The {emphasis note} says more. ({Chapter 1 → 01-a})
  listItem
    {{strong Term of art} → term-term-of-art} — "Rest" is no {emphasis Term of art}; nor is it used. ({Chapter 1 → 01-a})
  listItem
    {{strong token} → term-token} — A {emphasis token} is a piece. ({Chapter 1 → 01-a})
### Chapter 1: On {emphasis A} #chapter-1-on-a
list
  listItem
    {Derivation 1.1 → d}: Why $x$
### Chapter 1: On {emphasis A} #chapter-1-on-a-1
{Cost 1.1 → c}: \`f\`
table
   | FLOPs
  all | $n$
table
  Name | Value | Unit | Ratio | Command | Machine | Beside | Load | Date | Made at
  tangle | 1.5 | s | 0.123 × naive | npm run tangle | two cores | an abacus 1.0 | 0.5 | 2026-01-02 | commit abc
  speed | 3 |  |  |  |  |  |  |  | ${""}
### Terms #terms
index of terms
### Identifiers #identifiers
index of identifiers
### Chunks #chunks
index of chunks
Nothing is cited yet.
No exercise has a solution yet.
This book was built from 2 Markdown files: 2 chapters with 0 sections, 29 words of prose, 3 formulas and 1 derivation. Its program is 1 file, put together from 0 named chunks; every line of it stands in these pages or, in print, in those of its companion.
`);
});

test("generated parts of an empty book are sentences", () => {
  const { page, messages } = smallBook({ "back.md": "::glossary\n\n::derivations\n\n::costs\n\n::measurements\n\n::index\n\n::bibliography\n\n::solutions\n" });
  expect(messages).toBe("");
  expect(page("back.md")).toBe(`back.md #back
No term is defined yet.
Nothing is derived yet.
No cost is stated yet.
No measurement is recorded yet.
There is nothing to list yet.
Nothing is cited yet.
No exercise has a solution yet.
`);
});

test("the colophon says what was proved, what numbers do not show, and what was measured when", () => {
  const texts = {
    "01-a/index.md": `# A

:::derivation{#d}
$$
x = x = x
$$
:::

:::derivation{#e unchecked="a limit"}
$$
x = x
$$
:::

\`\`\`ts run measure
f();
\`\`\`

\`\`\`ts file=src/f.test.ts
test("one", () => {});
<<More>>
test("two", () => {});
\`\`\`

\`\`\`ts chunk="More"
test.each([1, 2])("is %s", () => {});
\`\`\`
`,
    "back.md": "# Back\n\n::colophon\n",
  };
  const measured = { command: "npm run prove", machine: "8 cores", load: 0.4, date: "2026-11-24", commit: null, baseline: null };
  const evidence = {
    ...smallEvidence(texts, {
      "01-a/index.md": [
        { at: ":::derivation{#d", result: { kind: "derivation", draws: 100, rows: 3, reasons: 0, difference: -13, transcribed: [{ row: 3, why: "an integral" }], unchecked: [] } },
        { at: "```ts run", result: { kind: "run", output: [], shown: [], measured } },
      ],
    }),
    totals: { ...noTotals, derivations: 1, rows: 3, reasons: 2, draws: 100, costs: 2, entries: 8, bounds: 3, cells: 1, measurements: 1, figures: 2, numbers: 1, wrong: 1, fragments: 2 },
  };
  const { page, messages } = smallBook(texts, { evidence });
  expect(messages).toBe("");
  expect(page("back.md")).toBe(`Back #back
This book was built from 2 Markdown files: 2 chapters with 0 sections, 2 words of prose, 2 formulas and 2 derivations. Its program is 1 file, put together from 1 named chunk and tested by 3 tests; every line of it stands in these pages or, in print, in those of its companion.
## What was shown #what-was-shown
list
  listItem
    1 derivation, evaluated from the mathematics as it is printed: 3 expressions, 2 side conditions, 100 random draws in all.
  listItem
    2 tables of costs, compared with what the program counts of itself: 8 entries, 3 of them bounds or expectations.
  listItem
    1 cell, run, a measurement.
  listItem
    2 figures, drawn by their cells.
  listItem
    1 number in the text, computed.
  listItem
    1 mistake made on purpose, wrong in the way that is announced.
  listItem
    2 fragments of code outside of the program, read by a parser.
## What numbers do not show #what-numbers-do-not-show
list
  listItem
    {Derivation 1.1 → d}: expression 3 is compared with its neighbours only. An integral.
  listItem
    {Derivation 1.2 → e}: not checked. A limit.
## What was checked #what-was-checked
list
  listItem
    {Derivation 1.1 → d}: 100 draws, largest difference 10⁻¹³. 3 expressions compared.
## What was measured #what-was-measured
list
  listItem
    {A cell of Chapter 1 → 01-a}: Measured on 24 November 2026; 8 cores; npm run prove; load 0.4.
`);
});

test("a generated part that stands twice is an error at the second", () => {
  const { messages } = smallBook({ "a.md": "::glossary\n", "b.md": "Text.\n\n::glossary\n" });
  expect(messages).toBe(`book/b.md:3:1: error[repeated-part]: \`::glossary\` stands in the book once
  3 │ ::glossary
    ╵ ~~~~~~~~~~
book/a.md:1:1: note: it stands here first
`);
});

test("solutions of one chapter stand where they are asked for, the others where none is named", () => {
  const exercise = (id: string) => `# ${id}\n\n::::exercise{#ex-${id}}\nWhy?\n\n:::solution{#so-${id}}\nBecause of ${id}.\n:::\n::::\n`;
  const { document, messages } = smallBook({ "a/index.md": exercise("a"), "b/index.md": exercise("b"), "c/index.md": exercise("c"), "of-b.md": '# Of b\n\n::solutions{of="b"}\n', "rest.md": "# Rest\n\n::solutions\n" });
  expect(messages).toBe("");
  const said = (path: string) => JSON.stringify(document.pages.find((page) => page.path === `book/${path}`)?.tree).match(/Because of [abc]/g);
  expect([said("of-b.md"), said("rest.md"), said("b/index.md")]).toEqual([["Because of b"], ["Because of a", "Because of c"], null]);
});

test("a part of a chapter that there is not, or that stands twice, is an error", () => {
  expect(smallBook({ "a.md": '# A\n\n::solutions{of="z"}\n' }).messages).toBe(`book/a.md:3:1: error[unknown-chapter]: there is no chapter \`z\`
  3 │ ::solutions{of="z"}
    ╵ ~~~~~~~~~~~~~~~~~~~
`);
  expect(smallBook({ "a/index.md": '# A\n\n::solutions{of="a"}\n', "b.md": '::solutions{of="a"}\n' }).messages).toBe(`book/b.md:1:1: error[repeated-part]: \`::solutions{of="a"}\` stands in the book once
  1 │ ::solutions{of="a"}
    ╵ ~~~~~~~~~~~~~~~~~~~
book/a/index.md:3:1: note: it stands here first
`);
});

test("an index of one kind stands where it is asked for, the others where none is named", () => {
  const { document, messages } = smallBook({
    "a.md": '# A\n\nA **tape** is a list.\n\n```ts file="src/a.ts"\n<<the tape>>\n```\n\n```ts chunk="the tape"\nexport const tape = [];\n```\n',
    "names.md": '# Names\n\n::index{of="identifiers"}\n',
    "rest.md": "# Rest\n\n::index\n",
  });
  expect(messages).toBe("");
  const indexes = (path: string) => JSON.stringify(document.pages.find((page) => page.path === `book/${path}`)?.tree).match(/"type":"bookIndex","of":"\w+"|"value":"(Terms|Identifiers|Chunks)"/g);
  expect([indexes("names.md"), indexes("rest.md")]).toEqual([
    ['"type":"bookIndex","of":"identifiers"'],
    ['"value":"Terms"', '"type":"bookIndex","of":"terms"', '"value":"Chunks"', '"type":"bookIndex","of":"chunks"'],
  ]);
  expect(smallBook({ "a.md": '# A\n\n::index{of="names"}\n' }).messages).toBe(`book/a.md:3:1: error[unknown-index]: there is no index \`names\`: \`of\` is terms, identifiers or chunks
  3 │ ::index{of="names"}
    ╵ ~~~~~~~~~~~~~~~~~~~
`);
});

test("what has not been run is counted", () => {
  const { document } = smallBook({
    "a.md": '```ts run\nf();\n```\n\n:::figure{#f alt="x"}\n```ts figure="f"\nshow(1);\n```\n:::\n\n:::figure{#g alt="x"}\n![](p.svg)\n:::\n\n:::derivation\n$$\nx = x\n$$\n:::\n\n:::derivation{unchecked="a limit"}\n$$\nx = x\n$$\n:::\n\n:::cost\n| | F |\n|---|---|\n| all | 1 |\n:::\n\n`{ts} 1`\n',
    "p.svg": "<svg/>",
  });
  expect(document.notRun).toEqual({ cells: 1, figures: 1, numbers: 1, derivations: 1, costs: 1 });
});

test("mistakes of all files are reported at once, in the order of the book", () => {
  const { messages } = smallBook({
    "contents.md": "# T\n\n- [B](b.md)\n- [A](a.md)\n",
    "a.md": "[](#x)\n\n# Title\n\n$\\x$\n",
    "b.md": ":::hint\nx\n:::\n\n[@x]\n\n![](x.svg)\n",
    "book.yml": "titles: T\n",
  });
  expect(headsOf(messages)).toEqual([
    "book/b.md:1:1: error[outside-exercise]: `:::hint` stands outside an exercise",
    "book/b.md:5:2: error[unknown-citation]: `book/references.json` has no reference `x`",
    "book/b.md:7:1: error[image-without-alt]: this image has no text that says what it shows to someone who cannot see it",
    "book/b.md:7:5: error[missing-image]: there is no file `book/x.svg`",
    "book/a.md:1:1: error[unknown-reference]: nothing has the id `x`",
    "book/a.md:5:2: error[invalid-formula]: KaTeX does not accept this formula: undefined control sequence: \\x",
    "book/book.yml:1:1: error[missing-title]: `book.yml` has no `title`",
    "book/book.yml:1:1: warning[unknown-key]: `book.yml` has no key `titles`; it is not read",
  ]);
});

const fixtures = join(import.meta.dirname, "fixtures/document");

test.each(readdirSync(fixtures).filter((name) => !name.startsWith(".")))("the document of the fixture %s is as expected", (name) => {
  const { book, diagnostics: reading } = readBook(join(fixtures, name));
  if (!book) throw new Error(reading.map(render).join(""));
  const { graph, diagnostics: chunking } = chunkGraph(book);
  const { document, diagnostics } = documentOf(book, graph);
  const pages = document.pages.map((page) => `=== ${page.number ?? "-"} ${page.titleText} #${page.id}\n${printed(page.tree.children)}`);
  const actual = [...reading, ...chunking, ...diagnostics].map(render).join("") + pages.join("");
  expect(actual).toBe(readFileSync(join(fixtures, name, "expected.txt"), "utf8"));
});
