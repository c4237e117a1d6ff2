import { expect, test } from "vitest";
import { smallBook } from "../testing/smallBook.ts";
import { licenceHtml } from "./licencePage.ts";
import { lostHtml } from "./lostPage.ts";

const book = (yml: string) => smallBook({ "01-a/index.md": "# A\n", "book.yml": `title: A Book\ndate: 2026-01-02\n${yml}` }).document;
const addresses = (html: string): readonly string[] => [...html.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, address = ""]) => address).filter((address) => !address.includes("assets/"));

test("what is not there leads to the contents; in a published book from any folder", () => {
  expect(addresses(lostHtml(book("")))).toEqual(["#text", "index.html", "index.html"]);
  expect(addresses(lostHtml(book("site: https://example.org/b/\n")))).toEqual(["https://example.org/b/404.html", "#text", "/b/index.html", "/b/index.html"]);
  expect(lostHtml(book("site: https://example.org\n"))).toContain('href="/assets/book.css"');
});

test("the licences have a page with their whole texts, and every page leads to it", () => {
  const licensed = book("licence: { code: MIT, text: CC BY 4.0 }\n");
  const html = licenceHtml(licensed, [{ name: "LICENSE", text: "As <is>.\n" }]) ?? "";
  expect(html).toContain("<p>Text and figures: CC BY 4.0.<br>Code, on the pages too: MIT.</p>");
  expect(html).toContain('<h2>LICENSE</h2>\n<pre class="licence" tabindex="0">As &lt;is&gt;.</pre>');
  expect(lostHtml(licensed)).toContain('<a href="licences.html">Text CC BY 4.0 · code MIT</a>');
  expect(licenceHtml(book(""), [])).toBeNull();
  expect(lostHtml(book(""))).not.toContain("licences.html");
});
