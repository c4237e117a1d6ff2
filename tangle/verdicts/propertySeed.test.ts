import fc from "fast-check";
import { expect, test } from "vitest";

test("what is drawn is drawn again: without a seed of their own, two properties see the same inputs", () => {
  const seen = [0, 1].map(() => {
    const inputs: number[] = [];
    fc.assert(fc.property(fc.integer(), (input) => void inputs.push(input)), { numRuns: 20 });
    return inputs;
  });
  expect(new Set(seen[0]).size).toBeGreaterThan(5);
  expect(seen[1]).toEqual(seen[0]);
});
