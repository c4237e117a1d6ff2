import fc from "fast-check";
import { expect, test } from "vitest";
import { render } from "../../tangle/index.ts";
import { readBibliography } from "./bibliography.ts";
import { bibliographyEntry, citedWorks } from "./citation.ts";
import { filesOf } from "../files.ts";
import { readJson } from "./json.ts";
import { textOf } from "../walk.ts";

const read = (json: string) => readBibliography(filesOf(new Map([["book/references.json", json]])));
const messages = (json: string): string => read(json).diagnostics.map(render).join("");

/** The entry of one item; `_` stands around what is in italics. */
function entry(item: object): string {
  const [cited] = citedWorks(read(JSON.stringify([{ id: "x", ...item }])).works.values());
  if (!cited) return "";
  return bibliographyEntry(cited).map((node) => (node.type === "emphasis" ? `_${textOf(node)}_` : textOf(node))).join("");
}

const shannon = [{ family: "Shannon", given: "Claude E." }];

test("an article", () => {
  expect(entry({
    type: "article-journal", title: "A Mathematical Theory of Communication", author: shannon, issued: { "date-parts": [[1948, 7]] },
    "container-title": "Bell System Technical Journal", volume: 27, issue: "3", page: "379-423", DOI: "10.1002/j.1538-7305.1948.tb01338.x",
  })).toBe("Shannon, Claude E. 1948. “A Mathematical Theory of Communication.” _Bell System Technical Journal_ 27 (3): 379–423. https://doi.org/10.1002/j.1538-7305.1948.tb01338.x.");
});

test("a paper at a conference", () => {
  expect(entry({
    type: "paper-conference", title: "Attention Is All You Need", issued: { "date-parts": [["2017"]] }, publisher: "Curran Associates",
    author: [{ family: "Vaswani", given: "Ashish" }, { family: "Shazeer", given: "Noam" }, { family: "Parmar", given: "Niki" }],
    "container-title": "Advances in Neural Information Processing Systems", page: "5998–6008", URL: "https://example.org/attention",
  })).toBe("Vaswani, Ashish, Noam Shazeer, and Niki Parmar. 2017. “Attention Is All You Need.” In _Advances in Neural Information Processing Systems_, 5998–6008. Curran Associates. https://example.org/attention.");
});

test("a book, its edition, its place", () => {
  expect(entry({
    type: "book", title: "Elements of Information Theory", edition: 2, publisher: "Wiley", "publisher-place": "Hoboken",
    author: [{ family: "Cover", given: "Thomas M." }, { family: "Thomas", given: "Joy A." }], issued: { raw: "July 2006" },
  })).toBe("Cover, Thomas M., and Joy A. Thomas. 2006. _Elements of Information Theory._ 2nd ed. Hoboken: Wiley.");
});

test("a chapter in a book that has editors", () => {
  expect(entry({
    type: "chapter", title: "What Is a Letter?", author: shannon, editor: [{ family: "Doe", given: "Jane" }, { literal: "The Editors" }],
    "container-title": "On Letters", page: "1-9", publisher: "Press", issued: { "date-parts": [[1960]] },
  })).toBe("Shannon, Claude E. 1960. “What Is a Letter?” In _On Letters_, edited by Jane Doe and The Editors, 1–9. Press.");
});

test("a book by its editor", () => {
  expect(entry({ type: "book", title: "On Letters", editor: [{ family: "Doe", given: "Jane" }], issued: { "date-parts": [[1960]] } })).toBe("Doe, Jane, ed. 1960. _On Letters._");
});

test("a report, a thesis, a page of the web, anything else", () => {
  expect(entry({ type: "report", title: "Scaling", genre: "Technical report", number: "arXiv:2001.08361", publisher: "OpenAI", author: [{ literal: "OpenAI" }], issued: { "date-parts": [[2020]] } })).toBe(
    "OpenAI. 2020. “Scaling.” Technical report arXiv:2001.08361. OpenAI.",
  );
  expect(entry({ type: "thesis", title: "Deep", genre: "PhD thesis", publisher: "University", author: shannon, issued: "1940" })).toBe("Shannon, Claude E. 1940. “Deep.” PhD thesis, University.");
  expect(entry({ type: "webpage", title: "Page", "container-title": "Site", URL: "https://example.org", accessed: { "date-parts": [[2026, 3, 1]] } })).toBe(
    "n.d. “Page.” _Site_. Accessed 1 March 2026. https://example.org.",
  );
  expect(entry({ type: "dataset", title: "Moby-Dick <i>in full</i>", publisher: "Project Gutenberg", author: [{ family: "Melville", given: "Herman", "non-dropping-particle": "de" }] })).toBe(
    "de Melville, Herman. n.d. “Moby-Dick in full.” Project Gutenberg.",
  );
});

test("what is not JSON is reported where it stops being it", () => {
  expect(messages('[\n  { "id": "a" "title": "A" }\n]\n')).toBe(`book/references.json:2:15: error[invalid-json]: this is not JSON: expected \`,\` or \`}\`
  2 │   { "id": "a" "title": "A" }
    ╵               ~
`);
  expect(messages("[1,]")).toContain("book/references.json:1:4: error[invalid-json]: this is not JSON: expected a value\n");
});

test("an item without what is needed is reported at the item", () => {
  expect(messages('[\n  { "title": "A" },\n  { "id": "b" },\n  7,\n  { "id": "c d", "title": "C" },\n  { "id": "e", "title": "E" },\n  { "id": "e", "title": "E" }\n]')).toBe(
    `book/references.json:2:3: error[invalid-references]: this reference has no \`id\`
  2 │   { "title": "A" },
    ╵   ~
book/references.json:3:3: error[invalid-references]: the reference \`b\` has no \`title\`
  3 │   { "id": "b" },
    ╵   ~
book/references.json:4:3: error[invalid-references]: a reference must be an object
  4 │   7,
    ╵   ~
book/references.json:5:3: error[invalid-references]: \`c d\` cannot be cited: a key has no spaces, commas, semicolons or brackets
  5 │   { "id": "c d", "title": "C" },
    ╵   ~
book/references.json:7:3: error[duplicate-reference]: the reference \`e\` stands twice
  7 │   { "id": "e", "title": "E" }
    ╵   ~
book/references.json:6:3: note: \`e\` stands here first
`,
  );
  expect(messages("{}")).toContain("error[invalid-references]: the references must be a list of CSL-JSON items\n");
});

test("a book without references has no works", () => {
  expect(readBibliography(filesOf(new Map()))).toEqual({ works: new Map(), diagnostics: [] });
});

test("whatever JSON.parse takes is read, whatever it refuses is refused", () => {
  const damaged = fc.tuple(fc.json(), fc.nat(), fc.constantFrom("", ",", "]", '"', "\\", "1", "-", " ")).map(([json, at, insert]) => {
    const cut = at % (json.length + 1);
    return json.slice(0, cut) + insert + json.slice(cut + 1);
  });
  fc.assert(
    fc.property(fc.oneof(fc.json(), damaged), (json) => {
      let value: unknown;
      try {
        value = JSON.parse(json);
      } catch {
        expect(readJson(json)).toHaveProperty("mistake");
        return;
      }
      expect(readJson(json)).toMatchObject({ value });
    }),
    { numRuns: 2_000 },
  );
});
