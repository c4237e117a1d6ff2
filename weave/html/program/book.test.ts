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

/** The text of the element that has the id. */
function elementTextAt(html: string, id: string): string | null {
  const escaped = id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`<(?:span|a)(?= )[^>]* id="${escaped}"[^>]*>([^<]*)</`).exec(html)?.[1] ?? null;
}

test("every name that is a link leads to an anchor, and there stands that name", () => {
  const wrong: string[] = [];
  let count = 0;
  for (const [path, html] of inText()) {
    for (const [, href = "", text = ""] of html.matchAll(/<a class="name" href="([^"]*)"[^>]*>([^<]*)<\/a>/g)) {
      const [file = "", fragment = ""] = href.split("#");
      const target = pages.get(file === "" ? path : posix.join(posix.dirname(path), file)) ?? "";
      count++;
      // what is imported under another name leads to what it is there
      const found = elementTextAt(target, decodeURIComponent(fragment));
      if (found !== text && !plain(html).includes(`${found} as ${text}`)) wrong.push(`${path}: ${text} → ${href} (${found})`);
    }
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(500);
});

test("every name in a whole file leads to a line that has it", () => {
  const wrong: string[] = [];
  const files = [...pages].filter(([path]) => path.startsWith("code/"));
  // what is imported or exported under another name leads to what it is there
  const origins = new Map(files.flatMap(([, html]) => [...plain(html).matchAll(/(\w+) as (\w+)/g)].map(([, origin = "", alias = ""]) => [alias, origin])));
  for (const [path, html] of files) {
    for (const [, href = "", text = ""] of html.matchAll(/<a class="name" href="([^"]*)"[^>]*>([^<]*)<\/a>/g)) {
      const [file = "", line = ""] = href.split("#");
      const target = pages.get(file === "" ? path : posix.join(posix.dirname(path), file)) ?? "";
      const found = linesOf(target)[Number(line.slice(1)) - 1] ?? "";
      if (!found.includes(text) && !found.includes(origins.get(text) ?? text)) wrong.push(`${path}: ${text} → ${href}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("every line of a whole file is that of `src/`", () => {
  const files = [...pages].filter(([path]) => path.startsWith("code/") && pages.get(path)?.includes('class="whole-listing"'));
  expect(files.length).toBeGreaterThan(20);
  for (const [path, html] of files) {
    const source = readFileSync(join(realBook.root, path.replace(/^code\//, "src/").replace(/\.html$/, "")), "utf8");
    expect(linesOf(html).map((line) => `${line}\n`).join(""), path).toBe(source);
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

function linesOf(html: string): readonly string[] {
  return [...html.matchAll(/<span class="line[^"]*" id="L\d+">.*?<span class="text">(.*?)<\/span>\n<\/span>/g)].map(([, line = ""]) => plain(line));
}
