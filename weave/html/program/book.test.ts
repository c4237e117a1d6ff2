/** The real book: every name in its code leads to where it is defined, and whole files are the files. */
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { realBook, siteTexts } from "../../testing/realBook.ts";

const pages = siteTexts(".html");

const references: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' };
const plain = (html: string): string => html.replace(/<[^>]*>/g, "").replace(/&(?:amp|lt|gt|quot);/g, (sign) => references[sign] ?? sign);
const inText = (): readonly (readonly [string, string])[] => [...pages].filter(([path]) => !path.startsWith("code/"));

/** Asks once for each page: a page is named by hundreds of links. */
function ofPage<T>(make: (html: string) => T): (path: string) => T {
  const known = new Map<string, T>();
  return (path) => {
    const found = known.get(path) ?? make(pages.get(path) ?? "");
    known.set(path, found);
    return found;
  };
}

/** The texts of the elements of a page that have ids. */
const elementTexts = ofPage((html) => new Map([...html.matchAll(/<(?:span|a)(?= )[^>]* id="([^"]*)"[^>]*>([^<]*)<\//g)].reverse().map(([, id = "", text = ""]) => [id, text])));
const words = ofPage(plain);
/** The lines of a whole file. */
const linesOf = ofPage((html): readonly string[] => [...html.matchAll(/<span class="line[^"]*" id="L\d+">.*?<span class="text">(.*?)<\/span>\n<\/span>/g)].map(([, line = ""]) => plain(line)));

test("every name that is a link leads to an anchor, and there stands that name", () => {
  const wrong: string[] = [];
  let count = 0;
  for (const [path, html] of inText()) {
    for (const [, href = "", text = ""] of html.matchAll(/<a class="name" href="([^"]*)"[^>]*>([^<]*)<\/a>/g)) {
      const [file = "", fragment = ""] = href.split("#");
      count++;
      // what is imported under another name leads to what it is there
      const found = elementTexts(file === "" ? path : posix.join(posix.dirname(path), file)).get(decodeURIComponent(fragment));
      if (found !== text && !words(path).includes(`${found} as ${text}`)) wrong.push(`${path}: ${text} → ${href} (${found})`);
    }
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(500);
});

test("every name in a whole file leads to a line that has it", () => {
  const wrong: string[] = [];
  const files = [...pages].filter(([path]) => path.startsWith("code/"));
  // what is imported or exported under another name leads to what it is there
  const origins = new Map(files.flatMap(([path]) => [...words(path).matchAll(/(\w+) as (\w+)/g)].map(([, origin = "", alias = ""]) => [alias, origin])));
  for (const [path, html] of files) {
    for (const [, href = "", text = ""] of html.matchAll(/<a class="name" href="([^"]*)"[^>]*>([^<]*)<\/a>/g)) {
      const [file = "", line = ""] = href.split("#");
      const found = linesOf(file === "" ? path : posix.join(posix.dirname(path), file))[Number(line.slice(1)) - 1] ?? "";
      if (!found.includes(text) && !found.includes(origins.get(text) ?? text)) wrong.push(`${path}: ${text} → ${href}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("every line of a whole file is that of `src/`", () => {
  const files = [...pages].filter(([path]) => path.startsWith("code/") && pages.get(path)?.includes('class="whole-listing"'));
  expect(files.length).toBeGreaterThan(20);
  for (const [path] of files) {
    const source = readFileSync(join(realBook.root, path.replace(/^code\//, "src/").replace(/\.html$/, "")), "utf8");
    expect(linesOf(path).map((line) => `${line}\n`).join(""), path).toBe(source);
  }
});

test("the mini-indexes are in the order of the alphabet, and none has a name of its own page", () => {
  for (const [path, html] of inText()) {
    for (const [index] of html.matchAll(/<(nav|div) class="[^"]*mini-index[^]*?<\/\1>/g)) {
      const entries = [...index.matchAll(/href="([^"]*)"[^>]*><code>([^<]*)</g)];
      const names = entries.map(([, , name = ""]) => name.toLowerCase());
      expect(names, path).toEqual(names.toSorted());
      expect(entries.filter(([, href = ""]) => href.startsWith("#")), path).toEqual([]);
    }
  }
});

test("the HTML of no page is heavier than 120 kB compressed, which leaves 180 for what all pages share", () => {
  const heavy = [...pages].map(([path, html]) => [path, gzipSync(html).length] as const).filter(([, size]) => size > 120_000);
  expect(heavy).toEqual([]);
});
