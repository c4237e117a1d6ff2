import fc from "fast-check";
import { expect, test } from "vitest";
import { isEmpty, sizesOf } from "./sizes.ts";

const range = (name: string, from: number, to: number) => ({ name, from, to });

test("sizes are whole numbers of their ranges, all different", () => {
  const bounds = fc.tuple(fc.integer({ min: -5, max: 50 }), fc.integer({ min: 3, max: 40 }));
  fc.assert(
    fc.property(fc.array(bounds, { minLength: 1, maxLength: 4 }), fc.string(), (drawn, seed) => {
      const ranges = drawn.map(([from, more], index) => range(`x${index}`, from, from + more));
      const values = Object.values(sizesOf(ranges, seed).drawn());
      expect(values.every((value, index) => Number.isInteger(value) && value >= (ranges[index]?.from ?? NaN) && value <= (ranges[index]?.to ?? NaN))).toBe(true);
      expect(new Set(values).size).toBe(values.length);
    }),
  );
});

test("equal seeds give equal sizes, in whatever order they are asked for", () => {
  const [one, other] = [sizesOf([range("N", 1, 1000)], "a"), sizesOf([range("N", 1, 1000)], "a")];
  expect([one.asked["B"], one.asked["N"]]).toEqual([other.asked["B"], other.asked["N"]]);
  expect(one.drawn()).not.toEqual(sizesOf([range("N", 1, 1000)], "b").drawn());
});

test("a symbol without a stated range is from 1 to 12 and drawn when it is asked for", () => {
  const sizes = sizesOf([], "a");
  expect(sizes.drawn()).toEqual({});
  const { d, T } = sizes.asked;
  expect(sizes.drawn()).toEqual({ d, T });
  expect([d, T].every((size) => size !== undefined && size >= 1 && size <= 12)).toBe(true);
});

test("both ends of a range are drawn, and only whole numbers of it", () => {
  const drawn = Array.from({ length: 200 }, (_, seed) => sizesOf([range("k", 0.5, 3.5)], String(seed)).asked["k"]);
  expect([...new Set(drawn)].sort()).toEqual([1, 2, 3]);
});

test("where a range has no number left, two sizes are equal", () => {
  expect(sizesOf([range("a", 4, 4), range("b", 4, 4)], "a").drawn()).toEqual({ a: 4, b: 4 });
});

test("a range may hold no whole number", () => {
  expect([isEmpty(range("a", 0.2, 0.8)), isEmpty(range("a", 0.2, 1)), isEmpty(range("a", 3, 3))]).toEqual([true, false, false]);
});

test("awaiting or printing the sizes draws none", async () => {
  const sizes = sizesOf([], "a");
  await sizes.asked;
  JSON.stringify(sizes.asked);
  String(sizes.asked);
  expect(sizes.drawn()).toEqual({});
});
