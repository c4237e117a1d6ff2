import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { all, faceRules, faces, facesFirstWanted, fetchedFaces, unicodeRange } from "./faces.ts";

test.each([
  ["A", "U+41"],
  ["CABx", "U+41-43, U+78"],
  ["𝔼a", "U+61, U+1D53C"],
])("the range of `%s` is %s", (text, range) => {
  expect(unicodeRange(text)).toBe(range);
});

test("no character of a face is in two of its files, and every file is there", () => {
  const seen = new Map<string, string>();
  for (const { family, style, weight, text, to } of faces) {
    expect(existsSync(join(import.meta.dirname, to)), to).toBe(true);
    for (const sign of text) {
      const key = `${family} ${style} ${weight} ${sign}`;
      expect(seen.get(key) ?? to, key).toBe(to);
      seen.set(key, to);
    }
  }
});

test("every character that text can have stands in a file of the mono face", () => {
  const covered = new Set(faces.filter(({ to }) => to.startsWith("code-roman")).flatMap(({ text }) => [...text]));
  expect([...all].filter((sign) => !covered.has(sign))).toEqual([]);
});

test("what a page wants of a face at once goes in the ten packets that a server sends without waiting; running text, which is brought, has small capitals beside it", () => {
  const packets = 10 * 1460;
  const first = faces.filter(({ to }) => /^(?:text-(?:roman|italic)(?:-bold)?|title-roman|code-roman)\.woff2$/.test(to));
  const sizes = first.map(({ to }) => [to, statSync(join(import.meta.dirname, to)).size] as const);
  expect(sizes.length).toBe(6);
  expect(sizes.filter(([, size]) => size > packets).map(([to]) => to)).toEqual(["text-roman.woff2"]);
});

test("a face of a few signs is in the style sheet, and is no file that a page fetches", () => {
  const embedded = faces.filter((face) => !fetchedFaces.includes(face));
  expect(embedded.map(({ to }) => to)).toEqual(["signs-common.woff2"]);
  const content = readFileSync(join(import.meta.dirname, "signs-common.woff2")).toString("base64");
  expect(faceRules().split("\n").filter((rule) => rule.includes("data:")).map((rule) => rule.includes(`url("data:font/woff2;base64,${content}")`) && rule.includes("Volume Symbols"))).toEqual([true]);
  expect(faceRules()).not.toContain('url("signs-common.woff2")');
});

test.each([
  ["<p>plain</p>", []],
  ["<h2>A</h2>", ["text-roman-bold.woff2"]],
  ['<p><span class="katex">x</span></p>', ["katex-italic.woff2", "katex-upright.woff2"]],
  ["<pre><code>a</code></pre>", ["code-roman.woff2"]],
  ['<details class="fold"><summary>Code</summary><pre><code>a</code></pre></details><p>plain</p>', []],
  [`<p>plain</p><details class="fold"><summary>Code</summary><pre><code>${"b".repeat(30_000)}</code></pre></details>`, []],
  [`<p>${"a".repeat(30_000)}</p><h2>A</h2>`, []],
])("of %.40s… the first screens want %j beside titles and italics", (main, wanted) => {
  expect(facesFirstWanted(main)).toEqual(["title-roman.woff2", "text-italic.woff2", ...wanted]);
});
