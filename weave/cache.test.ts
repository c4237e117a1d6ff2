import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bookFromFiles, type Section } from "../tangle/index.ts";
import { cacheKey, cacheUnder, noCache } from "./cache.ts";
import { sectionReader } from "./document/structure.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "cache-"));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const files = (): string[] =>
  readdirSync(root, { recursive: true, encoding: "utf8" }).map((path) => join(root, path)).filter((path) => statSync(path).isFile());

test("what was put is there, under its kind and key", () => {
  const cache = cacheUnder(root);
  cache.put("a", cacheKey("x"), "text 😀\n");
  expect(cacheUnder(root).get("a", cacheKey("x"))).toBe("text 😀\n");
  expect(cache.get("b", cacheKey("x"))).toBeNull();
  expect(cache.get("a", cacheKey("y"))).toBeNull();
  expect(files()).toEqual([join(root, "output/.cache/a", cacheKey("x").slice(0, 2), cacheKey("x").slice(2))]);
});

test("a damaged text is not there", () => {
  const cache = cacheUnder(root);
  cache.put("a", cacheKey("x"), "text");
  const [file = ""] = files();
  for (const damaged of ["", "text", `${"0".repeat(64)}\ntext`]) {
    writeFileSync(file, damaged);
    expect(cache.get("a", cacheKey("x"))).toBeNull();
  }
});

test("a place that cannot be written to keeps nothing and says nothing", () => {
  writeFileSync(join(root, "output"), "a file where the folder should be");
  const cache = cacheUnder(root);
  cache.put("a", cacheKey("x"), "text");
  expect(cache.get("a", cacheKey("x"))).toBeNull();
});

test("parts of a key are kept apart", () => {
  expect(cacheKey("ab", "c")).not.toBe(cacheKey("a", "bc"));
});

function section(text: string): Section {
  const { book } = bookFromFiles("/book", new Map([["book/contents.md", "# T\n\n- [A](a.md)\n"], ["book/a.md", text]]));
  const [first] = book?.sections ?? [];
  if (!first) throw new Error("no section");
  return first;
}

test("a file's structure read from the cache is the one made from its text, positions and mistakes included", () => {
  const made = section(
    "---\na: 1\n---\n# Title {#t}\n\nOne *two* $x$[^n] \\[x] &amp; `{ts} y`\n\n[^n]: Note.\n\n[^m]: Unused.\n\n:::figur\nx\n:::\n\n:::figure{#f alt=\"x\"}\n![](p.svg)\nCaption.\n:::\n\n$$\n\\nothing\n$$\n\n```ts fragment\nf();\n```\n\n|a|b|\n|:-:|-|\n|b|one|\n",
  );
  const cold = sectionReader(cacheUnder(root))(made);
  const warm = sectionReader(cacheUnder(root))(made);
  expect(files()).toHaveLength(1);
  expect(warm).toEqual(cold);
  expect(sectionReader(noCache)(made)).toEqual(cold);
  expect(cold.diagnostics.map(({ code }) => code)).toEqual(["invalid-formula", "unused-footnote", "unknown-directive"]);
});

test("a changed text is read anew, an unchanged one is known", () => {
  const read = sectionReader(cacheUnder(root));
  const one = read(section("One.\n"));
  expect(read(section("One.\n"))).toBe(one);
  expect(read(section("Two.\n")).tree.children[1]).toMatchObject({ children: [{ value: "Two." }] });
  expect(files()).toHaveLength(2);
});
