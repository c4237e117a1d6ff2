import fc from "fast-check";
import { expect, test } from "vitest";
import { figureGlobals } from "./globals.ts";
import { renderFigure } from "./render.ts";
import { mostShapes, shapesIn, thinned } from "./thinned.ts";

const pathOf = (points: readonly (readonly [number, number])[]): string => `<path d="M${points.map(([x, y]) => `${x},${y}`).join("L")}"/>`;
const pointsIn = (path: string): readonly (readonly [number, number])[] => [...path.matchAll(/([-\d.]+),([-\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

test("points on a straight line go, corners stay", () => {
  expect(thinned(pathOf([[0, 0], [1, 1], [2, 2], [3, 0], [4, 0.05], [5, 0]]))).toBe('<path d="M0,0L2,2L3,0L5,0"/>');
});

test.each(["M0,0C1,1,2,2,3,3", "M0,0L1,0L1,1Z", "M0,0", "", "M0 0h9"])("`%s` is no polyline and stays", (d) => {
  expect(thinned(`<path d="${d}"/>`)).toBe(`<path d="${d}"/>`);
});

test("a line in pieces stays in pieces", () => {
  expect(thinned('<path fill="none" d="M0,0L1,0L2,0M5,5L6,6"/>')).toBe('<path fill="none" d="M0,0L2,0M5,5L6,6"/>');
});

test("no point that goes is farther than an eighth of a pixel from the line that stays", () => {
  const coordinate = fc.integer({ min: 0, max: 5800 }).map((n) => n / 10);
  fc.assert(fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 60 }), (points) => {
    const left = pointsIn(thinned(pathOf(points)));
    let next = 0;
    for (const [x, y] of points) {
      const end = left[next + 1];
      if (end !== undefined && x === end[0] && y === end[1]) next += 1;
      const [[x1, y1], [x2, y2]] = [left[next] ?? [0, 0], left[next + 1] ?? left[next] ?? [0, 0]];
      const length = Math.hypot(x2 - x1, y2 - y1);
      const off = length === 0 ? Math.hypot(x - x1, y - y1) : Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length;
      expect(off).toBeLessThan(0.1251);
    }
    expect([left[0], left.at(-1)]).toEqual([points[0], points.at(-1)]);
  }));
});

test("a figure of too many dots is refused, one of as many as may be is drawn", async () => {
  const { Plot } = figureGlobals() as { Plot: Record<string, (...given: unknown[]) => unknown> };
  const dots = (count: number): unknown => Plot["dot"]?.(Array.from({ length: count }, (_, i) => [i, i % 7]));
  expect(await renderFigure(dots(mostShapes + 1), { id: "dots", alt: "" })).toEqual({ ok: false, message: expect.stringMatching(/^this figure has 2,5\d\d shapes, and at most 2,500 are drawn: draw a sample of them$/) });
  expect((await renderFigure(dots(mostShapes - 100), { id: "dots", alt: "" })).ok).toBe(true);
});

test("shapes are counted, words and groups are not", () => {
  expect(shapesIn("<g><circle/><text>a</text><rect/><path d=''/></g>")).toBe(3);
});
