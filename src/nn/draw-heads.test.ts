// Tangled from book/08-transformer/01-multi-head-attention.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { drawHeads } from "./draw-heads.ts";

test.each([1, 4, 6])("with %i heads each has three columns, an attention and an output, all of one shade, and lines between them", (heads) => {
  const svg = drawHeads(heads);
  const counts = new Map<string, number>();
  for (const [, shade] of svg.matchAll(/fill="accent" fill-opacity="([\d.]+)"/g)) counts.set(shade!, (counts.get(shade!) ?? 0) + 1);
  expect([...counts.values()]).toEqual(new Array(heads).fill(5));
  expect([...svg.matchAll(/<line /g)]).toHaveLength(4 * heads + 1);
  expect(svg).toContain(`>head ${heads}</text>`);
});

test("queries, keys and values fill the width, without a gap", () => {
  const boxes = [...drawHeads(4).matchAll(/<rect x="([\d.]+)" y="24" width="([\d.]+)"/g)].map(([, x, width]) => [Number(x), Number(width)] as const).sort(([one], [other]) => one - other);
  expect(boxes).toHaveLength(12);
  boxes.slice(1).forEach(([x], i) => expect(Math.abs(x - boxes[i]![0] - boxes[i]![1])).toBeLessThan(0.11));
  expect([boxes[0]![0], boxes[11]![0] + boxes[11]![1]]).toEqual([4, expect.closeTo(336, 0)]);
});

test("other numbers of heads are refused", () => {
  for (const heads of [0, 7, 1.5]) expect(() => drawHeads(heads)).toThrow(new RangeError(`drawHeads: ${heads} heads, and 1 to 6 can be drawn`));
});
//# sourceMappingURL=../.maps/nn/draw-heads.test.ts.map
