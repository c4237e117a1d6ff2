/** Long indexes on several pages. */
import { expect, test } from "vitest";
import { smallBook } from "../testing/smallBook.ts";
import type { IndexEntry, Page } from "../tree.ts";
import { indexParts, mostLinks } from "./indexParts.ts";
import { siteOf } from "./site.ts";
import { memoryStore } from "./store.ts";

const place = { id: "x", page: {} as Page, primary: true };
const entry = (text: string, links = 1): IndexEntry => ({ text, see: null, places: Array.from({ length: links }, () => place) });
const many = (letter: string, count: number, links = 1): readonly IndexEntry[] => Array.from({ length: count }, (_, index) => entry(`${letter}${index}`, links));
const shown = (entries: readonly IndexEntry[], most: number) => indexParts(entries, "identifiers", "back/names.html", most).map(({ title, href, letters }) => [title, href, letters.map(({ short, entries: own }) => `${short}${own.length}`).join(" ")]);

test("an index that fits on its page stays there", () => {
  expect(shown(many("a", 40), 40)).toEqual([]);
  expect(shown(many("a", 20, 100), 40)).toEqual([]);
});

test("letters share a page as long as it has room for them, and each link counts, of a synonym one", () => {
  const entries = [...many("a", 10), ...many("b", 5, 2), ...many("c", 12), ...many("d", 3, 3), { ...entry("synonym", 9), see: "a1" }];
  expect(shown(entries, 30)).toEqual([
    ["A–B", "back/names/identifiers-a-b.html", "A10 B5"],
    ["C–S", "back/names/identifiers-c-s.html", "C12 D3 S1"],
  ]);
});

test("a letter that is too long for a page has several", () => {
  expect(shown([...many("_", 2), ...many("a", 25, 2), ...many("β", 4)], 20)).toEqual([
    ["Signs", "back/names/identifiers-signs.html", "Signs2"],
    ["A (1)", "back/names/identifiers-a-1.html", "A10"],
    ["A (2)", "back/names/identifiers-a-2.html", "A10"],
    ["A (3)", "back/names/identifiers-a-3.html", "A5"],
    ["β", "back/names/identifiers-u3b2.html", "β4"],
  ]);
});

test("the page of a long index leads to its pages, letter by letter, and they to each other and to the book", async () => {
  const letters = [..."abcdefgh"];
  const each = Math.ceil(mostLinks / 5);
  const names = letters.flatMap((letter) => Array.from({ length: each }, (_, index) => `export const ${letter}${index} = 1;`)).join("\n");
  const texts = { "01-a/index.md": `# A\n\n\`\`\`ts file=src/a.ts\n${names}\n\`\`\`\n`, "names.md": '# Names\n\n::index{of="identifiers"}\n', "last.md": "# Last\n" };
  const caches = { pages: memoryStore(), formulas: memoryStore(), listings: memoryStore(), scripts: memoryStore(), search: memoryStore() };
  const { files } = await siteOf("/book", smallBook(texts).document, caches);
  const page = (path: string): string => {
    const file = files.get(path);
    return file && "text" in file ? file.text : "";
  };
  const main = page("names.html");
  expect([...main.matchAll(/<li id="([^"]*)"><a href="([^"]*)">/g)].map(([, id, href]) => [id, href])).toEqual(
    letters.map((letter) => [`identifiers-${letter}`, `names/identifiers-${letter < "f" ? "a-e" : "f-h"}.html#identifiers-${letter}`]));
  expect(main).toContain(`<li><a href="names/identifiers-f-h.html">F–H</a>: <code>f0</code> to <code>h${each - 1}</code></li>`);
  const second = page("names/identifiers-f-h.html");
  expect([...second.matchAll(/<h2 id="([^"]*)">/g)].map(([, id]) => id)).toEqual(["identifiers-f", "identifiers-g", "identifiers-h"]);
  expect(new Set(second.match(/ id="[^"]*"/g)).size).toBe(second.match(/ id="[^"]*"/g)?.length);
  expect(second).toContain('<link rel="prev" href="identifiers-a-e.html">');
  expect(second).toContain('<link rel="next" href="../last.html">');
  expect(second.match(/<a href="\.\.\/01-a\/index\.html#file-src-a-ts">/g)?.length).toBe(3 * each);
});
