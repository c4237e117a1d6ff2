// Tangled from book/05-optimisation/02-momentum.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { drawRace } from "./draw-race.ts";

test("each optimiser has a line with a point for each distance, and its name", () => {
  const svg = drawRace([{ name: "one", distances: [1, 0.1, 0.01] }, { name: "other", distances: [1, 0.5, 0.25] }]);
  expect([...svg.matchAll(/stroke-width="1.5"/g)].length).toBe(2);
  expect(svg.match(/d="(M[^"]*L[^"]*)"/)![1]!.match(/[ML]/g)!.length).toBe(3);
  expect(svg).toContain(">one</text>");
  expect(svg).toContain("<title>The distance to the minimum against the step, for one; other</title>");
});

test("names of lines that end together do not stand on each other, and no zero or overflow breaks the drawing", () => {
  const svg = drawRace(["a", "b", "c"].map((name) => ({ name, distances: [1, 0, Infinity] })));
  expect(svg).not.toMatch(/NaN|Infinity/);
  const heights = [...svg.matchAll(/y="([\d.]+)"[^>]*>[abc]</g)].map(([, y]) => Number(y)).sort((one, other) => one - other);
  for (let i = 1; i < heights.length; i++) expect(heights[i]! - heights[i - 1]!).toBeGreaterThanOrEqual(17);
});
//# sourceMappingURL=../.maps/optim/draw-race.test.ts.map
