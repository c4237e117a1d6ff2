import { expect, test } from "vitest";
import { devReport, sentenceIn } from "./dev.ts";

test("the report has the median, the 95th percentile and the largest of each, whatever their order", () => {
  const calm = Array.from({ length: 40 }, (_, save) => 40 - save);
  const numbers = devReport({ calm, busy: [7], whole: [30, 10, 20] }).split("\n").slice(1).map((line) => line.slice(52).trim().split(/\s+/).map(Number));
  expect(numbers).toEqual([[20, 38, 40], [7, 7, 7], [20, 30, 30]]);
});

test("a sentence is written where the page of its file shows it, and not into a solution", () => {
  const words = "Plain words of one line, and of some length.";
  expect(sentenceIn(`# Title\n\n${words}\n\n:::exercise\nText.\n:::\n`)?.[0].trim()).toBe(words);
  expect(sentenceIn(`# Title\n\nWith $a$ formula, and of some length.\n\n::::solution\n\n${words}\n\n::::\n`)).toBeNull();
  expect(sentenceIn(null)).toBeNull();
});
