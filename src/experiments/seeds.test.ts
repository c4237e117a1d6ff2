// Tangled from book/04-neural-lm/05-when-to-stop.md. Edit the book, then: npm run tangle
import { expect, test } from "vitest";
import { seedsIn } from "./seeds.ts";

test("whole numbers between commas are seeds, and nothing else is", () => {
  expect(seedsIn("1,2,-3")).toEqual([1, 2, -3]);
  for (const text of ["", "1,", "1,,2", "1, 2", "1.5", "one", "9007199254740993"]) expect(seedsIn(text)).toBeNull();
});
//# sourceMappingURL=../.maps/experiments/seeds.test.ts.map
