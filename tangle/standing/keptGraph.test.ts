import { expect, test } from "vitest";
import { bookFromFiles, type Book } from "../book/book.ts";
import { chunkGraph } from "../chunks/chunks.ts";
import type { Cache } from "./cache.ts";
import { codeDigest } from "./codeDigest.ts";
import { keptGraph } from "./keptGraph.ts";

const mill = '# Mill\n\n```ts file=src/mill.ts\n<<Turn>>\n```\n\n```ts chunk="Turn"\nturn();\n```\n';
const cup = "# Cup\n\n```ts run\ndrink();\n```\n";

function bookOf(texts: Readonly<Record<string, string>>): Book {
  const contents = `# A Book\n\n${Object.keys(texts).map((folder) => `- [${folder}](${folder}/index.md)\n`).join("")}`;
  const { book } = bookFromFiles("/book", new Map([["book/contents.md", contents], ...Object.entries(texts).map(([folder, text]) => [`book/${folder}/index.md`, text] as const)]));
  if (book === null) throw new Error("the book has contents");
  return book;
}

const whole = bookOf({ "01-mill": mill, "02-cup": cup });

test("prose is no part of a book's code", () => {
  const more = bookOf({ "01-mill": mill.replace("# Mill\n", "# Mill\n\nA sentence.\n"), "02-cup": cup });
  expect(codeDigest(more)).toBe(codeDigest(whole));
});

test.each([
  ["a line", { "01-mill": mill.replace("turn();", "turn(2);"), "02-cup": cup }],
  ["an attribute", { "01-mill": mill, "02-cup": cup.replace("ts run", "ts run hide") }],
  ["a fence that goes", { "01-mill": mill, "02-cup": "# Cup\n" }],
  ["the order of chapters", { "02-cup": cup, "01-mill": mill }],
  ["the file in which code stands", { "01-mill": mill, "02-mug": cup }],
])("%s is", (_, texts) => {
  expect(codeDigest(bookOf(texts))).not.toBe(codeDigest(whole));
});

function memory(): { readonly cache: Cache; readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return { kept, cache: { get: (kind, key) => kept.get(`${kind} ${key}`) ?? null, put: (kind, key, text) => void kept.set(`${kind} ${key}`, text) } };
}

test("the chunks of code that was checked before are the same", () => {
  const { cache, kept } = memory();
  expect(keptGraph(whole, cache)).toEqual(chunkGraph(whole));
  expect(kept.size).toBe(1);
  expect(keptGraph(whole, cache)).toEqual(chunkGraph(whole));
  expect(kept.size).toBe(1);
});

test("a mistake is said each time, also after the code was right", () => {
  const { cache } = memory();
  keptGraph(whole, cache);
  const wrong = bookOf({ "01-mill": mill.replace("<<Turn>>", "<<Burn>>"), "02-cup": cup });
  const { diagnostics } = chunkGraph(wrong);
  expect(diagnostics.map(({ code }) => code)).toContain("unknown-chunk");
  expect([keptGraph(wrong, cache), keptGraph(wrong, cache)].map((each) => each.diagnostics)).toEqual([diagnostics, diagnostics]);
});
