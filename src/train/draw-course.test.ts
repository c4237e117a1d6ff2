// Tangled from book/04-neural-lm/05-minibatch-training.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { drawCourse } from "./draw-course.ts";

const pathsOf = (svg: string) => [...svg.matchAll(/<path d="(M[^"]*L[^"]*)"/g)].map(([, d]) => d!.split(/[ML ]/).slice(1).map(Number));
const labelsOf = (svg: string) => [...svg.matchAll(/y="([\d.]+)" font-size="13" text-anchor="start" fill="(?:quiet|accent)">(batches|validation)</g)].map(([, y, name]) => [name, Number(y)]);

test("lines grow to the right, on one scale that they never leave", () => {
  const svg = drawCourse([4, 2, 9], [{ step: 2, training: 3, validation: 1 }, { step: 3, training: 5, validation: 2 }], { steps: 4, most: 4 });
  expect(pathsOf(svg)).toEqual([[116.5, 14, 203, 112, 289.5, 14], [203, 161, 289.5, 112]]);
  expect(svg).toContain("<title>Losses in nats after step 3: batches 9.00, validation 2.00</title>");
  expect(svg).toContain(">4</text>");
});

test("of many steps a point is the mean of some, and stays where it is when more follow", () => {
  const losses = Array.from({ length: 450 }, (_, i) => (i % 3) + 1);
  const [all] = pathsOf(drawCourse(losses, [], { steps: 450, most: 4 }));
  expect(all).toHaveLength(300);
  expect(new Set(all!.filter((_, i) => i % 2 === 1))).toEqual(new Set([112]));
  const [some] = pathsOf(drawCourse(losses.slice(0, 9), [], { steps: 450, most: 4 }));
  expect(some).toEqual(all!.slice(0, 6));
});

test("labels of lines that end together stand apart, the lower loss below", () => {
  const labels = (batch: number, validation: number) => labelsOf(drawCourse([batch], [{ step: 1, training: batch, validation }], { steps: 2, most: 4 }));
  expect(labels(2, 2)).toEqual([["batches", 108], ["validation", 124]]);
  expect(labels(2, 1.9)).toEqual([["batches", 110.5], ["validation", 126.5]]);
  expect(labels(1.9, 2)).toEqual([["batches", 126.5], ["validation", 110.5]]);
  expect(labels(3, 1)).toEqual([["batches", 67], ["validation", 165]]);
});

test("before the first step there is only a frame", () => {
  const svg = drawCourse([], [], { steps: 3000, most: 4 });
  expect(pathsOf(svg)).toEqual([]);
  expect(svg).toContain("<title>Losses in nats after step 0</title>");
  expect(svg).toContain(">3,000</text>");
});
//# sourceMappingURL=../.maps/train/draw-course.test.ts.map
