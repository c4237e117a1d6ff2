import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseMarkdown, source } from "../tangle/index.ts";
import { cacheKey, cacheUnder, noCache, versionOf } from "./cache.ts";
import { sectionParser } from "./parsed.ts";

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

test("parts of a key are kept apart, and a version follows the modules", () => {
  expect(cacheKey("ab", "c")).not.toBe(cacheKey("a", "bc"));
  expect(versionOf(["weave/cache.ts"])).toBe(versionOf(["weave/cache.ts"]));
  expect(versionOf(["weave/cache.ts"])).not.toBe(versionOf(["weave/tree.ts"]));
});

test("a file read from the cache is the file as parsed, positions and mistakes included", () => {
  const text = "---\na: 1\n---\n# Title {#t}\n\nOne *two* $x$[^n] \\[x] &amp; `{ts} y`\n\n[^n]: Note.\n\n:::figure{#f alt=\"x\"}\n![](p.svg)\nCaption.\n:::\n\n$$\n\\nothing\n$$\n\n|a|\n|:-:|\n|b|\n";
  const from = source("book/a.md", text);
  const cold = sectionParser(cacheUnder(root))(from);
  const warm = sectionParser(cacheUnder(root))(from);
  expect(files()).toHaveLength(1);
  expect(warm).toEqual(cold);
  expect(sectionParser(noCache)(from)).toEqual(cold);
  expect(cold.diagnostics.map(({ message }) => message)).toEqual(["KaTeX does not accept this formula: undefined control sequence: \\nothing"]);
  expect(warm.tree.position).toEqual(parseMarkdown(text).position);
});

test("a changed text is parsed anew", () => {
  const parse = sectionParser(cacheUnder(root));
  parse(source("book/a.md", "One.\n"));
  expect(parse(source("book/a.md", "Two.\n")).tree.children[0]).toMatchObject({ children: [{ value: "Two." }] });
  expect(files()).toHaveLength(2);
});
