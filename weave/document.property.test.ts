import fc from "fast-check";
import { expect, test } from "vitest";
import { locate, placeOf } from "../tangle/index.ts";
import { noCache, type Cache } from "./cache.ts";
import { digestOfTree } from "./html/fingerprint.ts";
import { smallBook } from "./testing/smallBook.ts";
import type { BookDocument } from "./tree.ts";
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

// whole blocks, of which most books are without mistakes: what one file says of another shows
const blocks = [
  "Words.\n", "**Term** of one.\n", "**Other** of two.\n", "A [link](#eq) and [](#ex) and [](#section).\n", "## Section\n", "## Section {#section}\n", "[@k, p. 1]\n", "Noted.[^n]\n\n[^n]: note\n",
  ":::equation\n$$\ny\n$$\n:::\n", ":::equation{#eq}\n$$\nz\n$$\n:::\n", ":::derivation{#d title=\"$x$\" unchecked=\"it is a law\"}\n$$\nx = x\n$$\n:::\n", "::::exercise{#ex level=2}\nHow?\n\n:::solution\nSo, a **third**.\n:::\n::::\n",
  "::::exercise{level=1}\nWhy?\n\n:::solution\nBecause.\n:::\n::::\n", "::solutions\n", "::glossary\n", "::index\n", "::bibliography\n", "::derivations\n", "::costs\n", "::colophon\n", "::cards\n", "```ts file=src/a.ts\nexport const a = 1;\n<<C>>\n```\n", "```ts chunk=\"C\"\nb();\n```\n", "```ts chunk=\"C\" +=\nc();\n```\n",
  ":::card{of=\"a\"}\n- formula: [](#d)\n:::\n",
];
const file = fc.uniqueArray(fc.constantFrom(...blocks), { maxLength: 9 }).map((list) => `# Title\n\n${list.join("\n")}`);
const wholeBook = fc.record({ first: file, second: file }).map(({ first, second }) => ({ "01-a/index.md": first, "01-a/b.md": second, "references.json": references }));

test("after an edit of one file, the document made with what is kept is the document made without it, and says the same", () => {
  fc.assert(
    fc.property(wholeBook, fc.array(fc.tuple(fc.constantFrom<("01-a/index.md" | "01-a/b.md")[]>("01-a/index.md", "01-a/b.md"), fc.constantFrom(...blocks, ""), fc.boolean()), { minLength: 1, maxLength: 3 }), (texts, edits) => {
      const kept = new Map<string, string>();
      const cache: Cache = { get: (kind, key) => kept.get(`${kind} ${key}`) ?? null, put: (kind, key, value) => void kept.set(`${kind} ${key}`, value) };
      let now = texts;
      const first = smallBook(now, { cache });
      lists(first.document);
      first.keepAnswers();
      for (const [path, more, isBefore] of edits) {
        now = { ...now, [path]: isBefore ? now[path].replace("\n\n", `\n\n${more}\n`) : `${now[path]}\n${more}` };
        const [warm, plain] = [smallBook(now, { cache }), smallBook(now)];
        // what is listed first: trees are made only then
        expect(lists(warm.document)).toBe(lists(plain.document));
        expect(warm.messages).toBe(plain.messages);
        warm.keepAnswers();
        expect(JSON.stringify(warm.document.pages.map(({ tree }) => tree))).toBe(JSON.stringify(plain.document.pages.map(({ tree }) => tree)));
      }
    }),
    { numRuns: 200 },
  );
});

/** All of a document but its trees. */
function lists({ pages, targets, chunkIndex, identifierIndex, termIndex, terms, programs, notRun }: BookDocument): string {
  const indexes = [chunkIndex, identifierIndex, termIndex].map((entries) => entries.map(({ places, ...entry }) => [entry, places.map(({ page, ...place }) => [place, page.id])]));
  const named = pages.map((page) => [page.headings, page.id, page.href, page.number, page.title, page.titleText, page.tagline, digestOfTree(page)]);
  return JSON.stringify([named, [...targets].map(([key, { page, ...target }]) => [key, page.id, target]), indexes, terms, programs.map(({ chapter, files }) => [chapter.folder, files]), notRun]);
}
