import { expect, test } from "vitest";
import { excerpt, previewFiles, previewName } from "./previews.ts";

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

test("a file is made for each reference to another page, and for no other link", () => {
  const files = previewFiles([
    { href: "a/one.html", main: '<p><a class="ref" href="../b/two.html#d">D</a> <a class="ref" href="#own">own</a> <a href="../b/two.html#h">plain</a> <a class="ref" href="../b/two.html">B</a></p>' },
    { href: "b/two.html", main },
  ]);
  expect(files.map(([path]) => path)).toEqual(["assets/previews/b.two~d.js", "assets/previews/b.two~.js"]);
  expect(previewName("b/two.html", "d")).toBe("previews/b.two~d");
});
