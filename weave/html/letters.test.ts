/** Long lists letter by letter, in the indexes and in the glossary. */
import { expect, test } from "vitest";
import { smallBook } from "../testing/smallBook.ts";
import { byLetter } from "./letters.ts";
import { siteOf } from "./site.ts";
import { memoryStore } from "./store.ts";

const words = Array.from({ length: 30 }, (_, index) => `${index < 20 ? "ant" : "bee"} ${index}`);
const grouped = (names: readonly string[]) => (byLetter(names, (name) => name) ?? []).map(({ short, title, entries }) => [short, title, entries.length]);

async function pageOf(path: string, texts: Readonly<Record<string, string>>): Promise<string> {
  const caches = { pages: memoryStore(), formulas: memoryStore(), listings: memoryStore(), scripts: memoryStore(), search: memoryStore() };
  const { files } = await siteOf("/book", smallBook(texts).document, caches);
  const file = files.get(path);
  return /<article>\n([^]*)\n<\/article>/.exec(file && "text" in file ? file.text : "")?.[1] ?? "";
}

/** The headings of a page and the links of its bars, in order. */
const frame = (html: string) => [...html.replace(/<nav class="margin local"[^]*?<\/nav>/, "").matchAll(/<(h\d) id="([^"]*)">|<nav class="letters" aria-label="([^"]*)">|<a href="#([^"]*)">(?=[^<]*<\/a><\/li>)|<ul class="index/g)]
  .map(([all, tag, id, label, href]) => (tag ? `${tag}#${id}` : label ?? (href ? `→${href}` : all.slice(1))));

test("a list of fewer than thirty entries stays whole", () => {
  expect(byLetter(words.slice(1), (word) => word)).toBeNull();
  expect(grouped(words)).toEqual([["A", "A", 20], ["B", "B", 10]]);
});

test("signs and numbers come first, letters of other scripts after the Latin ones, files last; accents and case make no letter", () => {
  expect(grouped([...words, "src/b.ts", "µP", "μTransfer", "β", "-100", "6N", "</s>", "Élan", "Energy", "_x"])).toEqual([
    ["Signs", "Signs and numbers", 4], ["A", "A", 20], ["B", "B", 10], ["E", "E", 2], ["β", "β", 1], ["μ", "μ", 2], ["Files", "Files", 1],
  ]);
});

test("each letter of an index has a heading below the index's own and a list of its own", async () => {
  const names = words.map((word) => `export const ${word.replace(" ", "")} = 1;`).join("\n");
  const texts = { "01-a/index.md": `# A\n\n\`\`\`ts file=src/a.ts\n${names}\n\`\`\`\n` };
  const index = ["Letters of the identifiers", "→identifiers-a", "→identifiers-b"];
  expect(frame(await pageOf("names.html", { ...texts, "names.md": '# Names\n\n::index{of="identifiers"}\n' }))).toEqual([
    "h1#names", ...index, "h2#identifiers-a", "ul class=\"index", "h2#identifiers-b", "ul class=\"index"]);
  expect(frame(await pageOf("list.html", { ...texts, "list.md": "# List\n\n::index\n" }))).toEqual([
    "h1#list", "h2#identifiers", ...index, "h3#identifiers-a", "ul class=\"index", "h3#identifiers-b", "ul class=\"index", "h2#chunks", "ul class=\"index"]);
  expect(frame(await pageOf("index-of-names.html", texts))).toEqual([
    "h2#chunks", "ul class=\"index", "h2#identifiers", ...index, "h3#identifiers-a", "ul class=\"index", "h3#identifiers-b", "ul class=\"index"]);
});

test("the glossary has the letters of its terms; other lists, and a short glossary, have none", async () => {
  const defined = (some: readonly string[]) => ({ "01-a/index.md": `# A\n\n${some.map((word) => `A **${word}** is one.`).join("\n\n")}\n`, "words.md": "# Words\n\n::glossary\n" });
  const html = await pageOf("words.html", defined(words));
  expect(frame(html)).toEqual(["h1#words", "Letters of the glossary", "→glossary-a", "→glossary-b", "h2#glossary-a", "h2#glossary-b"]);
  expect(html.split('<h2 id="glossary-b">').map((part) => part.match(/<li><p>|<li>\n?<a class="ref"/g)?.length)).toEqual([20, 10]);
  expect(await pageOf("words.html", defined(words.slice(1)))).not.toContain("letters");
  expect(await pageOf("01-a/index.html", { "01-a/index.md": `# A\n\n${words.map((word) => `- ${word}`).join("\n")}\n` })).not.toContain("letters");
});
