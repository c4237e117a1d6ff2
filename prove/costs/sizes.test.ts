import fc from "fast-check";
import { expect, test } from "vitest";
import { isEmpty, runs, sizesOf } from "./sizes.ts";

const first = { id: "a table", number: 0 };
const range = (name: string, from: number, to: number) => ({ name, from, to });

test("sizes are whole numbers of their ranges, all different", () => {
  const bounds = fc.tuple(fc.integer({ min: -5, max: 50 }), fc.integer({ min: 3, max: 40 }));
  fc.assert(
    fc.property(fc.array(bounds, { minLength: 1, maxLength: 4 }), fc.string(), fc.nat({ max: runs - 1 }), (drawn, id, number) => {
      const ranges = drawn.map(([from, more], index) => range(`x${index}`, from, from + more));
      const values = Object.values(sizesOf(ranges, { id, number }).drawn());
      expect(values.every((value, index) => Number.isInteger(value) && value >= (ranges[index]?.from ?? NaN) && value <= (ranges[index]?.to ?? NaN))).toBe(true);
      expect(new Set(values).size).toBe(values.length);
    }),
  );
});

test("equal runs have equal sizes, in whatever order they are asked for", () => {
  const [one, other] = [sizesOf([range("N", 1, 1000)], first), sizesOf([range("N", 1, 1000)], first)];
  expect([one.asked["B"], one.asked["N"]]).toEqual([other.asked["B"], other.asked["N"]]);
  expect(one.drawn()).not.toEqual(sizesOf([range("N", 1, 1000)], { id: "another", number: 0 }).drawn());
});

test("a symbol without a stated range is from 1 to 12 and drawn when it is asked for", () => {
  const sizes = sizesOf([], first);
  expect(sizes.drawn()).toEqual({});
  const { d, T } = sizes.asked;
  expect(sizes.drawn()).toEqual({ d, T });
  expect([d, T].every((size) => size !== undefined && size >= 1 && size <= 12)).toBe(true);
});

test("the runs share a range out between them", () => {
  for (const id of ["a", "b", "c"]) {
    const drawn = (name: string, from: number, to: number) => Array.from({ length: runs }, (_, number) => sizesOf([range(name, from, to)], { id, number }).asked[name]).sort();
    expect(drawn("k", 0, 3)).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
    expect(new Set(drawn("k", 0.5, 3.5))).toEqual(new Set([1, 2, 3]));
    expect(drawn("N", 0, 79).map((size = NaN) => Math.floor(size / 10)).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  }
});

test("where a range has no number left, two sizes are equal", () => {
  expect(sizesOf([range("a", 4, 4), range("b", 4, 4)], first).drawn()).toEqual({ a: 4, b: 4 });
});

test("a range may hold no whole number", () => {
  expect([isEmpty(range("a", 0.2, 0.8)), isEmpty(range("a", 0.2, 1)), isEmpty(range("a", 3, 3))]).toEqual([true, false, false]);
});

test("awaiting or printing the sizes draws none", async () => {
  const sizes = sizesOf([], first);
  await sizes.asked;
  JSON.stringify(sizes.asked);
  String(sizes.asked);
  expect(sizes.drawn()).toEqual({});
});
