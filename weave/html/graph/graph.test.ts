/** The graph of sections: who needs whom, and its page. */
import { expect, test } from "vitest";
import { smallBook } from "../../testing/smallBook.ts";
import { needsDrawing } from "./drawing.ts";
import { needsOf } from "./needs.ts";
import { needsHtml } from "./page.ts";

const book = {
  "contents.md": "# B\n\n- [One](01-a/index.md)\n  - [x](01-a/first.md)\n  - [x](01-a/second.md)\n  - [x](01-a/drill.md)\n- [Two](02-b/index.md)\n  - [x](02-b/third.md)\n\n## Appendices\n\n- [P](proofs/index.md)\n  - [x](proofs/limits.md)\n  - [x](proofs/lists.md)\n",
  "01-a/index.md": "# One\n\nSee [](second.md).\n",
  "01-a/first.md": "# First {#first}\n\nLater: [](second.md). ::\n",
  "01-a/second.md": "# Second & more\n\n[](first.md), [again](#first), [itself](second.md) and [a proof](#limit).\n",
  "01-a/drill.md": `# Drill\n\n${[1, 2, 3].map((each) => `:::exercise{#ex-${each}}\nSee [](first.md).\n:::\n`).join("\n")}`,
  "02-b/index.md": "# Two\n",
  "02-b/third.md": "# Third\n\n[](../01-a/second.md), [an exercise](#ex-1) and [words](../proofs/lists.md).\n",
  "proofs/index.md": "# Proofs\n",
  "proofs/limits.md": "# Limits\n\n:::theorem{#limit title=\"A limit\"}\nIt has one.\n:::\n\nOf [](../01-a/first.md).\n",
  "proofs/lists.md": "# Lists\n\n[](../01-a/first.md)\n",
};
const { document } = smallBook(book);
const said = needsOf(document).map(({ page, needs }) => `${page.number} needs ${[...needs].map(([each, count]) => `${each.number}×${count}`).join(" ") || "nothing"}`);

test("a section needs those before it that it refers to, and what an appendix proves; exercises and appendices need nothing", () => {
  expect(said).toEqual(["1.1 needs nothing", "1.2 needs 1.1×2 A.1×1", "2.1 needs 1.2×1", "A.1 needs nothing"]);
});

test("the page says both directions, with links, and draws an arc for each need", () => {
  const sections = needsOf(document);
  const html = needsHtml(document, sections, "");
  expect(html).toContain('<li><a href="01-a/second.html"><span class="number">1.2</span> Second &amp; more</a> <span class="needs">needs <a href="01-a/first.html">1.1</a>, <a href="proofs/limits.html">');
  expect(html).toContain('is needed by <a href="02-b/third.html">2.1</a></span></li>');
  expect(needsDrawing(sections, "x.html").match(/<path /g)).toHaveLength(3);
  expect(needsDrawing(sections, "x.html").match(/<a href="[^"]*"/g)).toEqual(['<a href="01-a/first.html"', '<a href="01-a/second.html"', '<a href="02-b/third.html"', '<a href="proofs/limits.html"']);
});

test("where no section refers to another there is nothing to draw", () => {
  expect(needsOf(smallBook({ "01-a/index.md": "# A\n", "01-a/b.md": "# B\n\nAlone.\n" }).document)).toEqual([]);
});
