// Tangled from book/08-transformer/05-training-a-gpt.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { drawLoss } from "./draw-loss.ts";

const evaluations = [{ step: 10, training: 4, validation: 3 }, { step: 20, training: 2, validation: 2 }];

test("losses fall from left to right, on one scale, and never leave it", () => {
  const svg = drawLoss(evaluations, 4);
  const paths = [...svg.matchAll(/d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"/g)].map((found) => found.slice(1).map(Number));
  expect(paths).toEqual([[257, 16, 468, 121], [257, 68.5, 468, 121]]);
  expect(drawLoss([{ step: 1, training: 9, validation: 4 }], 4)).toContain('d="M468.0 16.0"');
  expect(svg).toContain("<title>Training loss 2.00 and validation loss 2.00 nats after step 20</title>");
});

test("labels of lines that end together stand apart", () => {
  const heights = [...drawLoss(evaluations, 4).matchAll(/y="([\d.]+)" font-size="13" text-anchor="start" fill="(?:quiet|accent)">(?:training|validation)</g)].map(([, y]) => Number(y));
  expect(Math.abs(heights[0]! - heights[1]!)).toBe(16);
});

test("a run without an evaluation has no drawing", () => {
  expect(() => drawLoss([], 4)).toThrow(new RangeError("drawLoss: there is no evaluation"));
});
//# sourceMappingURL=../.maps/train/draw-loss.test.ts.map
