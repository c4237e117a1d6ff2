import fc from "fast-check";
import { expect, test } from "vitest";
import { locate, placeOf } from "../tangle/index.ts";
import { noCache, type Cache } from "./cache.ts";
import { smallBook } from "./testing/smallBook.ts";
import { walk } from "./walk.ts";

const pieces = [
  "word", " ", "\n", "\n\n", "\r\n", "\t", "  ", "- ", "1. ", "> ", "# ", "## ", "{#x}", "{#y z}", "**term**", "*e*", "`{ts} v`", "`c`", "$x$", "$\\x$",
  "$$\ny\n$$\n", "[](#x)", "[w](#q)", "[w](b.md)", "[l][r]", "[r]: #x\n", "[@k, p. 1]", "[@", "]", "[^n]", "[^n]: note\n", "![a](p.svg)", "![](q.png)",
  "<b>", "<!-- c -->", ":::figure{#x alt=\"a `{ts} v`\"}\n", ":::table\n", "::::exercise{level=2}\n", ":::solution\n", ":::hint\n", ":::equation\n", ":::derivation{title=\"$x$ **t**\"}\n",
  ":::\n", "::::\n", "::solutions\n", "::glossary\n", "::index\n", "::bibliography\n", "::costs\n", "::colophon\n", "| a | b |\n|---|---|\n| 1 | 2 |\n",
  "```ts file=src/a.ts\nexport const a = 1;\n<<C>>\n```\n", "```ts chunk=\"C\"\nb();\n```\n", "```ts chunk=\"C\" +=\nc();\n```\n", "```ts run\nx\n```\n", "```ts verify\n", "\\", "😀", "&amp;", "~~d~~", "---\n",
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((list) => list.join(""));
const references = JSON.stringify([{ id: "k", title: "K" }]);
const book = fc.record({ first: text, second: text }).map(({ first, second }) => ({
  "01-a/index.md": first, "01-a/b.md": second, "01-a/p.svg": "<svg/>", "references.json": references,
}));

test("whatever an author writes, the document is made and every mistake has a place", () => {
  fc.assert(
    fc.property(book, (texts) => {
      const { document, diagnostics } = smallBook(texts);
      for (const diagnostic of diagnostics) {
        const { line, column } = locate(diagnostic.at);
        expect([line > 0, column > 0]).toEqual([true, true]);
        if ("source" in diagnostic.at) placeOf(diagnostic.at.source, diagnostic.at.span.end);
      }
      expect(document.pages).toHaveLength(2);
    }),
    { numRuns: 150 },
  );
});

test("in a book without mistakes every reference leads somewhere, and no id stands twice on a page", () => {
  fc.assert(
    fc.property(book, (texts) => {
      const { document, diagnostics } = smallBook(texts);
      fc.pre(diagnostics.every(({ severity }) => severity === "warning"));
      for (const page of document.pages) {
        const ids = new Set<string>();
        walk(page.tree, (node) => {
          if (node.type === "bookReference") expect(document.targets.has(node.target)).toBe(true);
          const id = node.type === "heading" ? node.data?.id : "id" in node ? node.id : undefined;
          if (id === undefined || id === null || node.type === "bookMath") return;
          expect(ids.has(id) ? id : "").toBe("");
          ids.add(id);
        });
      }
    }),
    { numRuns: 150 },
  );
});

test("a document made from the cache is the document made without it", () => {
  fc.assert(
    fc.property(book, (texts) => {
      const kept = new Map<string, string>();
      const cache: Cache = { get: (_, key) => kept.get(key) ?? null, put: (_, key, value) => void kept.set(key, value) };
      const [cold, warm, plain] = [smallBook(texts, { cache }), smallBook(texts, { cache }), smallBook(texts, { cache: noCache })];
      expect(kept.size).toBeGreaterThan(0);
      expect(warm.document.pages.map(({ tree }) => tree)).toEqual(cold.document.pages.map(({ tree }) => tree));
      expect(plain.messages).toBe(warm.messages);
    }),
    { numRuns: 100 },
  );
});
