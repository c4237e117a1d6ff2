import { expect, test } from "vitest";
import { bookFromFiles, render } from "../../../tangle/index.ts";
import { manuscriptOf } from "../manuscript.ts";
import { listedTerms } from "./listedTerms.ts";

function rendered(one: string, terms: string | null): string {
  const files = { "book/contents.md": "# A\n\n- [One](01-one/index.md)\n", "book/01-one/index.md": one };
  const { book, diagnostics } = bookFromFiles("/nowhere", new Map(Object.entries(files)));
  if (book === null) throw new Error(diagnostics.map(render).join("\n"));
  return listedTerms(manuscriptOf(book, { terms, meta: null })).map(render).join("");
}

const list = "- { term: cache miss, means: x, also: [miss in the cache], see: [slow read] }\n";

test("a word in bold without an entry is reported at its place", () => {
  expect(rendered("# One\n\nThis is a **tape**.\n", list)).toBe(`book/01-one/index.md:3:11: warning[unlisted-term]: \`tape\` stands in bold, and \`book/terms.yml\` does not say what it means
  3 │ This is a **tape**.
    ╵           ~~~~~~~~
  cure: add an entry, or write it among the synonyms of one; what is no term stands in no bold
`);
});

test.each([
  "A **cache miss** costs time.",
  "**Cache\nmisses.** They cost time.",
  "A **miss in the cache**.",
  "## A **tape**",
  "**What is a tape?**",
])("%j needs no other entry", (text) => {
  expect(rendered(`# One\n\n${text}\n`, list)).toBe("");
});

test("words under which readers look for a term do not define it", () => {
  expect(rendered("# One\n\nA **slow read**.\n", list)).toContain("warning[unlisted-term]: `slow read`");
});

test.each([null, "", "[]\n"])("a book with the list %j may set in bold what it likes", (terms) => {
  expect(rendered("# One\n\nA **tape**.\n", terms)).toBe("");
});
