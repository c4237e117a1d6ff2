// Tangled from book/interlude-c-the-graphics-processor/index.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { drawRoofline } from "./draw-roofline.ts";

test("a kernel on the roof is drawn on its line, and the roof bends at the ridge", () => {
  const svg = drawRoofline({ peak: 100, bandwidth: 10, products: [{ intensity: 10, speed: 100 }, { intensity: 1000, speed: 100 }] });
  const roof = /points="([^"]+)"/.exec(svg)![1]!.split(" ").map((point) => point.split(",").map(Number));
  const dots = [...svg.matchAll(/<circle cx="([^"]+)" cy="([^"]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
  expect(dots).toEqual(roof.slice(1));
  expect(roof[0]![1]!).toBeGreaterThan(roof[1]![1]!);
  expect([...svg.matchAll(/fill="quiet">([\d.,]+)</g)].map(([, text]) => text)).toEqual(["1", "10", "100", "0.1", "1", "10", "100", "1,000"]);
});

test("a ridge beyond the axis leaves a straight roof", () => {
  const svg = drawRoofline({ peak: 1e6, bandwidth: 1, products: [] });
  const [first, middle, last] = /points="([^"]+)"/.exec(svg)![1]!.split(" ");
  expect(middle).toBe(last);
  expect(first).not.toBe(last);
});
//# sourceMappingURL=../.maps/gpu/draw-roofline.test.ts.map
