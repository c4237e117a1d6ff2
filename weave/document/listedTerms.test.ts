/** The list of terms in the glossary, the index and what links may lead to. */
import { expect, test } from "vitest";
import { headsOf, smallBook } from "../testing/smallBook.ts";

const book = (terms: string, text = "", back = "# Back\n\n::glossary\n\n::index\n"): ReturnType<typeof smallBook> =>
  smallBook({ "01-a/index.md": `# A\n\n${text}`, "back.md": back, "terms.yml": terms });

const entriesOf = ({ document }: ReturnType<typeof smallBook>): readonly string[] =>
  document.termIndex.map(({ text, see, places }) => `${text}${see === null ? "" : `, see ${see}`} → ${places.map(({ id, page }) => `${page.id}#${id}`).join(" ")}`);

const terms = `
- term: perplexity
  means: The exponential of the *cross-entropy*, $2^H$.
  also: [PPL, effective branching factor]
- term: dual number
  means: A value and a derivative.
  also: [jet]
- term: tape
  means: A list of operations.
  where: sec-tape
`;

test("the glossary has the list’s meanings, synonyms and places, and the sentences of other bold words", () => {
  const small = book(terms, "The **Dual numbers** add. An **outlier** is far away. It is.\n\n## The tape {#sec-tape}\n\nA list.\n");
  expect(small.messages).toBe("");
  expect(small.page("back.md")).toBe(`Back #back
list
  listItem
    {{strong dual number} → term-dual-numbers} — A value and a derivative. Also called {emphasis jet}. ({Chapter 1 → 01-a})
  listItem
    {{strong outlier} → term-outlier} — An {emphasis outlier} is far away. ({Chapter 1 → 01-a})
  listItem
    {term perplexity #term-perplexity} — The exponential of the {emphasis cross-entropy}, $2^H$. Also called {emphasis PPL} or {emphasis effective branching factor}.
  listItem
    {{strong tape} → sec-tape} — A list of operations. ({The tape → sec-tape})
## Terms #terms
index of terms
`);
  expect(entriesOf(small)).toEqual([
    "dual number → 01-a#term-dual-numbers",
    "effective branching factor, see perplexity → back#term-perplexity",
    "jet, see dual number → 01-a#term-dual-numbers",
    "outlier → 01-a#term-outlier",
    "perplexity → back#term-perplexity",
    "PPL, see perplexity → back#term-perplexity",
    "tape → 01-a#sec-tape",
  ]);
});

test("a synonym in bold defines the term, too, after the term’s own name", () => {
  const small = book("- term: cotangent\n  means: A gradient on its way back.\n  also: [adjoint]\n", "An **adjoint** is old. A **cotangent** is new.\n");
  expect(small.document.terms).toMatchObject([{ term: "cotangent", also: ["adjoint"], means: [{ type: "text", value: "A gradient on its way back." }], ids: ["term-cotangent", "term-adjoint"], bold: ["term-cotangent", "term-adjoint"] }]);
  expect(entriesOf(small)).toEqual(["adjoint, see cotangent → 01-a#term-cotangent 01-a#term-adjoint", "cotangent → 01-a#term-cotangent 01-a#term-adjoint"]);
});

test("`where` adds places to the bold words, and several terms may have one home", () => {
  const list = "- { term: n-gram, means: Tokens., where: [sec-tape, 01-a] }\n- { term: bigram, means: Two tokens., where: term-n-gram }\n";
  const small = book(list, "An **n-gram**.\n\n## The tape {#sec-tape}\n\nA list.\n");
  expect(small.messages).toBe("");
  expect(entriesOf(small)).toEqual(["bigram → 01-a#term-n-gram", "n-gram → 01-a#term-n-gram 01-a#sec-tape 01-a#01-a"]);
  expect(small.document.terms.map(({ ids, bold }) => ({ ids, bold }))).toEqual([
    { ids: ["term-n-gram", "sec-tape", "01-a"], bold: ["term-n-gram"] },
    { ids: ["term-n-gram"], bold: [] },
  ]);
  expect(small.page("back.md")).toContain(`    {{strong bigram} → term-n-gram} — Two tokens. ({Chapter 1 → 01-a})
  listItem
    {{strong n-gram} → term-n-gram} — Tokens. ({Chapter 1 → 01-a})
`);
});

test("`main` is the home of a term, though another place sets it in bold first, and the only one that the index sets in bold", () => {
  const small = book("- { term: tape, means: A list., main: sec-tape, where: 01-a }\n- { term: list, means: Items., main: sec-tape }\n", "A **tape** is short.\n\n## The tape {#sec-tape}\n\nA list.\n");
  expect(small.messages).toBe("");
  expect(small.document.terms.map(({ ids, bold }) => ({ ids, bold }))).toEqual([{ ids: ["sec-tape", "term-tape", "01-a"], bold: ["term-tape"] }, { ids: ["sec-tape"], bold: [] }]);
  expect(small.document.termIndex.map(({ text, places }) => [text, ...places.map(({ id, primary }) => (primary ? `*${id}` : id))])).toEqual([["list", "*sec-tape"], ["tape", "*sec-tape", "term-tape", "01-a"]]);
  expect(small.page("back.md")).toContain("    {{strong list} → sec-tape} — Items. ({The tape → sec-tape})\n  listItem\n    {{strong tape} → sec-tape} — A list. ({The tape → sec-tape})\n");
});

test("what readers look under leads to a term, and is no name of it in the glossary, nor a definition in bold", () => {
  const small = book("- { term: activation memory, means: What is saved., see: [out of memory], where: 01-a }\n", "It ran **out of memory**.\n");
  expect(entriesOf(small)).toEqual(["activation memory → 01-a#01-a", "out of memory, see activation memory → 01-a#01-a", "out of memory → 01-a#term-out-of-memory"]);
  expect(small.page("back.md")).toContain("    {{strong activation memory} → 01-a} — What is saved. ({Chapter 1 → 01-a})\n");
});

test("a question in bold is no term", () => {
  expect(book("", "**Why is there a limit?** There is none.\n").document.termIndex).toEqual([]);
});

test("a link may lead to a term that only the glossary defines", () => {
  const small = book("- { term: tape, means: A list. }\n", "On a [](#term-tape).\n");
  expect(small.messages).toBe("");
  expect(small.page("01-a/index.md")).toContain("On a {tape → term-tape}.");
});

test("without a glossary a term of the list is nowhere, and a book without terms is as before", () => {
  const without = book("- { term: tape, means: A list., also: [Wengert list] }\n", "A **tape**.\n", "# Back\n\n::index\n");
  expect(entriesOf(without)).toEqual(["tape → 01-a#term-tape", "Wengert list, see tape → 01-a#term-tape"]);
  const nowhere = book("- { term: tape, means: A list. }\n", "On a [](#term-tape).\n", "# Back\n\n::index\n");
  expect(headsOf(nowhere.messages)).toEqual(["book/01-a/index.md:3:6: error[unknown-reference]: nothing has the id `term-tape`"]);
  expect(nowhere.document.termIndex).toEqual([]);
  expect(book("", "A **tape**.\n").document.terms).toEqual([]);
});

test("what is wrong with the list is reported at its place", () => {
  const { messages } = book("- { term: tape, means: x, main: sec-tip, where: [sec-tap, 01-a] }\n- { term: a, means: '$\\frac{1$' }\n- { term: b }\n");
  expect(headsOf(messages)).toEqual([
    "book/terms.yml:1:11: error[wrong-term]: `where` of `tape` is `sec-tap`, and nothing in the book has this id",
    "book/terms.yml:1:11: error[wrong-term]: `main` of `tape` is `sec-tip`, and nothing in the book has this id",
    expect.stringMatching(/^book\/terms\.yml:2:11: error\[wrong-term\]: a formula in `means` of `a` cannot be read: /),
    "book/terms.yml:3:11: error[wrong-term]: `b` has no `means`, which says what it is",
  ]);
});
