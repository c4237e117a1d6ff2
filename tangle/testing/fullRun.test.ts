import { expect, test } from "vitest";
import { chosen } from "./fullRun.ts";

const letters = [..."abcdefghij"];
const some = (all: readonly string[], atMost: number): readonly string[] => chosen(all, (each) => each, atMost);

test("what is chosen stands in the order of the list, and is the same in any order and beside fewer others", () => {
  const three = some(letters, 3);
  expect(three).toHaveLength(3);
  expect(three).toEqual([...three].sort());
  expect(some(letters.toReversed(), 3)).toEqual(three.toReversed());
  expect(some(letters.filter((each) => three.includes(each) || each > "e"), 3)).toEqual(three);
  expect(some(letters, 4)).toEqual(expect.arrayContaining([...three]));
});

test("all are chosen where there are no more", () => {
  expect([some(letters, 10), some(letters, Infinity), some([], 3)]).toEqual([letters, letters, []]);
});
