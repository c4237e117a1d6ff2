// Tangled from book/09-position/06-needle-in-a-haystack.md. Edit the book, then: npm run tangle
import fc from "fast-check";
import { expect, test } from "vitest";
import { needleIds, needles } from "./needles.ts";

const { fillers, names, ask } = needleIds;

test("a sequence has one name, at the distance asked for, a question mark at the end, and the name as its only target", () => {
  fc.assert(fc.property(fc.integer({ min: 2, max: 40 }), fc.nat({ max: 99 }), fc.nat({ max: 99_999 }), fc.boolean(), (length, seed, i, isFixed) => {
    const distance = 1 + (seed % (length - 1));
    const { ids, targets } = needles({ length, seed, ...(isFixed && { distance }) }).batch([i]);
    const [read, wanted] = [[...ids.dataSync()], [...targets.dataSync()]];
    const at = read.findIndex((id) => id >= fillers);
    expect(read[at]).toBeLessThan(fillers + names);
    expect(read.filter((id) => id >= fillers)).toEqual([read[at], ask]);
    expect(read.at(-1)).toBe(ask);
    expect(wanted).toEqual([...new Array<number>(length - 1).fill(-1), read[at]]);
    if (isFixed) expect(length - 1 - at).toBe(distance);
  }));
});

test("every name and every distance occurs, and another seed gives other sequences", () => {
  const all = Array.from({ length: 400 }, (_, i) => i);
  const of = (seed: number) => needles({ length: 6, seed }).batch(all);
  const rows = of(1).ids.toArray() as number[][];
  expect(new Set(of(1).targets.dataSync())).toEqual(new Set([-1, ...Array.from({ length: names }, (_, i) => fillers + i)]));
  expect(new Set(rows.map((row) => 5 - row.findIndex((id) => id >= fillers)))).toEqual(new Set([1, 2, 3, 4, 5]));
  expect(of(2).ids.toArray()).not.toEqual(rows);
  expect(of(1).ids.toArray()).toEqual(rows);
});

test("what cannot be is refused", () => {
  expect(() => needles({ length: 1, seed: 1 })).toThrow(new RangeError("needles: a name and a question mark need 2 tokens, not 1"));
  for (const distance of [0, 8, 1.5, NaN]) expect(() => needles({ length: 8, seed: 1, distance })).toThrow(new RangeError(`needles: no token stands ${distance} before the last of 8`));
});
//# sourceMappingURL=../.maps/data/needles.test.ts.map
