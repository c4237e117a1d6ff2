import fc from "fast-check";
import { expect, test } from "vitest";
import { sample } from "./sample.ts";

test("a sample has as many as asked for, in their order, each once, and the same for the same seed", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.nat(30), fc.integer(), (items, count, seed) => {
      const chosen = sample(items, count, seed);
      expect(chosen).toHaveLength(Math.min(count, items.length));
      expect(items.filter((item) => chosen.includes(item))).toEqual(chosen);
      expect(sample(items, count, seed)).toEqual(chosen);
    }),
  );
});

test("every item is as likely", () => {
  const counts = new Array<number>(10).fill(0);
  for (let seed = 0; seed < 10_000; seed++) for (const item of sample([...counts.keys()], 3, seed)) counts[item] = (counts[item] ?? 0) + 1;
  // 3,000 expected of each, with a standard deviation of 46: five of them on either side
  for (const count of counts) expect(Math.abs(count - 3000)).toBeLessThan(230);
});
