import { expect, test } from "vitest";
import { chaptersOf, predictions, suiteReport, type StepTime } from "./suite.ts";

const chapters = { now: 4, then: 16 };
const predicted = (times: readonly StepTime[]): readonly number[] => predictions(times, chapters).map(({ predicted }) => predicted);

test("a step becomes longer as it does on made-up books, else as the chapters, and one of the tools does not", () => {
  const times: readonly StepTime[] = [
    { name: "types", seconds: 10, madeUp: { now: 2, then: 6 } },
    { name: "the editions, read back", seconds: 10, madeUp: null },
    { name: "the tools, in one process", seconds: 10, madeUp: null },
  ];
  expect(predicted(times)).toEqual([30, 40, 10]);
});

test("the table says each step's growth, which is more than linear, and whether all together keep to the aim", () => {
  const rows = predictions([
    { name: "types", seconds: 100, madeUp: { now: 1, then: 4 } },
    { name: "prose", seconds: 50, madeUp: { now: 1, then: 16 } },
    { name: "the editions, read back", seconds: 40, madeUp: null },
    { name: "the tools, in one process", seconds: 10, madeUp: null },
  ], chapters);
  expect(suiteReport(rows, 100, 16)).toBe(`                             seconds 16 chapters  growth
types                          100.0       400.0  chapters to the power 1.00
prose                           50.0       800.0  chapters to the power 2.00: MORE THAN LINEAR
the editions, read back         40.0       160.0  taken as that of the chapters, not measured
the tools, in one process       10.0        10.0  none: not of the book
together                       100.0       685.0  aim ≤ 1800`);
  expect(suiteReport(rows, 1000, 16)).toMatch(/ 6850\.0 {2}aim ≤ 1800: MISSED$/);
});

test("chapters are the folders with a number, and what stands between them stays", () => {
  expect(chaptersOf(["01-a", "02-b", "interlude", "appendix"], 6)).toEqual({ now: 4, then: 8 });
  expect(chaptersOf(["mills", "beans"], 6)).toEqual({ now: 2, then: 6 });
  expect([chaptersOf(["01-a", "02-b"], 2), chaptersOf(["01-a"], NaN)]).toEqual([null, null]);
});
