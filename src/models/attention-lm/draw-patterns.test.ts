// Tangled from book/07-attention/05-what-one-head-computes.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { drawPatterns, type PatternPanel } from "./draw-patterns.ts";

const panel: PatternPanel = { name: "by hand", tokens: [..."ab<"], queries: [0, 2], weights: (t, s) => (t === 0 ? 1 : [0.25, 0, 0.75][s]!) };
const grounds = (svg: string) => [...svg.matchAll(/x="([\d.]+)" y="(\d+)"[^>]*fill-opacity="([\d.]+)"/g)].map(([, x, y, share]) => [Number(x), Number(y), Number(share)]);
const letters = (svg: string) => [...svg.matchAll(/font-size="[\d.]+" fill="ink">([^<]*)</g)].map(([, letter]) => letter);

test("each query has a line with the tokens up to its own, and grounds as dark as their weights", () => {
  const svg = drawPatterns([panel]);
  expect(letters(svg)).toEqual(["a", "a", "b", "&lt;"]);
  expect(grounds(svg)).toEqual([[2, 26, 0.6], [2, 50, 0.15], [40, 50, 0.45]]);
  expect(svg.match(/stroke="ink"/g)).toHaveLength(2);
  expect(svg).toContain("<title>Attention patterns. by hand: 2 queries over 3 tokens</title>");
});

test("a letter stands in the middle of its ground, the cell of the query is framed, and a panel has its name above it", () => {
  const svg = drawPatterns([panel, { ...panel, name: "again", queries: [1], weights: () => 0.005 }]);
  expect(svg).toContain('viewBox="0 0 340 128" width="340" height="128"');
  const rectangles = (fill: string) => [...svg.matchAll(new RegExp(`<rect x="([\\d.]+)" y="(\\d+)" width="18.0" height="20" fill="${fill}"`, "g"))].map(([, x, y]) => [Number(x), Number(y)]);
  expect(rectangles("accent")).toEqual([[2, 26], [2, 50], [40, 50], [2, 100], [21, 100]]);
  expect(rectangles("none")).toEqual([[2, 26], [40, 50], [21, 100]]);
  expect([...svg.matchAll(/<text x="([\d.]+)" y="(\d+)" text-anchor="middle" font-size="15.2"/g)].map(([, x, y]) => [Number(x), Number(y)])).toEqual([[11, 41], [11, 65], [30, 65], [49, 65], [11, 115], [30, 115]]);
  expect([...svg.matchAll(/<text x="2" y="(\d+)" text-anchor="start"[^>]*>([^<]*)</g)].map(([, y, name]) => [name, Number(y)])).toEqual([["by hand", 17], ["again", 91]]);
});

test("panels stand one below the other, and a long text fits the width", () => {
  const long: PatternPanel = { name: "long", tokens: [..."the white whale swam before him"], queries: [30], weights: () => 1 / 31 };
  const svg = drawPatterns([panel, long]);
  const [, last] = [...svg.matchAll(/<rect x="([\d.]+)" y="\d+" width="([\d.]+)"/g)].map(([, x, width]) => Number(x) + Number(width)).slice(-2);
  expect(last).toBeLessThanOrEqual(340);
  expect(Number(svg.match(/height="(\d+)"><title/)![1])).toBe(26 + 48 + 26 + 24 + 4);
  expect(letters(svg)).toContain("␣");
});

test("a query outside the text, and a panel without one, are refused", () => {
  expect(() => drawPatterns([{ ...panel, queries: [3] }])).toThrow(new RangeError("drawPatterns: no query 3 among 3 tokens"));
  expect(() => drawPatterns([{ ...panel, queries: [] }])).toThrow(new RangeError("drawPatterns: a panel has no query"));
});
//# sourceMappingURL=../../.maps/models/attention-lm/draw-patterns.test.ts.map
