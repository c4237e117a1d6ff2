// Tangled from book/09-position/04-rotary-embedding.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { drawDials } from "./draw-dials.ts";

const hands = (svg: string) => [...svg.matchAll(/<line x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="([\d.]+)" stroke="(\w+)"/g)].map(([, x1, y1, x2, y2, ink]) => ({ x: Number(x2) - Number(x1), y: Number(y1) - Number(y2), ink }));

test("hands point to the right at position 0 and turn counterclockwise, the query's and the key's", () => {
  expect(hands(drawDials([Math.PI / 2, Math.PI / 4], 1, 0))).toEqual([
    { x: 0, y: 30, ink: "accent" }, { x: 30, y: 0, ink: "ink" },
    { x: expect.closeTo(21.2, 5), y: expect.closeTo(21.2, 5), ink: "accent" }, { x: 30, y: 0, ink: "ink" },
  ]);
});

test("each dial has its period below, and stands within the drawing", () => {
  const svg = drawDials([1, 0.01, 0.0001], 5, 3);
  expect([...svg.matchAll(/>([^<>]+)<\/text>/g)].map(([, text]) => text)).toEqual(["6.3", "628", "62,832"]);
  expect(svg).toContain('viewBox="0 0 336 98"');
  expect(svg).toContain("<title>3 dials, a query at position 5 and a key at position 3</title>");
});

test("none and too many are refused", () => {
  for (const count of [0, 17]) expect(() => drawDials(new Array<number>(count).fill(1), 0, 0)).toThrow(new RangeError(`drawDials: ${count} frequencies, and 1 to 16 can be drawn`));
});
//# sourceMappingURL=../../.maps/nn/position/draw-dials.test.ts.map
