// Tangled from book/07-attention/02-scaled-dot-product-attention.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { drawAttentionWeights } from "./draw-attention-weights.ts";

const barsOf = (svg: string, ink: string) => [...svg.matchAll(new RegExp(`<rect x="60" y="(\\d+)" width="([\\d.]+)" height="\\d+" fill="${ink}"/>`, "g"))].map(([, y, width]) => [Number(y), Number(width)]);

test("bars are as long as the weights, both lists in the same rows", () => {
  const svg = drawAttentionWeights([0.5, 0.25, 0.25], [1, 0, 0]);
  expect(barsOf(svg, "accent")).toEqual([[4, 110], [28, 55], [52, 55]]);
  expect(barsOf(svg, "quiet")).toEqual([[18, 220], [42, 0], [66, 0]]);
  expect([...svg.matchAll(/>([^<>]+)<\/text>/g)].map(([, words]) => words)).toEqual(["key 1", "0.500", "key 2", "0.250", "key 3", "0.250"]);
  expect(svg).toContain("<title>Weights of 3 keys, the largest 0.500</title>");
});

test("a number stands behind the longer of its bars, and within the drawing", () => {
  const svg = drawAttentionWeights([0.25, 0.75], [1, 0]);
  expect([...svg.matchAll(/<text x="([\d.]+)" y="\d+" text-anchor="start"/g)].map(([, x]) => Number(x))).toEqual([286, 231]);
  expect([...svg.matchAll(/<text x="([\d.]+)" y="(\d+)" text-anchor="end"/g)].map(([, x, y]) => [Number(x), Number(y)])).toEqual([[52, 17], [52, 41]]);
  expect(svg).toContain('viewBox="0 0 340 52"');
});

test("lists that do not match are refused", () => {
  expect(() => drawAttentionWeights([1], [0.5, 0.5])).toThrow(new RangeError("drawAttentionWeights: 1 weights and 2 others"));
});
//# sourceMappingURL=../.maps/ops/draw-attention-weights.test.ts.map
