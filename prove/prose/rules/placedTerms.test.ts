import { expect, test } from "vitest";
import { bookFromFiles, render } from "../../../tangle/index.ts";
import { manuscriptOf } from "../manuscript.ts";
import { placedTerms } from "./placedTerms.ts";

function rendered(one: string, terms: string): string {
  const files = { "book/contents.md": "# A\n\n- [One](01-one/index.md)\n", "book/01-one/index.md": one };
  const { book, diagnostics } = bookFromFiles("/nowhere", new Map(Object.entries(files)));
  if (book === null) throw new Error(diagnostics.map(render).join("\n"));
  return placedTerms(manuscriptOf(book, { terms, meta: null })).map(render).join("");
}

test("a term without a place is reported at its entry", () => {
  expect(rendered("# One\n\nA tape.\n", "- term: tape\n  means: A list.\n")).toBe(`book/terms.yml:1:9: warning[unplaced-term]: no place of the book is known for \`tape\`, so that the index leads only to the glossary
  1 │ - term: tape
    ╵         ~~~~
  cure: set it in bold where it is defined, or write \`where: ID\`, the id of the place that treats it
`);
});

test.each([
  ["A **tape**.", "{ term: tape, means: x }"],
  ["Some **Tapes**: lists.", "{ term: tape, means: x }"],
  ["A **gradient\ntape.**", "{ term: tape, means: x, also: [Gradient tape] }"],
  ["A tape.", "{ term: tape, means: x, where: 01-one }"],
])("%j places %j", (text, entry) => {
  expect(rendered(`# One\n\n${text}\n`, `- ${entry}\n`)).toBe("");
});

test("bold in a heading, or as a part of a longer term, places nothing", () => {
  expect(rendered("# One\n\n## A **tape**\n\nA **tape recorder**.\n", "- { term: tape, means: x }\n")).toContain("warning[unplaced-term]");
});
