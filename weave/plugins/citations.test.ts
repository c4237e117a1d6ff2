import { expect, test } from "vitest";
import { mistakesIn, smallBook } from "../testing/smallBook.ts";

const author = (...families: string[]) => families.map((family) => ({ family, given: "A." }));
const work = (id: string, year: number, title: string, ...families: string[]) => ({
  id, type: "article-journal", title, author: author(...families), issued: { "date-parts": [[year]] }, "container-title": "Journal",
});
const works = [
  work("shannon1948", 1948, "A Theory", "Shannon"),
  work("shannon1948b", 1948, "Another Theory", "Shannon"),
  work("shannon1951", 1951, "Prediction and Entropy", "Shannon"),
  work("kaplan2020", 2020, "Scaling Laws", "Kaplan", "McCandlish"),
  work("bengio2003", 2003, "A Neural Model", "Bengio", "Ducharme", "Vincent"),
  { id: "anon", type: "webpage", title: "An Undated Page", URL: "https://example.org/x" },
];
const references = { "references.json": JSON.stringify(works), "works.md": "# Works\n\n::bibliography\n" };

test("works are cited by author and year, told apart by letters in the order of their titles", () => {
  const { page, messages } = smallBook({
    "01-a/index.md":
      "# A\n\nOne [@shannon1951], a part [@shannon1948, §3], two [@shannon1948b; @kaplan2020, p. 7-9], many [@bengio2003], none [@anon].\n",
    ...references,
  });
  expect(messages).toBe("");
  expect(page("01-a/index.md")).toBe(`1 A #01-a
One {cite ({Shannon 1951 → bib-shannon1951})}, a part {cite ({Shannon 1948a → bib-shannon1948}, §3)}, two {cite ({Shannon 1948b → bib-shannon1948b}; {Kaplan and McCandlish 2020 → bib-kaplan2020}, p. 7–9)}, many {cite ({Bengio et al. 2003 → bib-bengio2003})}, none {cite ({An Undated Page n.d. → bib-anon})}.
`);
  expect(page("works.md")).toBe(`Works #works
#bib-anon n.d. “An Undated Page.” {link https://example.org/x https://example.org/x}.
#bib-bengio2003 Bengio, A., A. Ducharme, and A. Vincent. 2003. “A Neural Model.” {emphasis Journal}.
#bib-kaplan2020 Kaplan, A., and A. McCandlish. 2020. “Scaling Laws.” {emphasis Journal}.
#bib-shannon1948 Shannon, A. 1948a. “A Theory.” {emphasis Journal}.
#bib-shannon1948b Shannon, A. 1948b. “Another Theory.” {emphasis Journal}.
#bib-shannon1951 Shannon, A. 1951. “Prediction and Entropy.” {emphasis Journal}.
`);
});

test("a citation that leads to no bibliography is text", () => {
  const { page } = smallBook({ "a.md": "[@shannon1951]\n", "references.json": JSON.stringify(works) });
  expect(page("a.md")).toBe("a.md #a\n{cite (Shannon 1951)}\n");
});

test("only `[@` begins a citation", () => {
  const { page, messages } = smallBook({ "a.md": "\\[@shannon1951], @shannon1951, a@b.org, `[@x]`, x[0], [ @y ], $[@z]$\n", ...references });
  expect(messages).toBe("");
  expect(page("a.md")).toContain("[@shannon1951], @shannon1951, {link mailto:a@b.org a@b.org}, `[@x]`, x[0], [ @y ], $[@z]$\n");
});

test("an unknown key is an error at its column, in a quotation and after an escape too", () => {
  expect(mistakesIn("> \\* quoted\n> [@shannon1951; @shanon1948, §1]\n", references)).toBe(
    `book/01-a/index.md:4:18: error[unknown-citation]: \`book/references.json\` has no reference \`shanon1948\`
  4 │ > [@shannon1951; @shanon1948, §1]
    ╵                  ~~~~~~~~~~~
  cure: did you mean \`shannon1948\`?
`,
  );
});

test("a citation that cannot be read is an error", () => {
  const expected = (column: number, words: string, line: string): string =>
    `book/01-a/index.md:3:${column}: error[unreadable-citation]: this is not a citation: it is written \`[@key]\`, \`[@key, p. 7]\` or \`[@one; @two]\`, in plain text
  3 │ ${line}
    ╵ ${" ".repeat(column - 1)}${"~".repeat(words.length)}
`;
  expect(mistakesIn("See [@shannon1951 §3].\n", references)).toBe(expected(5, "[@shannon1951 §3]", "See [@shannon1951 §3]."));
  expect(mistakesIn("See [@shannon1951, *here*].\n", references)).toBe(expected(5, "[@shannon1951, ", "See [@shannon1951, *here*]."));
});
