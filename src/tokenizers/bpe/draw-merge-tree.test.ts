// Tangled from book/10-tokenisation/02-byte-pair-encoding.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { drawMergeTree } from "./draw-merge-tree.ts";
import { mergesOf } from "./merges.ts";
import { mergeTrees } from "./merge-tree.ts";

// bc, abc, de
const merges = mergesOf([[98, 99], [97, 256], [100, 101]]);

test("a tree for each token, with its rank at each merge and bytes as leaves", () => {
  const leaf = (letter: string) => ({ id: letter.charCodeAt(0), rank: -1, parts: [] });
  expect(mergeTrees(merges, Buffer.from("abcd"))).toEqual([{ id: 257, rank: 1, parts: [leaf("a"), { id: 256, rank: 0, parts: [leaf("b"), leaf("c")] }] }, leaf("d")]);
});

test("the drawing has every letter, every rank, and two lines for each merge", () => {
  const svg = drawMergeTree(merges, "abc de");
  expect([...svg.matchAll(/>([^<>]+)<\/text>/g)].map(([, text]) => text).sort()).toEqual(["0", "1", "2", "a", "b", "c", "d", "e", "␣"]);
  expect([...svg.matchAll(/<line /g)]).toHaveLength(6);
  expect(svg).toContain('<title>The merges of "abc de": tokens "abc", " ", "de"</title><desc>"abc": 0, 1; " ": a byte; "de": 2</desc>');
});

test("what cannot be drawn is refused", () => {
  for (const text of ["", "a".repeat(21), "é"]) expect(() => drawMergeTree(merges, text)).toThrow(new RangeError(`drawMergeTree: ${JSON.stringify(text)} is not 1 to 20 characters of ASCII`));
});
//# sourceMappingURL=../../.maps/tokenizers/bpe/draw-merge-tree.test.ts.map
