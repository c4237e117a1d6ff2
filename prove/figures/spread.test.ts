import fc from "fast-check";
import { expect, test } from "vitest";
import { spread } from "./spread.ts";

test("what has room stays where it is", () => {
  expect(spread([{ at: 50, size: 10 }, { at: 10, size: 10 }])).toEqual([50, 10]);
});

test("what would overlap is moved apart about its own middle, in its order", () => {
  expect(spread([{ at: 10, size: 10 }, { at: 12, size: 10 }])).toEqual([6, 16]);
  expect(spread([{ at: 1, size: 10 }, { at: 0, size: 10 }, { at: 2, size: 10 }])).toEqual([1, -9, 11]);
});

test("nothing overlaps afterwards, and no order changes", () => {
  const stretches = fc.array(fc.record({ at: fc.integer({ min: 0, max: 300 }), size: fc.integer({ min: 5, max: 40 }) }), { maxLength: 8 });
  fc.assert(fc.property(stretches, (given) => {
    const places = spread(given);
    const order = [...given.keys()].sort((i, j) => (given[i]?.at ?? 0) - (given[j]?.at ?? 0));
    for (const [k, j] of order.entries()) {
      const i = order[k - 1];
      if (i === undefined) continue;
      const [upper, lower] = [(places[i] ?? 0) + (given[i]?.size ?? 0) / 2, (places[j] ?? 0) - (given[j]?.size ?? 0) / 2];
      expect(lower - upper).toBeGreaterThan(-1e-6);
    }
  }));
});
