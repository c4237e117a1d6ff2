// Tangled from book/08-transformer/03-transformer-block.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { drawBlock } from "./draw-block.ts";

const barsOf = (svg: string) => [...svg.matchAll(/<rect x="34" y="\d+" width="([\d.]+)"/g)].map(([, width]) => Number(width));

test("bars are as long as the FLOPs of their products, the longest as wide as the drawing", () => {
  const bars = barsOf(drawBlock({ T: 1024, width: 768, heads: 12 }));
  const wanted = [6 * 768, 2 * 1024, 2 * 1024, 2 * 768, 8 * 768, 8 * 768];
  bars.forEach((bar, i) => expect(bar).toBeCloseTo((306 * wanted[i]!) / wanted[5]!, 1));
  expect(Math.max(...barsOf(drawBlock({ T: 8192, width: 64, heads: 2 })))).toBe(306);
});

test("shapes and shares are written, and two results are added to the stream", () => {
  const svg = drawBlock({ T: 1024, width: 768, heads: 12 });
  expect([...svg.matchAll(/>([^<>]+ \[.+?\], \d+ %)</g)].map(([, text]) => text)).toEqual(["queries, keys, values [1,024, 2,304], 20 %", "scores [12, 1,024, 1,024], 9 %", "weighted values [1,024, 768], 9 %", "attention output [1,024, 768], 7 %", "hidden units [1,024, 3,072], 27 %", "FFN output [1,024, 768], 27 %"]);
  expect([...svg.matchAll(/<circle /g)]).toHaveLength(2);
});
//# sourceMappingURL=../.maps/nn/draw-block.test.ts.map
