import { expect, test } from "vitest";
import type { DocumentTerm } from "../tree.ts";
import { filesOf } from "./batch.ts";
import { digest } from "./fingerprint.ts";
import { excerpt, previewBatches, previewName, printsEntries, referencesIn } from "./previews.ts";

/** The previews of pages, by path. */
async function previewsOf(pages: readonly { readonly href: string; readonly main: string }[], terms: readonly DocumentTerm[] = []): Promise<readonly (readonly [path: string, shown: unknown])[]> {
  const known = pages.map(({ href, main }) => ({ href, digest: digest(main), references: referencesIn({ href, main }), isGlossary: printsEntries(main), main: () => main }));
  const files = await filesOf(previewBatches(known, terms));
  return [...files].map(([path, file]) => [path, "text" in file ? JSON.parse(file.text.slice(file.text.indexOf(",") + 1, -3)) : ""]);
}

const main = [
  '<header class="title">\n<h1 id="top">Top</h1>\n</header>',
  "<p>First.</p>",
  '<h2 id="h">H</h2>',
  '<div class="formula"><div>x</div></div>',
  '<p>A <dfn id="t">term</dfn> here.</p>',
  "<p>Not shown.</p>",
  '<div id="d" class="block"><div><div>deep</div></div><p>end</p></div>',
].join("\n");

test.each([
  ["", '<header class="title">\n<h1 id="top">Top</h1>\n</header><p>First.</p>'],
  ["top", '<header class="title">\n<h1 id="top">Top</h1>\n</header><p>First.</p>'],
  ["h", '<h2 id="h">H</h2><div class="formula"><div>x</div></div><p>A <dfn id="t">term</dfn> here.</p>'],
  ["t", '<p>A <dfn id="t">term</dfn> here.</p>'],
  ["d", '<div id="d" class="block"><div><div>deep</div></div><p>end</p></div>'],
  ["none", null],
  ["d.", null],
])("the preview of `%s` is whole, and no more", (id, shown) => {
  expect(excerpt(main, id)).toBe(shown);
});

test("a term of the list shows its meaning, with the addresses that it has from the term’s page", async () => {
  const files = await previewsOf(
    [
      { href: "a/one.html", main: '<p><a class="ref" href="../b/two.html#t">T</a> <a class="ref" href="../back.html#u">U</a></p>' },
      { href: "b/two.html", main },
      { href: "back.html", main: '<ul>\n<li><a class="ref" href="b/two.html#t"><strong>term</strong></a> — Meant. (<a class="ref" href="b/two.html">2</a>, <a href="#u">u</a>)</li>\n<li><dfn id="u">u</dfn> — You.</li>\n</ul>' },
    ],
    [{ term: "term", also: [], means: [], ids: ["t"], bold: ["t"] }, { term: "u", also: [], means: [], ids: ["u"], bold: [] }],
  );
  expect(files).toEqual([
    ["assets/previews/b.two~t.js", '<li><a class="ref" href="#t"><strong>term</strong></a> — Meant. (<a class="ref" href="">2</a>, <a href="../back.html#u">u</a>)</li>'],
    ["assets/previews/b.two~.js", expect.any(String)],
    ["assets/previews/back~u.js", '<li><dfn id="u">u</dfn> — You.</li>'],
  ]);
});

test("a place to which two terms lead shows the meaning of the one whose words stand there in bold, and a heading itself", async () => {
  const files = await previewsOf(
    [
      { href: "one.html", main: '<p><a class="ref" href="two.html#t">T</a> <a class="ref" href="two.html#h">H</a></p>' },
      { href: "two.html", main },
      { href: "back.html", main: '<ul><li><a class="ref" href="two.html#t"><strong>a other</strong></a> — Not this.</li><li><a class="ref" href="two.html#t"><strong>term</strong></a> — Meant.</li><li><a class="ref" href="two.html#h"><strong>treated</strong></a> — There.</li></ul>' },
    ],
    [{ term: "a other", also: [], means: [], ids: ["t"], bold: [] }, { term: "term", also: [], means: [], ids: ["t"], bold: ["t"] }, { term: "treated", also: [], means: [], ids: ["h"], bold: [] }],
  );
  expect(files).toEqual([
    ["assets/previews/two~t.js", '<li><a class="ref" href="#t"><strong>term</strong></a> — Meant.</li>'],
    ["assets/previews/two~h.js", expect.stringMatching(/^<h2 id="h">H<\/h2>/)],
  ]);
});

test("a file is made for each reference to another page, and for no other link", async () => {
  const files = await previewsOf([
    { href: "a/one.html", main: '<p><a class="ref" href="../b/two.html#d">D</a> <a class="ref" href="#own">own</a> <a href="../b/two.html#h">plain</a> <a class="ref" href="../b/two.html">B</a></p>' },
    { href: "b/two.html", main },
  ]);
  expect(files.map(([path]) => path)).toEqual(["assets/previews/b.two~d.js", "assets/previews/b.two~.js"]);
  expect(previewName("b/two.html", "d")).toBe("previews/b.two~d");
});
