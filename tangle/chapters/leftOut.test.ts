import fc from "fast-check";
import { expect, test } from "vitest";
import { leftOut, type TestsAtEnd } from "./leftOut.ts";

const end = (ids: Readonly<Record<string, string>>, ...own: readonly string[]): TestsAtEnd => ({ ids: new Map(Object.entries(ids)), own: new Set(own) });
const left = (ends: readonly TestsAtEnd[], last: readonly string[], atMost: number): readonly (readonly string[])[] => leftOut(ends, new Set(last), atMost).map((paths) => [...paths].sort());

const ends = [end({ a: "5", b: "6" }, "a", "b"), end({ a: "3", b: "1", c: "2" }, "c"), end({ a: "4", b: "9" })];

test("a test runs where it is new and on the last program; of its other runs as many as are wanted, by hash", () => {
  expect(left(ends, ["4", "9", "2"], 0)).toEqual([[], ["a", "b"], []]);
  expect(left(ends, ["4", "9", "2"], 1)).toEqual([[], ["a"], []]);
  expect(left(ends, ["4", "9", "2"], 2)).toEqual([[], [], []]);
});

test("what a later chapter takes away or changes runs where it is new", () => {
  expect(left(ends, [], 0)).toEqual([[], ["a", "b"], ["a", "b"]]);
});

const id = fc.nat(0xffff).map((number) => number.toString(16));

test("no end has more than are wanted, none that is new or of the last program is left out, and an end does not depend on the others", () => {
  fc.assert(fc.property(fc.array(fc.dictionary(fc.constantFrom(..."abcdef"), id)), fc.array(id), fc.nat(4), (dictionaries, extra, atMost) => {
    const all = dictionaries.map((ids, k) => end(ids, ...Object.keys(ids).filter((_, each) => (each + k) % 3 === 0)));
    const last = new Set([...extra, ...Object.values(dictionaries.at(-1) ?? {})]);
    for (const [k, paths] of leftOut(all, last, atMost).entries()) {
      const { ids, own } = all[k] as TestsAtEnd;
      expect([...paths].filter((path) => own.has(path) || last.has(ids.get(path) ?? ""))).toEqual([]);
      const between = [...ids.keys()].filter((path) => !own.has(path) && !last.has(ids.get(path) ?? ""));
      expect(between.length - paths.size).toBe(Math.min(atMost, between.length));
      expect(leftOut([all[k] as TestsAtEnd], last, atMost)).toEqual([paths]);
    }
  }));
});
