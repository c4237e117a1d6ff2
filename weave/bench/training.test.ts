import { expect, test } from "vitest";
import { trainingReport } from "./training.ts";

test("the table has both speeds and their ratio, in columns as wide as the longest name", () => {
  expect(trainingReport([{ name: "a/one.html#fig-a", inPage: 95, bare: 100 }, { name: "two.html#fig-b", inPage: 1.26, bare: 1.4 }])).toBe(`training            in the page  bare worker   ratio
a/one.html#fig-a           95.0        100.0    0.95
two.html#fig-b              1.3          1.4    0.90
steps a second; a ratio of at least 0.90 is wanted`);
});
