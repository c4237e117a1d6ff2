import { join } from "node:path";
import { expect, test } from "vitest";
import { readBook } from "../book/book.ts";
import { readSection } from "../book/section.ts";
import { projectFolder } from "../disk/project.ts";
import { render } from "../text/diagnostic.ts";
import { source } from "../text/span.ts";
import type { Cache } from "./cache.ts";
import { keptReaders } from "./keptReaders.ts";
import { keptSections } from "./keptSections.ts";

function memory(): { readonly cache: Cache; readonly kept: Map<string, string>; readonly gets: () => number } {
  const kept = new Map<string, string>();
  let found = 0;
  const get: Cache["get"] = (kind, key) => {
    const text = kept.get(`${kind}/${key}`) ?? null;
    if (text !== null) found += 1;
    return text;
  };
  return { kept, gets: () => found, cache: { get, put: (kind, key, text) => void kept.set(`${kind}/${key}`, text) } };
}

const coffee = join(projectFolder, "weave/fixtures/coffee");

test("a book of sections that were kept is the book", () => {
  const { cache, gets } = memory();
  const plain = readBook(coffee);
  expect(plain.book?.sections.flatMap(({ fences }) => fences).length).toBeGreaterThan(20);
  expect(readBook(coffee, keptReaders(cache))).toEqual(plain);
  expect(gets()).toBe(0);
  expect(readBook(coffee, keptReaders(cache))).toEqual(plain);
  // and its contents
  expect(gets()).toBe((plain.book?.sections.length ?? 0) + 1);
});

const entry = (text: string, path = "book/a.md") => ({ path, chapter: 0, role: "section" as const, title: "A", source: source(path, text) });

test("mistakes are said each time, at their places", () => {
  const read = keptSections(memory().cache);
  const said = () => read(entry("# A\n\n```ts file=src/a.ts\n"), new Set()).diagnostics.map(render).join("");
  expect(said()).toContain("book/a.md:3:1");
  expect(said()).toBe(said());
});

test("what is kept is of the text and of the folders that may stand before a name, and of nothing else", () => {
  const { cache, kept } = memory();
  const read = keptSections(cache);
  const text = "# A\n\n```ts chunk=\"01-a/Boil\"\nx();\n```\n";
  const names = (folders: readonly string[]) => read(entry(text), new Set(folders)).section.fences.map(({ qualifier, name }) => [qualifier, name]);
  expect([names([]), names(["01-a"]), names([])]).toEqual([[[null, "01-a/Boil"]], [["01-a", "Boil"]], [[null, "01-a/Boil"]]]);
  expect(kept.size).toBe(2);
  const elsewhere = entry(text, "book/b.md");
  expect(read(elsewhere, new Set())).toEqual(readSection(elsewhere, new Set()));
  expect(kept.size).toBe(2);
});

test.each([
  ["in a list", "- a\n\n  ```ts run\n  x();\n\n  y();\n  ```\n"],
  ["in a quotation", "> ```ts run\n> x();\n>y();\n> ```\n"],
  ["with a tab that is split", "- a\n\n  ```ts run\n\tx();\n  y();\n  ```\n"],
  ["with nothing in it", "```ts run\n```\n"],
  ["with other ends of lines", "```ts run\r\nx();\ry();\r\n```\r\n"],
])("a fence %s is read back as it is", (_, text) => {
  const { cache, gets } = memory();
  const read = keptSections(cache);
  const first = read(entry(text), new Set()).section.fences;
  expect(first).toHaveLength(1);
  expect(first).toEqual(readSection(entry(text), new Set()).section.fences);
  const again = read(entry(text), new Set()).section.fences;
  expect(gets()).toBe(1);
  expect(JSON.stringify(again)).toBe(JSON.stringify(readSection(entry(text), new Set()).section.fences));
});
